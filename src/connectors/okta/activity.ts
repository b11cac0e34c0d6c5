import { z } from 'zod';
import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError, type Use } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { logEntryShape } from './okta-shapes.ts';
import { type OktaSystem, quoted } from './okta-system.ts';
import { readUser } from './user-status.ts';

/** As far back as Okta keeps its log. */
const keptDays = 90;

/** The later of the last sign-in and the last successful log entry about signing in, to Okta or to an app. A log that fails is a failure: it may hold a use. */
export async function lastUse(system: OktaSystem, account: Account, context: ConnectorContext): Promise<Use> {
  const { user, evidence } = await readUser(system, account.id, context);
  const seen: { at: Date; evidence: Evidence }[] = [];
  if (user.lastLogin)
    seen.push({ at: new Date(user.lastLogin), evidence: { ...evidence, detail: `last login ${user.lastLogin}` } });
  const logged = await lastLogged(system, account.id, context);
  if (logged) seen.push(logged);
  seen.sort((a, b) => b.at.getTime() - a.at.getTime());
  const [latest] = seen;
  return latest ? { at: latest.at, evidence: [latest.evidence] } : { at: null, evidence: [evidence] };
}

async function lastLogged({ http }: OktaSystem, id: string, context: ConnectorContext) {
  const filter = [
    `actor.id eq ${quoted(id)}`,
    '(eventType eq "user.session.start" or eventType eq "user.authentication.sso")',
    'outcome.result eq "SUCCESS"',
  ].join(' and ');
  const since = new Date(context.now().getTime() - keptDays * 86_400_000).toISOString();
  try {
    const query = { filter, since, sortOrder: 'DESCENDING', limit: 1 };
    const reply = await http.get('/api/v1/logs', z.array(logEntryShape), context, { query });
    const [latest] = reply.data;
    if (!latest) return null;
    const detail = `${latest.eventType} at ${latest.published}`;
    return { at: new Date(latest.published), evidence: saw(reply, detail) };
  } catch (error) {
    // Without the right to read the log the last login still tells; check() reports what is missing.
    if (error instanceof ConnectorError && error.kind === 'unauthorised') return null;
    throw error;
  }
}
