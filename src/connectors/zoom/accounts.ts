import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { nameOf } from './user-state.ts';
import { wholeList } from './whole-list.ts';
import { listedUserShape } from './zoom-shapes.ts';
import type { ZoomSystem } from './zoom-system.ts';

const text = optional(z.string());
const shape = listedUserShape.extend({
  ...{ display_name: text, first_name: text, last_name: text, last_login_time: text, created_at: text },
  user_created_at: text,
});

/**
 * Everybody in the account, by how they stand: without `status`, Zoom lists active users alone. An invitation has no id
 * of a user yet.
 */
export async function accounts(system: ZoomSystem, context: ConnectorContext): Promise<AccountsTold> {
  const standings = { active: 'open', inactive: 'closed', pending: 'invited' } as const;
  const lists = await Promise.all(
    (['active', 'inactive', 'pending'] as const).map(async (status) => {
      const list = { path: '/users', name: 'users', item: shape, query: { status } };
      const { items, evidence, total } = await wholeList(system, list, context);
      const told = items.map(
        (user): ListedAccount =>
          listed({
            id: user.id ?? `invited ${user.email.toLowerCase()}`,
            login: user.email,
            name: nameOf(user) || null,
            addresses: addressesIn([user.email]),
            status,
            standing: standings[status],
            createdAt: instantIn(user.user_created_at ?? user.created_at),
            lastUse: instantIn(user.last_login_time),
          }),
      );
      return { told, evidence, total };
    }),
  );
  const totals = lists.flatMap(({ total }) => total ?? []);
  return {
    accounts: lists.flatMap(({ told }) => told),
    evidence: lists.flatMap(({ evidence }) => evidence),
    total: totals.length === lists.length ? totals.reduce((sum, each) => sum + each, 0) : null,
  };
}
