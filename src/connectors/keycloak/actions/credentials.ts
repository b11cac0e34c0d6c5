import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { credentialShape, type KeycloakCredential } from '../keycloak-shapes.ts';
import { type KeycloakSystem, userPath } from '../keycloak-system.ts';
import { isGone, readUser } from '../user-now.ts';

/**
 * Password, codes, passkeys, recovery codes: an administrator can let the person make new ones, never give these back.
 */
export const credentials = removableKind<KeycloakSystem, KeycloakCredential>({
  verb: 'credentials',
  named: { en: 'credentials', fr: 'moyens de connexion' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'credential',
  nounInFrench: 'le moyen de connexion',
  applies: (account, { settings }) => !isGone(account) && !settings.leave.includes('credentials'),
  list: credentialsOf,
  target: ({ id, type, userLabel }) => ({ id, label: userLabel === undefined ? type : `${type} (${userLabel})` }),
  path: ({ account, target }, system) => `${userPath(system, account)}${path`/credentials/${target}`}`,
});

async function credentialsOf({ id }: { id: string }, system: KeycloakSystem, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { items: [], evidence };
  const reply = await system.http.get(`${userPath(system, id)}/credentials`, z.array(credentialShape), context);
  const types = reply.data.map(({ type }) => type).join(', ') || 'none';
  return { items: reply.data, evidence: [...evidence, saw(reply, `credentials: ${types}`)] };
}
