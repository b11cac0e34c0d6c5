import { toInstant } from '../../domain/calendar/time.ts';
import { accountOf } from '../../domain/confirmation/coverage.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { AccountUse } from '../../domain/systems/account.ts';
import type { WatchedAccount } from '../../domain/work.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { ConnectorError, type ReadBack } from '../ports/connector.ts';
import { transact } from '../transact.ts';
import { asConnectorError, contextOf, readBackContext, unconfigured } from './call-context.ts';

const system = { type: 'system' } as const;

/** Reads a verified action again, days after the cut-off. */
export async function recheck(
  deps: EngineDeps,
  id: DepartureId,
  { actionId, day }: { actionId: string; day: number },
): Promise<void> {
  const state = await deps.store.departures.load(id);
  const one = state?.revocations.find(({ action }) => action.id === actionId);
  if (!one) return;
  let answer: ReadBack;
  let reason = 'unproven: the answer does not show it';
  try {
    const connector = deps.connectors.get(one.action.system);
    if (!connector) throw unconfigured(one);
    answer = await connector.readBack(one.action, readBackContext(deps, one));
  } catch (error) {
    // Not proven this time; it is asked again in some hours.
    const failure = asConnectorError(deps, error, one);
    reason = reasonOf(failure);
    answer = { state: 'unreadable', evidence: failure.evidence };
  }
  const result = answer.state === 'desired' ? 'gone' : answer.state === 'not-desired' ? 'back' : 'unknown';
  await transact(
    deps,
    id,
    {
      type: 'recheck.record',
      actionId,
      day,
      result,
      ...(result === 'unknown' && { reason }),
      evidence: [...answer.evidence],
    },
    system,
  );
}

/** Looks whether accounts were used after they were cut. What could not be read is asked again; nothing moves on without an answer. */
export async function watch(deps: EngineDeps, state: Departure, accounts: readonly WatchedAccount[]): Promise<void> {
  const uses: AccountUse[] = [];
  await allEnded(
    accounts.map((account) =>
      deps.gates.through(account.system, async () => void uses.push(await useOf(deps, state, account)), 'watch'),
    ),
  );
  // Nobody was asked where this process ends.
  if (uses.length > 0) await transact(deps, state.id, { type: 'watch.record', uses }, system);
}

async function useOf(
  deps: EngineDeps,
  state: Departure,
  { system: systemId, accountId }: WatchedAccount,
): Promise<AccountUse> {
  const account = accountOf(state.accounts, { system: systemId, accountId });
  const connector = deps.connectors.get(systemId);
  const untold = { system: systemId, accountId, told: false, usedAt: null };
  if (!account?.watchedFrom) return untold;
  if (!connector) return { ...untold, reason: 'unconfigured: it is not in relais.yaml any more' };
  try {
    const use = await connector.lastUse(account, new Date(account.watchedFrom), contextOf(deps));
    const usedAt = use?.at ? toInstant(use.at) : null;
    return { ...untold, told: true, usedAt };
  } catch (error) {
    deps.log.warn(
      { err: error, departure: state.id, system: systemId },
      'activity after the cut-off could not be read; it is asked for again',
    );
    return { ...untold, reason: error instanceof ConnectorError ? reasonOf(error) : 'unavailable: see the log' };
  }
}

/** As the state keeps it, for people to read. */
function reasonOf({ kind, message }: ConnectorError): string {
  return `${kind}: ${message}`.slice(0, 500);
}
