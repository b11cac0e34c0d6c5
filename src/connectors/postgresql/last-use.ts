import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { sessionsOf } from './sessions-now.ts';

/** The latest doing of a session that is open now. Null where there is none: PostgreSQL keeps no record of others. */
export async function lastUse(
  system: PostgresqlSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use | null> {
  const { open, lastChange, evidence } = await sessionsOf(system, account, context);
  if (open === 0) return null;
  const at = lastChange === null ? null : new Date(lastChange);
  return { at: at !== null && at >= since ? at : null, evidence: [evidence] };
}
