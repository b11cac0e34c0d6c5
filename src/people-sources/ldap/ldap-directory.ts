import type { SystemDirectory } from '../../connectors/define-connector.ts';
import { createLdap } from '../../connectors/ldap-client/ldap-client.ts';
import type { SecretSources } from '../../connectors/secrets.ts';
import type { CheckReport, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConfiguredSource } from '../sources-schema.ts';
import { checkLdap } from './check.ts';
import { createLdapGroups } from './ldap-groups.ts';
import { createLdapPeople } from './ldap-people.ts';

export type LdapSource = Extract<ConfiguredSource, { type: 'ldap' }>;

/** Who is who in a directory, and what `relais doctor` asks of it. */
export interface LdapDirectory extends SystemDirectory {
  /**
   * By reads only, asked as Relais would: the whole list, one person, and these groups. A read that fails is a problem
   * in it, never thrown.
   */
  check(groups: readonly string[], context: ConnectorContext): Promise<CheckReport>;
}

/** Reads its secrets, calls nothing. Throws `SecretError` when a reference leads nowhere. */
export function createLdapDirectory({ id, label, settings }: LdapSource, secrets: SecretSources): LdapDirectory {
  const withLdap = createLdap(settings, secrets);
  const people = createLdapPeople(settings, { id, label, withLdap });
  const groups = createLdapGroups(settings, { id, withLdap });
  return { people, groups, check: (wanted, context) => checkLdap({ settings, people, groups }, wanted, context) };
}
