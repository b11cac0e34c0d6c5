import type { Revocation } from '../../domain/actions/revocation.ts';
import { hour, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Words } from '../../domain/localized.ts';
import type { ActionResult } from '../../domain/systems/action-result.ts';
import type { EngineDeps } from '../deps.ts';
import type { ActOutcome, ConnectorError, ReadBack } from '../ports/connector.ts';
import {
  mostWithoutEffect,
  pauseBeforeNextCheck,
  pauseBeforeNextProgress,
  pauseBeforeReadBack,
  pauseBeforeRetry,
} from './retry.ts';

/** The clock by which results say when to go on. */
type Time = Pick<EngineDeps, 'clock'>;

export function accepted(deps: Time, outcome: ActOutcome): ActionResult {
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

/**
 * A person does it. Where the system shows whether they have, it is read again, with growing pauses, until it shows it.
 */
export function byHand(deps: Time, one: Revocation): ActionResult {
  const message = one.byHand ?? one.action.call;
  const pause = one.action.verifiable === true ? pauseBeforeNextCheck(one.readBacks) : null;
  return {
    status: 'manual',
    message,
    ...(pause !== null && { readBackAt: plus(toInstant(deps.clock.now()), pause) }),
  };
}

export function readResult(deps: Time, one: Revocation, answer: ReadBack): ActionResult {
  const evidence = [...answer.evidence];
  const now = toInstant(deps.clock.now());
  if (one.status === 'manual') return answer.state === 'desired' ? { status: 'verified', evidence } : byHand(deps, one);
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
  const isHandingOver = answer.state === 'pending' && one.action.stage === 'data';
  const pause = isHandingOver ? pauseBeforeNextProgress(one.readBacks) : pauseBeforeReadBack(one.readBacks);
  if (pause !== null) return { status: 'accepted', evidence, readBackAt: plus(now, pause) };
  const message =
    answer.state === 'pending'
      ? 'the system still says that it is working on it'
      : 'the system accepted the call, but the access is still there';
  return { status: 'failed', kind: 'read-back-differs', message, evidence, retryAt: null };
}

/** The system could not be asked: what was accepted stays accepted and is asked again, with an end. */
export function readFailure(deps: Time, one: Revocation, error: ConnectorError): ActionResult {
  if (one.status === 'manual') return byHand(deps, one);
  const pause = pauseBeforeRetry(error.kind, one.readBacks, {
    retryAfterSeconds: error.retryAfterSeconds,
    random: Math.random,
  });
  const evidence = [...error.evidence];
  if (pause === null)
    return {
      status: 'failed',
      kind: error.kind,
      message: couldNotBeReadBack(error.words),
      evidence,
      retryAt: null,
    };
  const readBackAt = plus(toInstant(deps.clock.now()), pause);
  return one.status === 'accepted'
    ? { status: 'accepted', evidence, readBackAt }
    : { status: 'unknown', message: error.message, evidence, readBackAt };
}

export function failed(deps: Time, error: ConnectorError, one: Revocation): ActionResult {
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
    message: error.words,
    evidence,
    retryAt: pause === null ? null : plus(now, pause),
  };
}

/**
 * The same, to be gone on with now instead of after a pause: what was only read, and what was never sent. After a call
 * whose outcome is unknown the pause stays, because the system may still be working on it.
 */
export function atOnce(deps: Time, result: ActionResult): ActionResult {
  const now = toInstant(deps.clock.now());
  switch (result.status) {
    case 'accepted':
      return result.readBackAt === null ? result : { ...result, readBackAt: now };
    case 'failed':
      return result.kind === 'unavailable' && result.retryAt !== null ? { ...result, retryAt: now } : result;
    case 'verified':
    case 'unknown':
    case 'manual':
      return result;
  }
}

function couldNotBeReadBack(words: Words): Words {
  if (typeof words === 'string') return `could not be read back: ${words}`;
  return { en: `could not be read back: ${words.en}`, fr: `n’a pas pu être relu : ${words.fr}` };
}
