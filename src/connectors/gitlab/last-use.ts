import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { tokenShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance } from './gitlab-system.ts';
import { readFullUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/**
 * The latest sign-in, or use of a token, of which an instance tells an instant. `last_activity_on` is a day alone,
 * which may be the day of the cut-off itself, so it says nothing here. A group is told of neither: null.
 */
export async function lastUse(
  system: GitlabSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  if (!isInstance(system)) return null;
  const { user, evidence } = await readFullUser(system, account.id, context);
  const list = { path: '/personal_access_tokens', shape: z.array(tokenShape), query: { user_id: account.id } };
  const tokens = await wholeList(system, list, context);
  const seen = [
    user?.current_sign_in_at,
    user?.last_sign_in_at,
    ...tokens.items.map(({ last_used_at }) => last_used_at),
  ]
    .flatMap((at) => (at !== undefined && !Number.isNaN(Date.parse(at)) ? [new Date(at)] : []))
    .filter((at) => at >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  return { at: seen[0] ?? null, evidence: [...evidence, ...tokens.evidence] };
}
