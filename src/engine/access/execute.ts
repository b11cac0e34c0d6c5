import type { Revocation } from '../../domain/actions/revocation.ts';
import { hour, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { accountOf } from '../../domain/confirmation/coverage.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import type { AccountUse } from '../../domain/systems/account.ts';
import type { ActionResult } from '../../domain/systems/action-result.ts';
import { failuresSoFar } from '../../domain/systems/asked-system.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { WatchedAccount } from '../../domain/work.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import {
  type ActOutcome,
  type ConnectorContext,
  ConnectorError,
  type ReadBack,
  type ReadBackContext,
} from '../ports/connector.ts';
import { transact } from '../transact.ts';
import { type LookOutcome, lookAtSystem } from './look-at-system.ts';
import { mostWithoutEffect, pauseBeforeReadBack, pauseBeforeRetry } from './retry.ts';
import type { ReadsOfOneMoment } from './shared-reads.ts';

/** How long one attempt may take, with whatever is asked before its call; the lease outlives it, so that nobody repeats what may still be under way. */
const callTimeout = 60_000;
const leaseFor = 2 * minute;

const system = { type: 'system' } as const;

/** Begins one action: intent, call, result, each in the journal. Does nothing when somebody else holds the lease or it may not run any more. */
export async function act(deps: EngineDeps, id: DepartureId, actionId: string): Promise<void> {
  const intent = { type: 'revocation.intend', actionId, mode: 'act', leaseUntil: leaseUntil(deps) } as const;
  const intended = await transact(deps, id, intent, system);
  if (intended.type === 'refused') return;
  const one = intended.departure.revocations.find(({ action }) => action.id === actionId);
  if (!one) return;
  const context = contextOf(deps);
  const doubt = await doubtOf(deps, intended.departure, { one, context });
  const result = doubt === null ? await call(deps, one, context) : failed(deps, doubt, one);
  await record(deps, id, one, result);
}

/**
 * Why the account must not be touched: it is protected; or the latest look found the leaver with other accounts, and this one is not told to be
 * theirs any more. Null where nothing speaks against it: nobody found at all leaves nothing to mistake, and what is gone is proven by the read-back.
 */
async function doubtOf(
  deps: EngineDeps,
  state: Departure,
  { one: { action }, context }: { one: Revocation; context: ConnectorContext },
): Promise<ConnectorError | null> {
  const account = accountOf(state.accounts, action);
  const connector = deps.connectors.get(action.system);
  if (action.manual || !account || !connector) return null;
  if (account.protectedBecause !== null) return new ConnectorError('protected', account.protectedBecause);
  const asked = state.systems.find((one) => one.system === action.system);
  if (!asked?.resolvedAt || account.seenAt >= asked.resolvedAt || asked.accounts === 0) return null;
  const mismatch = `${state.leaver.name} has another account there now than in the plan; make the plan again`;
  try {
    const now = await connector.look(account, context);
    const same = now.account.login.toLowerCase() === account.login.toLowerCase();
    return same ? null : new ConnectorError('mismatch', mismatch);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return error.kind === 'not-found' || error.kind === 'unproven' ? new ConnectorError('mismatch', mismatch) : error;
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
        accessRev: state.accessRev,
        tenant: known?.tenant ?? null,
        // Nobody waits before a screen here, and an account that holds much takes its time.
        patient: callTimeout,
      })
    : notConfigured(deps, state, { system: systemId, systemLabel: known?.systemLabel ?? systemId });
  await transact(
    deps,
    id,
    { type: 'look.record', look: outcome.look, retryAt: nextLook(deps, outcome, failuresSoFar(known)) },
    system,
  );
}

/** When a system that could not tell everything is asked again by itself; null when a person must do something first. */
function nextLook(deps: EngineDeps, { look: { problem }, error }: LookOutcome, failures: number): string | null {
  if (problem === null || problem.kind === 'ambiguous' || problem.kind === 'mismatch') return null;
  const pause = pauseBeforeRetry(error?.kind ?? 'unproven', failures + 1, {
    retryAfterSeconds: error?.retryAfterSeconds ?? null,
    random: Math.random,
  });
  return pause === null ? null : plus(toInstant(deps.clock.now()), pause);
}

function notConfigured(
  deps: EngineDeps,
  { accessRev }: Departure,
  of: { system: string; systemLabel: string },
): LookOutcome {
  const reason = `rejected: ${of.systemLabel} is not configured any more; put it back into relais.yaml`;
  const look = {
    ...of,
    at: toInstant(deps.clock.now()),
    accessRev,
    asked: [],
    tenant: null,
    accounts: [],
    problem: { kind: 'unreachable' as const, reason },
  };
  return { look, error: new ConnectorError('rejected', reason) };
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
    leaseUntil: leaseUntil(deps),
  } as const;
  const intended = await transact(deps, id, intent, system);
  if (intended.type === 'refused') return;
  const one = intended.departure.revocations.find(({ action }) => action.id === actionId);
  if (!one) return;
  const connector = deps.connectors.get(one.action.system);
  if (!connector) return record(deps, id, one, failed(deps, unconfigured(one), one));
  // Another process may have called it since: what was read before that proves nothing of it.
  const reads = shared && (one.calledAt === null || one.calledAt <= shared.since) ? shared : undefined;
  let result: ActionResult;
  try {
    result = readResult(deps, one, await connector.readBack(one.action, { ...readBackContext(deps, one), reads }));
  } catch (error) {
    result = readFailure(deps, one, asConnectorError(deps, error, one));
  }
  await record(deps, id, one, result);
}

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
  if (!connector) return { ...untold, reason: `rejected: ${account.systemLabel} is not configured any more` };
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

