import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { listsAreTold } from '../lists-are-told.ts';
import { idShape } from '../salesforce-shapes.ts';
import { inactive, type SalesforceSystem } from '../salesforce-system.ts';
import { rows, soql } from '../soql.ts';

/**
 * The most that one call deletes:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-delete.html
 */
const mostAtOnce = 200;

/**
 * Ends every session: a freeze leaves them alone. Whoever may manage users sees and deletes those of others:
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-authsession.html
 */
export const sessions: ActionKind<SalesforceSystem> = {
  verb: 'sessions',
  named: { en: 'sessions', fr: 'sessions' },

  // Also where there is none now, and without their number: who signs in after the confirmation is put out under it.
  async plan({ id, status }, system, context) {
    const { ids } = await sessionsOf(system, id, context);
    if (ids.length === 0 && status === inactive) return [];
    const call = 'DELETE /composite/sobjects?ids=… (AuthSession)';
    return [{ stage: 'sessions', call, effect: 'reversible', standing: ids.length > 0 ? 'open' : 'closed' }];
  },

  async act({ accountId }, system, context) {
    const { ids, evidence } = await sessionsOf(system, accountId, context);
    if (ids.length === 0) return { status: 'already', evidence };
    const all = [...evidence];
    for (let start = 0; start < ids.length; start += mostAtOnce) {
      const some = ids.slice(start, start + mostAtOnce);
      // Each by itself: a session goes with the one that it began in, and is not there any more when its turn comes.
      const query = { ids: some.join(','), allOrNone: false };
      const reply = await system.http.send('DELETE', '/composite/sobjects', context, { query });
      all.push(saw(reply, `${some.length} sessions ended`));
    }
    return { status: 'accepted', evidence: all, readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { ids, evidence } = await sessionsOf(system, accountId, context);
    return { state: ids.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

async function sessionsOf(system: SalesforceSystem, userId: string, context: ConnectorContext) {
  const query = soql`SELECT Id FROM AuthSession WHERE UsersId = ${userId}`;
  const { items, evidence } = await rows(system, { query, row: idShape }, context);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { ids: items.map(({ Id }) => Id), evidence: [...sawAll(evidence, `${items.length} sessions`), ...told] };
}
