import type { Revocation } from '../../domain/actions/revocation.ts';
import { type Instant, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { accountOf } from '../../domain/confirmation/coverage.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { isUnderHold, underHold } from '../../domain/hold/held.ts';
import { quotation } from '../../domain/localized.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { userNamesIn } from '../../domain/people/people.ts';
import type { ActionResult } from '../../domain/systems/action-result.ts';
import { failuresSoFar } from '../../domain/systems/asked-system.ts';
import { isOfNameAlone, unconfiguredReason } from '../../domain/systems/look.ts';
import type { EngineDeps } from '../deps.ts';
import { rememberNames } from '../people/remembered-names.ts';
import { type ConnectorContext, ConnectorError } from '../ports/connector.ts';
import { transact } from '../transact.ts';
import {
  asConnectorError,
  callTimeout,
  contextWithin,
  heardInTime,
  readBackContext,
  unconfigured,
} from './call-context.ts';
import { accepted, atOnce, byHand, failed, readFailure, readResult } from './call-results.ts';
import { beginsAt, type LookOutcome, lookAtSystem } from './look-at-system.ts';
import { pauseBeforeRetry } from './retry.ts';
import type { ReadsOfOneMoment } from './shared-reads.ts';

/** It outlives every attempt, so that nobody repeats what may still be under way. */
const leaseFor = 2 * minute;

const system = { type: 'system' } as const;

/**
 * Begins one action: intent, call, result, each in the journal. Does nothing when somebody else holds the lease or it
 * may not run any more.
 */
export async function act(deps: EngineDeps, id: DepartureId, actionId: string): Promise<void> {
  const intent = { type: 'revocation.intend', actionId, mode: 'act', leaseUntil: newLease(deps) } as const;
  const intended = await transact(deps, id, intent, system);
  if (intended.type === 'refused') return;
  const one = intended.departure.revocations.find(({ action }) => action.id === actionId);
  if (!one) return;
  const sent = asSent(intended.departure, one);
  const context = contextWithin(deps, intent.leaseUntil);
  const result = context
    ? await callUnlessDoubtful(deps, intended.departure, { one: sent, context })
    : failed(deps, tooLate(), one);
  await record(deps, id, { one, leaseUntil: intent.leaseUntil }, result);
}

/** While a legal hold stands, the one of two ways that can be undone. */
function asSent(state: Departure, one: Revocation): Revocation {
  const action = isUnderHold(state) ? underHold(one.action) : one.action;
  if (action === null) throw new Error(`${one.action.id} was intended under a legal hold`);
  return { ...one, action };
}

async function callUnlessDoubtful(
  deps: EngineDeps,
  state: Departure,
  { one, context }: { one: Revocation; context: ConnectorContext },
): Promise<ActionResult> {
  const doubt = await doubtOf(deps, state, { one, context });
  return doubt === null ? call(deps, one, context) : failed(deps, doubt, one);
}

/** Nothing was sent, so it may be done again at once, by whoever is next. */
function tooLate(): ConnectorError {
  return new ConnectorError('unavailable', {
    en: 'this process stood still, or waited for its database, for too long to begin this call',
    fr: 'ce processus est resté à l’arrêt, ou a attendu sa base de données, trop longtemps pour commencer cet appel',
  });
}

/**
 * Why the account must not be touched: it is protected; or the latest look did not find it, and its id answers to
 * another login by now; or that look found the leaver with other accounts, and this one is not told to be theirs any
 * more. Null where nothing speaks against it: where nobody was found at all, one that does not answer either leaves
 * nothing to mistake, and what is gone is proven by the read-back.
 */
async function doubtOf(
  deps: EngineDeps,
  state: Departure,
  { one: { action }, context }: { one: Revocation; context: ConnectorContext },
): Promise<ConnectorError | null> {
  const account = accountOf(state.accounts, action);
  const connector = deps.connectors.get(action.system);
  if (action.manual || !account || !connector) return null;
  const because = account.protectedBecause;
  if (because !== null)
    return new ConnectorError('protected', typeof because === 'string' ? quotation(because) : because);
  const asked = state.systems.find((one) => one.system === action.system);
  if (!asked || account.missingSince === undefined) return null;
  const isAlone = asked.accounts === 0;
  const mismatch = isAlone
    ? {
        en: `the account ${account.login} answers to another login by now; find out whose it is`,
        fr: `le compte ${account.login} répond désormais sous un autre login ; voyez à qui il est`,
      }
    : {
        en: `${state.leaver.name} has another account there now than in the plan; make the plan again`,
        fr: `${state.leaver.name} a maintenant là un autre compte que dans le plan ; refaites le plan`,
      };
  try {
    const now = await heardInTime(connector.look(account, context), context.signal, 'unavailable');
    const same = now.account.login.toLowerCase() === account.login.toLowerCase();
    return same ? null : new ConnectorError('mismatch', mismatch);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind !== 'not-found' && error.kind !== 'unproven') return error;
    return isAlone ? null : new ConnectorError('mismatch', mismatch);
  }
}

