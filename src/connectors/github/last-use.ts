import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { accountById } from './account-by-id.ts';
import { logEntryShape } from './github-shapes.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { invitationOf } from './invited-address.ts';

/** Entries come into the log late, git events by hours: so the search starts before `since`. In milliseconds. */
const overlap = 86_400_000;

/** The most that GitHub puts on one page. */
const pageSize = 100;

/**
 * The newest entry of the audit log with the account as actor, git events included; only Enterprise organisations have
 * a log.
 */
export async function lastUse(
  system: GithubSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  const { settings, http } = system;
  if (!settings.auditLog) return null;
  if (invitationOf(account) !== null) return { at: null, evidence: [] };
  const { user, evidence: identity } = await accountById(system, account.id, context);
  const from = new Date(since.getTime() - overlap).toISOString().slice(0, 10);
  const evidence: Evidence[] = [identity];
  let latest: { at: Date; action: string } | null = null;
  // The log keeps the login that the actor had then.
  for (const login of new Set([account.login, user?.login ?? account.login])) {
    const query = { phrase: `actor:${login} created:>=${from}`, include: 'all', order: 'desc', per_page: pageSize };
    const reply = await http.get(path`/orgs/${settings.org}/audit-log`, z.array(logEntryShape), context, { query });
    const theirs = reply.data.filter(({ actor_id }) => (actor_id ?? account.id) === account.id);
    if (theirs.length === 0 && reply.data.length >= pageSize)
      throw unproven(
        {
          en: `the newest ${pageSize} events of ${login} are another account’s, and there are more`,
          fr: `les ${pageSize} derniers événements de ${login} sont ceux d’un autre compte, et il y en a d’autres`,
        },
        [reply.evidence],
      );
    for (const entry of theirs) {
      const milliseconds = entry['@timestamp'] ?? entry.created_at ?? null;
      if (milliseconds === null)
        throw unproven(
          {
            en: 'the audit log tells an event without its time',
            fr: 'le journal d’audit donne un événement sans son heure',
          },
          [reply.evidence],
        );
      const at = new Date(milliseconds);
      if (at >= since && (latest === null || at > latest.at)) latest = { at, action: entry.action ?? 'an event' };
    }
    evidence.push(...sawAll([reply.evidence], `${theirs.length} events of ${login} since ${from}`));
  }
  if (latest === null) return { at: null, evidence };
  return {
    at: latest.at,
    evidence: [...evidence, ...sawAll(evidence.slice(-1), `${latest.action} at ${latest.at.toISOString()}`)],
  };
}
