import type { Revocation } from '../../domain/actions/revocation.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import { accountOf } from '../../domain/confirmation/coverage.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { inBoth, type Words } from '../../domain/localized.ts';
import type { AccountUse } from '../../domain/systems/account.ts';
import { unconfiguredReason } from '../../domain/systems/look.ts';
import type { WatchedAccount } from '../../domain/work.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { ConnectorError, type ReadBack } from '../ports/connector.ts';
import { transact } from '../transact.ts';
import { asConnectorError, contextOf, heardInTime, readBackContext, unconfigured } from './call-context.ts';
import { type ReadsOfOneMoment, sharedReads } from './shared-reads.ts';

const system = { type: 'system' } as const;

/** The actions of one account that are to be read again, and on which of the flow's days. */
export interface AccountRecheck {
  system: string;
  accountId: string;
  actions: readonly { actionId: string; day: number }[];
}

/** Reads verified actions of one account again, days after the cut-off, and writes down in one go what came. */
export async function recheck(
  deps: EngineDeps,
  id: DepartureId,
  { system: systemId, accountId, actions }: AccountRecheck,
): Promise<void> {
  const state = await deps.store.departures.load(id);
  if (!state) return;
  const reads = sharedReads(deps.clock);
  const checks = await Promise.all(
    actions.flatMap(({ actionId, day }) => {
      const one = state.revocations.find(({ action }) => action.id === actionId);
      return one ? readAgain(deps, one, reads).then((read) => ({ actionId, day, ...read })) : [];
    }),
  );
  // The process ended it, and not the system: the next one asks anew.
  if (deps.gates.isHurried() && checks.some(({ result }) => result === 'unknown')) return;
  await transact(deps, id, { type: 'recheck.record', system: systemId, accountId, checks }, system);
}

async function readAgain(deps: EngineDeps, one: Revocation, reads: ReadsOfOneMoment) {
  let answer: ReadBack;
  let reason: Words = {
    en: 'unproven: the answer does not show it',
    fr: 'unproven: la réponse ne le montre pas',
  };
  try {
    const connector = deps.connectors.get(one.action.system);
    if (!connector) throw unconfigured(one);
    const context = readBackContext(deps, one);
    answer = await heardInTime(connector.readBack(one.action, { ...context, reads }), context.signal, 'unavailable');
  } catch (error) {
    // Not proven this time; it is asked again in some hours.
    const failure = asConnectorError(deps, error, one);
    reason = reasonOf(failure);
    answer = { state: 'unreadable', evidence: failure.evidence };
  }
  const evidence = [...answer.evidence];
  if (answer.state === 'desired') return { result: 'gone' as const, evidence };
  if (answer.state === 'not-desired') return { result: 'back' as const, evidence };
  return { result: 'unknown' as const, reason, evidence };
}

/**
 * Looks whether accounts were used after they were cut. What could not be read is asked again; nothing moves on without
 * an answer.
 */
export async function watch(deps: EngineDeps, state: Departure, accounts: readonly WatchedAccount[]): Promise<void> {
  const uses: AccountUse[] = [];
  await allEnded(
    accounts.map((account) =>
      deps.gates.through(account.system, async () => void uses.push(await useOf(deps, state, account)), 'watch'),
    ),
  );
  // Nobody was asked where this process ends, and what was not told then is asked by the next one.
  const heard = deps.gates.isHurried() ? uses.filter(({ told }) => told) : uses;
  if (heard.length > 0) await transact(deps, state.id, { type: 'watch.record', uses: heard }, system);
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
  if (!connector) return { ...untold, reason: unconfiguredReason };
  try {
    const context = contextOf(deps);
    const asked = connector.lastUse(account, new Date(account.watchedFrom), context);
    const use = await heardInTime(asked, context.signal, 'unavailable');
    const usedAt = use?.at ? toInstant(use.at) : null;
    return { ...untold, told: true, usedAt };
  } catch (error) {
    deps.log.warn(
      { err: error, departure: state.id, system: systemId },
      'activity after the cut-off could not be read; it is asked for again',
    );
    return {
      ...untold,
      reason:
        error instanceof ConnectorError
          ? reasonOf(error)
          : { en: 'unavailable: see the log', fr: 'unavailable: voyez le journal du serveur' },
    };
  }
}

/** As the state keeps it, for people to read. */
function reasonOf({ kind, words }: ConnectorError): Words {
  return inBoth(words, (text) => `${kind}: ${text}`.slice(0, 500));
}
