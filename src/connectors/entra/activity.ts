import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { signInShape } from './entra-shapes.ts';
import { type EntraSystem, saw } from './entra-system.ts';

/**
 * The last sign-in that succeeded: `lastSignInDateTime` also counts failures, and would report whoever merely tries.
 * Null when Graph does not tell.
 */
export async function lastActivity(
  { reports, settings }: EntraSystem,
  { id }: Pick<Account, 'id'>,
  context: ConnectorContext,
): Promise<{ at: Date; evidence: Evidence } | null> {
  if (!settings.signIns) return null;
  const reply = await reports.find(path`/users/${id}`, signInShape, context, {
    query: { $select: 'id,signInActivity' },
  });
  const last = reply.data?.id === id ? reply.data.signInActivity?.lastSuccessfulSignInDateTime : null;
  return last ? { at: new Date(last), evidence: saw(reply, `last successful sign-in ${last}`) } : null;
}

/** The same, where it is one proof among others: not being allowed to read it leaves the others standing. */
export async function lastActivityIfTold(system: EntraSystem, id: string, context: ConnectorContext) {
  try {
    return await lastActivity(system, { id }, context);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'unauthorised') return null;
    throw error;
  }
}
