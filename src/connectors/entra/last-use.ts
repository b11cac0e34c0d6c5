import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError, type Use } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { signInShape } from './entra-shapes.ts';
import type { EntraSystem, UserRef } from './entra-system.ts';
import { readUser } from './user-state.ts';

/**
 * The last sign-in that succeeded, interactive or not: the other instants also count failures, and would report whoever
 * merely tries. Graph tells it hours late at times, never under another instant than its own. Null when Graph is not
 * asked (`signIns: false`).
 */
export async function lastUse(
  system: EntraSystem,
  { account, since }: { account: UserRef; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  if (!system.settings.signIns) return null;
  const last = await lastSuccess(system, account, context);
  return { at: last.at !== null && last.at >= since ? last.at : null, evidence: last.evidence };
}

/** The same, where it is one proof among others: not being told leaves the others standing. */
export async function lastSuccessIfTold(
  system: EntraSystem,
  user: UserRef,
  context: ConnectorContext,
): Promise<{ at: Date; evidence: Evidence } | null> {
  if (!system.settings.signIns) return null;
  try {
    const { at, evidence } = await lastSuccess(system, user, context);
    return at && evidence[0] ? { at, evidence: evidence[0] } : null;
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'unauthorised' || error.kind === 'rejected')) return null;
    throw error;
  }
}

async function lastSuccess(
  system: EntraSystem,
  user: UserRef,
  context: ConnectorContext,
): Promise<{ at: Date | null; evidence: Evidence[] }> {
  const { id } = user;
  const reply = await system.reports.find(path`/users/${id}`, signInShape, context, {
    query: { $select: 'id,signInActivity' },
  });
  if (reply.data === null) {
    // In the trash nobody signs in, and no report is kept there. Anything else is thrown.
    const read = await readUser(system, user, context);
    if (read.state === 'deleted') return { at: null, evidence: read.evidence };
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph does not tell the sign-ins of a user who exists',
        fr: 'Graph ne donne pas les connexions d’un utilisateur qui existe',
      },
      {
        evidence: [saw(reply, 'no such user'), ...read.evidence],
      },
    );
  }
  requireSameUser('Graph', { asked: id, answered: reply.data.id }, [reply.evidence]);
  const last = reply.data.signInActivity?.lastSuccessfulSignInDateTime ?? null;
  const detail = `last successful sign-in ${last ?? 'untold'}`;
  return { at: last === null ? null : new Date(last), evidence: [saw(reply, detail)] };
}