async function call(deps: EngineDeps, one: Revocation, context: ConnectorContext): Promise<ActionResult> {
  if (one.action.manual) return { status: 'manual', message: one.action.call };
  const connector = deps.connectors.get(one.action.system);
  if (!connector) return failed(deps, unconfigured(one), one);
  try {
    return accepted(deps, await connector.act(one.action, context));
  } catch (error) {
    return failed(deps, asConnectorError(deps, error, one), one);
  }
}

function accepted(deps: EngineDeps, outcome: ActOutcome): ActionResult {
  const now = toInstant(deps.clock.now());
  switch (outcome.status) {
    case 'accepted':
      return {
        status: 'accepted',
        evidence: [...outcome.evidence],
        readBackAt: plus(now, outcome.readBackAfterSeconds * 1000),
      };
    case 'already':
      return { status: 'accepted', evidence: [...outcome.evidence], readBackAt: now };
    case 'manual':
      return { status: 'manual', message: outcome.message };
  }
}

function readResult(deps: EngineDeps, one: Revocation, answer: ReadBack): ActionResult {
  const evidence = [...answer.evidence];
  const now = toInstant(deps.clock.now());
  switch (answer.state) {
    case 'desired':
      return { status: 'verified', evidence };
    case 'unreadable':
      return { status: 'accepted', evidence, readBackAt: null };
    case 'pending':
    case 'not-desired':
      break;
  }
  // No answer came to the call, or a person asked for another try: it did not take effect, so it may be made again.
  if (answer.state === 'not-desired' && one.status !== 'accepted') {
    const calls = one.attempts - one.attemptsBefore;
    // A system that breaks at each call is a person's to look at.
    const again = calls < mostWithoutEffect;
    const message = again ? 'the call had no effect' : `the call was made ${calls} times and had no effect`;
    return { status: 'failed', kind: 'read-back-differs', message, evidence, retryAt: again ? now : null };
  }
  const pause = pauseBeforeReadBack(one.readBacks);
  if (pause !== null) return { status: 'accepted', evidence, readBackAt: plus(now, pause) };
  const message =
    answer.state === 'pending'
      ? 'the system still says that it is working on it'
      : 'the system accepted the call, but the access is still there';
  return { status: 'failed', kind: 'read-back-differs', message, evidence, retryAt: null };
}

/** The system could not be asked: what was accepted stays accepted and is asked again, with an end. */
function readFailure(deps: EngineDeps, one: Revocation, error: ConnectorError): ActionResult {
  const pause = pauseBeforeRetry(error.kind, one.readBacks, {
    retryAfterSeconds: error.retryAfterSeconds,
    random: Math.random,
  });
  const evidence = [...error.evidence];
  if (pause === null)
    return {
      status: 'failed',
      kind: error.kind,
      message: `could not be read back: ${error.message}`,
      evidence,
      retryAt: null,
    };
  const readBackAt = plus(toInstant(deps.clock.now()), pause);
  return one.status === 'accepted'
    ? { status: 'accepted', evidence, readBackAt }
    : { status: 'unknown', message: error.message, evidence, readBackAt };
}

function failed(deps: EngineDeps, error: ConnectorError, one: Revocation): ActionResult {
  const attempt = one.attempts - one.attemptsBefore;
  const pause = pauseBeforeRetry(error.kind, attempt, {
    retryAfterSeconds: error.retryAfterSeconds,
    random: Math.random,
  });
  const now = toInstant(deps.clock.now());
  const evidence = [...error.evidence];
  if (error.kind === 'unknown-outcome')
    return { status: 'unknown', message: error.message, evidence, readBackAt: plus(now, pause ?? hour) };
  return {
    status: 'failed',
    kind: error.kind,
    message: error.message,
    evidence,
    retryAt: pause === null ? null : plus(now, pause),
  };
}

async function record(deps: EngineDeps, id: DepartureId, one: Revocation, result: ActionResult): Promise<void> {
  const { id: actionId, system: systemId } = one.action;
  deps.metrics.revocations.inc({ system: systemId, status: result.status });
  const recorded = await transact(
    deps,
    id,
    { type: 'revocation.record', actionId, attempt: one.attempts, result },
    system,
  );
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

function leaseUntil(deps: EngineDeps): string {
  return plus(toInstant(deps.clock.now()), leaseFor);
}

function contextOf({ clock }: EngineDeps): ConnectorContext {
  return { now: () => clock.now(), signal: AbortSignal.timeout(callTimeout) };
}

function readBackContext(deps: EngineDeps, { calledAt }: Revocation): ReadBackContext {
  return { ...contextOf(deps), calledAt: calledAt === null ? null : new Date(calledAt) };
}

function unconfigured(one: Revocation): ConnectorError {
  return new ConnectorError(
    'rejected',
    `${one.action.systemLabel} is not configured any more; put it back into relais.yaml, or waive this action`,
  );
}

/** A connector that throws anything else has a defect: nobody knows what it did, so it is read back. */
function asConnectorError({ log }: EngineDeps, error: unknown, one: Revocation): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const evidence: readonly Evidence[] = [];
  log.error({ err: error, action: one.action.id }, 'a connector failed in a way it should not');
  return new ConnectorError('unknown-outcome', 'unexpected failure inside the connector; see the log', {
    cause: error,
    evidence,
  });
}
