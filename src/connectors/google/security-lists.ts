import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { someUsers } from './control.ts';
import { tokenShape } from './google-shapes.ts';
import type { GoogleSystem } from './google-system.ts';
import { wholeList } from './whole-list.ts';

/** Of so many users is one looked for who let an app in. */
const sample = 10;

export function tokensOf(system: GoogleSystem, id: string, context: ConnectorContext) {
  const call = path`/admin/directory/v1/users/${id}/tokens`;
  return wholeList(system.http, { path: call, name: 'items', item: tokenShape }, context);
}

/**
 * What shows that an empty list of tokens, application passwords or backup codes is Google's word: one right opens all
 * three, and under it somebody's tokens are told. Hardly anybody has application passwords, but somebody in an
 * organisation uses an app. Throws `unproven` where nobody's are.
 */
export async function securityListsAreTold(
  system: GoogleSystem,
  id: string,
  context: ConnectorContext,
): Promise<Evidence[]> {
  const own = await tokensOf(system, id, context);
  const evidence: Evidence[] = sawAll(own.evidence, `${own.items.length} tokens`);
  if (own.items.length > 0) return evidence;
  const users = await someUsers(system, sample, context);
  evidence.push(saw(users, `control: ${users.data.items.length} users listed`));
  for (const other of users.data.items) {
    if (other.id === id) continue;
    const { items, evidence: listed } = await tokensOf(system, other.id, context);
    evidence.push(...sawAll(listed, `control: ${items.length} tokens of ${other.id}`));
    if (items.length > 0) return evidence;
  }
  throw new ConnectorError(
    'unproven',
    {
      en: 'Google shows nobody’s tokens, so that an empty list of tokens, application passwords or backup codes proves nothing',
      fr: 'Google ne montre les jetons de personne : une liste vide de jetons, de mots de passe d’application ou de codes de secours ne prouve rien',
    },
    { evidence },
  );
}
