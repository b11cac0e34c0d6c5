import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { quoted } from '../identifiers.ts';
import { type Membership, membershipsOf } from '../memberships-now.ts';
import { namedGuard, type PostgresqlSystem, serverIn } from '../postgresql-system.ts';
import { isGone, readRole } from '../role-now.ts';

/** Roles that were given to the role directly, with all that comes through them, which the plan says. */
export const memberships: ActionKind<PostgresqlSystem> = {
  verb: 'memberships',
  named: { en: 'memberships', fr: 'appartenances' },
  provesItself: true,

  async plan(account, system, context) {
    if (isGone(account) || system.settings.leave.includes('memberships')) return [];
    const { items } = await membershipsOf(system, account, context);
    return items.map((item) => ({
      stage: 'groups',
      target: { id: item.id, label: labelOf(item) },
      call: statementsFor(item, account.login).join('; '),
      effect: 'reversible',
    }));
  },

  async act(action, system, context) {
    const { accountId: id, tenant } = action;
    const [now, { items, evidence }] = [
      await readRole(system, { id, tenant }, context),
      await membershipsOf(system, { id, tenant }, context),
    ];
    const held = items.find((item) => item.id === targetOf(action).id);
    const seen = [...now.evidence, evidence];
    if (now.role === null || held === undefined) return { status: 'already', evidence: seen };
    const statements = [namedGuard(now.role), namedGuard(held), ...statementsFor(held, now.role.name)];
    const change = { database: system.home, name: 'memberships', server: serverIn(tenant), statements };
    const sent = await system.client.change(change, context);
    return { status: 'accepted', evidence: [...seen, saw({ evidence: sent }, 'taken back')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { items, evidence } = await membershipsOf(system, { id: action.accountId, tenant: action.tenant }, context);
    const isHeld = items.some(({ id }) => id === targetOf(action).id);
    return { state: isHeld ? 'not-desired' : 'desired', evidence: [evidence] };
  },
};

/** Since version 16 a membership is given by several, and each one's word is taken back by itself. */
function statementsFor({ name, grantors }: Membership, member: string): string[] {
  const revoke = `REVOKE ${quoted(name)} FROM ${quoted(member)}`;
  return grantors === null ? [revoke] : grantors.map((grantor) => `${revoke} GRANTED BY ${quoted(grantor)}`);
}

function labelOf({ name, brings, withAdmin }: Membership): string {
  const more = [withAdmin ? 'ADMIN' : null, brings.length > 0 ? `+ ${brings.join(', ')}` : null].filter(Boolean);
  return more.length === 0 ? name : `${name} (${more.join('; ')})`;
}
