import { z } from 'zod';
import type { Account, Evidence } from '../../domain/revocation.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { logEntryShape } from './github-shapes.ts';
import { type GithubSystem, saw } from './github-system.ts';

const lookBackDays = 90;

/** The newest entry of the audit log with the login as actor, git events included; only Enterprise organisations have it. */
export async function lastActivity(
  { http, settings }: GithubSystem,
  { login }: Account,
  context: ConnectorContext,
): Promise<{ at: Date; evidence: Evidence } | null> {
  if (!settings.auditLog) return null;
  const since = new Date(context.now().getTime() - lookBackDays * 86_400_000).toISOString().slice(0, 10);
  const query = { phrase: `actor:${login} created:>=${since}`, include: 'all', order: 'desc', per_page: 1 };
  const reply = await http.get(path`/orgs/${settings.org}/audit-log`, z.array(logEntryShape), context, { query });
  const [latest] = reply.data;
  if (!latest) return null;
  const at = new Date(latest['@timestamp']);
  return { at, evidence: saw(reply, `${latest.action ?? 'an event'} at ${at.toISOString()}`) };
}
