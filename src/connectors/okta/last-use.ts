import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { logEntryShape } from './okta-shapes.ts';
import { type OktaSystem, quoted } from './okta-system.ts';
import { readUser } from './user-status.ts';

/** As far back as Okta keeps its log. */
const keptDays = 90;

/**
 * The later of the last sign-in and the last successful log entry about signing in, to Okta or to an app. Without the
 * right to read the log it throws.
 */
export async function lastUse(
  system: OktaSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use> {
  const { user, evidence } = await readUser(system, account.id, context);
  const logged = await lastLogged(system, { id: account.id, since }, context);
  const seen = [user?.lastLogin, logged.at].flatMap((at) => (at === undefined ? [] : [new Date(at)]));
  const [latest] = seen.filter((at) => at >= since).toSorted((a, b) => b.getTime() - a.getTime());
  const signIn = evidence.map((each) => ({ ...each, detail: `last login ${user?.lastLogin ?? 'never'}` }));
  return { at: latest ?? null, evidence: [...signIn, logged.evidence] };
}

async function lastLogged({ http }: OktaSystem, { id, since }: { id: string; since: Date }, context: ConnectorContext) {
  const filter = [
    `actor.id eq ${quoted(id)}`,
    '(eventType eq "user.session.start" or eventType eq "user.authentication.sso")',
    'outcome.result eq "SUCCESS"',
  ].join(' and ');
  const kept = context.now().getTime() - keptDays * 86_400_000;
  const query = {
    filter,
    since: new Date(Math.max(since.getTime(), kept)).toISOString(),
    sortOrder: 'DESCENDING',
    limit: 1,
  };
  const reply = await http.get('/api/v1/logs', z.array(logEntryShape), context, { query });
  const [latest] = reply.data;
  const detail = latest ? `${latest.eventType} at ${latest.published}` : `no sign-in logged since ${query.since}`;
  return { at: latest?.published, evidence: saw(reply, detail) };
}
