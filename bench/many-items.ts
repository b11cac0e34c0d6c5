import { planAction } from '../src/connectors/planned-action.ts';
import type { Account } from '../src/domain/systems/account.ts';
import type { Stage } from '../src/domain/systems/action.ts';
import type { Connector } from '../src/engine/ports/connector.ts';

/**
 * A system in this process in which everybody has one account with a sign-in and as many memberships as wanted. It
 * answers at once and is never wrong, so that what a cut-off costs is the engine's and the store's own.
 */
export function manyItems(id: string, actions: number): Connector {
  const identity = { id, label: id, tier: 'code' as const };
  const tenant = `https://${id}.example.com`;
  /** What is still open, by account. */
  const open = new Map<string, Set<string>>();
  const evidence: [] = [];
  const accountOf = (login: string): Account => ({
    system: id,
    systemLabel: id,
    tenant,
    id: login,
    login,
    name: null,
    status: 'active',
    protectedBecause: null,
  });
  const plan = (account: Account, verb: string, stage: Stage, target?: { id: string; label: string }) =>
    planAction(identity, account, {
      verb,
      stage,
      call: `DELETE /accounts/${account.id}/${verb}`,
      effect: 'reversible',
      ...(target && { target }),
    });
  const itemsOf = (account: Account) => [
    plan(account, 'suspend', 'disable'),
    ...Array.from({ length: actions - 1 }, (_, index) =>
      plan(account, 'groups', 'groups', { id: `g${index}`, label: `Group ${index}` }),
    ),
  ];
  const openOf = (account: Account): Set<string> => {
    const known = open.get(account.id) ?? new Set(itemsOf(account).map((action) => action.id));
    open.set(account.id, known);
    return known;
  };
  const isOpen = (action: { id: string; accountId: string }) => openOf(accountOf(action.accountId)).has(action.id);
  return {
    ...identity,
    async find({ email }) {
      return { status: 'found', tenant, asked: [email], evidence, accounts: [accountOf(email)] };
    },
    async look(account) {
      const items = itemsOf(account).filter((action) => openOf(account).has(action.id));
      const groups = items.map(({ target }) => target?.label ?? '');
      return {
        account,
        presence: 'there',
        items: items.map((action) => ({ action, standing: 'open' as const })),
        untold: [],
        snapshot: { groups },
      };
    },
    async act(action) {
      openOf(accountOf(action.accountId)).delete(action.id);
      return { status: 'accepted', evidence, readBackAfterSeconds: 0 };
    },
    async readBack(action) {
      return { state: isOpen(action) ? 'not-desired' : 'desired', evidence };
    },
    async lastUse() {
      return null;
    },
    async check() {
      return { ok: true, granted: null, needed: [], problems: [] };
    },
  };
}
