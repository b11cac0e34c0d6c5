import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { activityShape, pageShape } from './google-shapes.ts';
import type { GoogleSystem } from './google-system.ts';
import { readUser } from './user-state.ts';

/** As far back as Google keeps its sign-in log: https://support.google.com/a/answer/7061566 */
const keptDays = 180;

/**
 * The later of the last sign-in that the directory knows and of the last success in the sign-in log, which may come
 * hours late.
 */
export async function lastUse(
  system: GoogleSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use> {
  const { user, evidence } = await readUser(system, account.id, context);
  const logged = await lastLogged(system, { id: account.id, since }, context);
  const [latest] = [user?.lastLoginTime, logged.at]
    .flatMap((at) => (at === undefined ? [] : [new Date(at)]))
    .filter((at) => at >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  const signIn = evidence.map((each) => ({ ...each, detail: `last login ${user?.lastLoginTime ?? 'not told'}` }));
  return { at: latest ?? null, evidence: [...signIn, logged.evidence] };
}

async function lastLogged(
  { http }: GoogleSystem,
  { id, since }: { id: string; since: Date },
  context: ConnectorContext,
) {
  const kept = context.now().getTime() - keptDays * 86_400_000;
  const startTime = new Date(Math.max(since.getTime(), kept)).toISOString();
  const call = path`/admin/reports/v1/activity/users/${id}/applications/login`;
  // The latest comes first: https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list
  const query = { eventName: 'login_success', startTime, maxResults: 1 };
  const reply = await http.get(call, pageShape('items', activityShape), context, { query });
  const [latest] = reply.data.items;
  const detail = latest ? `signed in at ${latest.id.time}` : `no sign-in logged since ${startTime}`;
  return { at: latest?.id.time, evidence: saw(reply, detail) };
}