/** Looks at one system anew: who the leaver is there by now, and what is there that was not, or should not be. */
export async function look(deps: EngineDeps, id: DepartureId, systemId: string): Promise<void> {
  const state = await deps.store.departures.load(id);
  if (state === null) return;
  const known = state.systems.find((one) => one.system === systemId);
  const connector = deps.connectors.get(systemId);
  const outcome = connector
    ? await lookAtSystem(deps, connector, {
        person: leaverAsKnown(state),
        known: state,
        // Nobody waits before a screen here, and an account that holds much takes its time.
        signal: deps.gates.signal(callTimeout),
      })
    : notConfigured(state, {
        system: systemId,
        systemLabel: known?.systemLabel ?? systemId,
        at: beginsAt(deps.clock, known),
      });
  // The process ended it, and not the system: the next one looks anew, and nobody is alarmed.
  if (outcome.look.problem !== null && deps.gates.isHurried()) return;
  const recorded = await transact(
    deps,
    id,
    { type: 'look.record', look: outcome.look, retryAt: nextLook(deps, outcome, failuresSoFar(known)) },
    system,
  );
  // Of whom was erased meanwhile, nothing is remembered.
  if (connector?.userNames === true && recorded.type === 'done') await learn(deps, recorded.departure, outcome);
}

/**
 * Which accounts are theirs in a system that goes by user names: it may know no address of theirs the next time. Only
 * once the run has begun: until its plan is confirmed, a name may have been told wrongly, and it would find somebody
 * else's account in the next departure.
 */
async function learn({ store }: EngineDeps, state: Departure, { look: { system, at, accounts } }: LookOutcome) {
  if (state.runStartedAt === null || state.status === 'cancelled' || state.status === 'retained') return;
  const person = leaverAsKnown(state);
  const found = { accounts: accounts.map(({ account }) => account), told: userNamesIn(person, system), at };
  await rememberNames(store.notes, person, found);
}

/**
 * When a system that could not tell everything is asked again by itself; null when a person must do something first.
 */
function nextLook(deps: EngineDeps, { look: { problem }, error }: LookOutcome, failures: number): string | null {
  if (problem === null || problem.kind === 'ambiguous' || problem.kind === 'mismatch') return null;
  if (isOfNameAlone(problem)) return null;
  const pause = pauseBeforeRetry(error?.kind ?? 'unproven', failures + 1, {
    retryAfterSeconds: error?.retryAfterSeconds ?? null,
    random: Math.random,
  });
  return pause === null ? null : plus(toInstant(deps.clock.now()), pause);
}

function notConfigured(
  { accessRev }: Departure,
  of: { system: string; systemLabel: string; at: Instant },
): LookOutcome {
  const look = {
    ...of,
    accessRev,
    asked: [],
    tenant: null,
    accounts: [],
    problem: { kind: 'unreachable' as const, reason: unconfiguredReason },
  };
  return { look, error: new ConnectorError('rejected', unconfiguredReason) };
}

/** Reads one action back by a call of its own; the only way to `verified`. */
export async function readBack(
  deps: EngineDeps,
  id: DepartureId,
  actionId: string,
  shared?: ReadsOfOneMoment,
): Promise<void> {
  const intent = {
    type: 'revocation.intend',
    actionId,
    mode: 'read-back',
    leaseUntil: newLease(deps),
  } as const;
  const intended = await transact(deps, id, intent, system);
  if (intended.type === 'refused') return;
  const one = intended.departure.revocations.find(({ action }) => action.id === actionId);
  if (!one) return;
  const held = { one, leaseUntil: intent.leaseUntil };
  const connector = deps.connectors.get(one.action.system);
  if (!connector) return record(deps, id, held, failed(deps, unconfigured(one), one));
  // Another process may have called it since: what was read before that proves nothing of it.
  const reads = shared && (one.calledAt === null || one.calledAt <= shared.since) ? shared : undefined;
  let result: ActionResult;
  try {
    const context = readBackContext(deps, one);
    const answer = connector.readBack(one.action, { ...context, reads });
    result = readResult(deps, one, await heardInTime(answer, context.signal, 'unavailable'));
  } catch (error) {
    const failure = readFailure(deps, one, asConnectorError(deps, error, one));
    result = forTheNext(deps, failure);
  }
  await record(deps, id, held, result);
}

async function call(deps: EngineDeps, one: Revocation, context: ConnectorContext): Promise<ActionResult> {
  if (one.action.manual) return byHand(deps, one);
  const connector = deps.connectors.get(one.action.system);
  if (!connector) return failed(deps, unconfigured(one), one);
  try {
    return accepted(deps, await heardInTime(connector.act(one.action, context), context.signal, 'unknown-outcome'));
  } catch (error) {
    return forTheNext(deps, failed(deps, asConnectorError(deps, error, one), one));
  }
}

/**
 * What this process cut short because it ends is the next one's at once, but for a call that may still be on its way.
 */
function forTheNext(deps: EngineDeps, result: ActionResult): ActionResult {
  return deps.gates.isHurried() ? atOnce(deps, result) : result;
}

/** The action as it was intended, and the end of the lease that its result is recorded under. */
interface Held {
  one: Revocation;
  leaseUntil: Instant;
}

async function record(
  deps: EngineDeps,
  id: DepartureId,
  { one, leaseUntil }: Held,
  result: ActionResult,
): Promise<void> {
  const { id: actionId, system: systemId } = one.action;
  deps.metrics.revocations.inc({ system: systemId, status: result.status });
  const report = { type: 'revocation.record', actionId, attempt: one.attempts, leaseUntil, result } as const;
  const recorded = await transact(deps, id, report, system);
  if (recorded.type === 'refused') {
    deps.log.warn(
      { departure: id, action: actionId, status: result.status },
      'a result came after its lease had passed to somebody else; it was not used',
    );
    return;
  }
  const cutOff = recorded.departure.released?.at ?? recorded.departure.dates?.cutOff.at;
  if (result.status === 'verified' && cutOff)
    deps.metrics.timeToDeactivate.observe(
      { system: systemId },
      Math.max(0, deps.clock.now().getTime() - Date.parse(cutOff)) / 1000,
    );
}

function newLease(deps: EngineDeps): string {
  return plus(toInstant(deps.clock.now()), leaseFor);
}
