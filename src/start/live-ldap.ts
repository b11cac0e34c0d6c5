import type { SystemDirectory } from '../connectors/define-connector.ts';
import type { SecretSources } from '../connectors/secrets.ts';
import { createLdapDirectory } from '../people-sources/ldap/ldap-directory.ts';
import type { ConfiguredSource } from '../people-sources/sources-schema.ts';
import { createLiveParts, type LiveParts } from './live-parts.ts';

/** The directories among the sources of people, each by the secrets of now. */
export function createLiveLdap(
  sources: readonly ConfiguredSource[],
  env: SecretSources['env'],
): Omit<LiveParts<never, SystemDirectory>, 'add'> {
  return createLiveParts(
    sources.filter((one) => one.type === 'ldap'),
    env,
    createLdapDirectory,
  );
}
