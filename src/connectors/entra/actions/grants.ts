import type { z } from 'zod';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type Belonging, type ListOf, takeAway, targetBelow } from '../below-account.ts';
import { grantShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, quoted } from '../entra-system.ts';
import { deleted } from '../user-state.ts';

type Grant = z.infer<typeof grantShape>;

/** Takes back what the person allowed apps to do in their name. What an administrator allowed for everybody stays. */
export const grants: ActionKind<EntraSystem> = {
  verb: 'grants',
  named: { en: 'consents to apps', fr: 'consentements donnés à des applications' },
  provesItself: true,
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('grants')) return [];
    return (await given(system, id, context)).items.map((grant) => ({
      stage: 'credentials',
      target: { id: grant.id, label: grant.scope?.trim().slice(0, 80) || grant.id },
      call: `DELETE ${pathOf(grant.id)}`,
      effect: 'reversible',
    }));
  },
  act: (action, system, context) => takeAway(ofUser, { action, system }, context),
  /**
   * By its own address as well, which also answers once the user is in the trash; that none is there counts only after
   * the user answered.
   */
  async readBack(action, system, context) {
    const { item, evidence } = await targetBelow(action, { list: given, system }, context);
    if (item) return { state: 'not-desired', evidence };
    const own = await system.http.find(pathOf(targetOf(action).id), grantShape, context);
    const seen = [...evidence, saw(own, own.data ? 'the grant is there' : 'no such grant')];
    return { state: own.data ? 'not-desired' : 'desired', evidence: seen };
  },
};

/**
 * Of the tenant, so that no list below the user has to be believed. Throws `unproven` when it is not told whose a grant
 * is.
 */
const given: ListOf<Grant> = async (system, userId, context) => {
  const query = { $filter: `principalId eq ${quoted(userId)}` };
  const call = { path: '/oauth2PermissionGrants', shape: grantShape, query };
  const { items, evidence } = await listAll(system, call, context);
  if (items.some(({ principalId }) => principalId !== userId))
    throw new ConnectorError(
      'unproven',
      { en: 'Graph does not tell whose a grant is', fr: 'Graph ne dit pas à qui est une autorisation' },
      { evidence },
    );
  return { items, evidence: sawAll(evidence, `${items.length} grants`) };
};

const ofUser: Belonging<Grant> = { list: given, removal: ({ id }) => ({ path: pathOf(id) }) };

function pathOf(id: string): string {
  return path`/oauth2PermissionGrants/${id}`;
}
