import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { listsAreTold } from '../lists-are-told.ts';
import { tokenShape } from '../salesforce-shapes.ts';
import { isLeft, type SalesforceSystem } from '../salesforce-system.ts';
import { rows, soql } from '../soql.ts';

/**
 * Tokens by which apps act as the person: they outlive every session, and get new ones. Each is revoked by a token of
 * its own, which never leaves this file.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_oauthtoken.htm
 */
export const tokens: ActionKind<SalesforceSystem> = {
  verb: 'tokens',
  named: { en: 'tokens of apps', fr: 'jetons d’applications' },

  async plan({ id }, system, context) {
    if (isLeft(system, 'tokens')) return [];
    const { items } = await tokensOf(system, id, context);
    return items.map(({ Id, AppName }) => ({
      stage: 'credentials',
      target: { id: Id, label: AppName || Id },
      call: 'POST /services/oauth2/revoke',
      effect: 'destructive',
    }));
  },

  async act(action, system, context) {
    const { items, evidence } = await tokensOf(system, action.accountId, context);
    const token = items.find(({ Id }) => Id === targetOf(action).id);
    if (token === undefined) return { status: 'already', evidence };
    const form = new URLSearchParams({ token: token.DeleteToken });
    const reply = await system.root.send('POST', '/services/oauth2/revoke', context, { form });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'token revoked')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { items, evidence } = await tokensOf(system, action.accountId, context);
    const isThere = items.some(({ Id }) => Id === targetOf(action).id);
    return { state: isThere ? 'not-desired' : 'desired', evidence };
  },
};

async function tokensOf(system: SalesforceSystem, userId: string, context: ConnectorContext) {
  const query = soql`SELECT Id, AppName, DeleteToken FROM OauthToken WHERE UserId = ${userId}`;
  const { items, evidence } = await rows(system, { query, row: tokenShape }, context);
  for (const { DeleteToken } of items) for (const { redact } of [system.http, system.root]) redact.hide(DeleteToken);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { items, evidence: [...sawAll(evidence, `${items.length} tokens`), ...told] };
}
