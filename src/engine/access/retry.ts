import { day, hour, minute } from '../../domain/calendar/time.ts';
import type { ErrorKind } from '../../domain/systems/evidence.ts';

/**
 * What becomes of a failed call, by kind: how often it is tried again, and from which pause on the back-off doubles.
 * One table; nobody else decides about retries.
 */
const retries: Readonly<Record<ErrorKind, { times: number; firstPause: number }>> = {
  // 429 and 503 with Retry-After: the system is well and asks for patience.
  throttled: { times: 20, firstPause: 5_000 },
  unavailable: { times: 12, firstPause: 5_000 },
  // Comes back as a read-back first; whether it is called again is decided by what was read.
  'unknown-outcome': { times: 6, firstPause: 5_000 },
  conflict: { times: 3, firstPause: 2_000 },
  // What closes the account may have done so a moment later; where only a person closes it, the proof calls this again.
  'still-open': { times: 3, firstPause: 2_000 },
  // Mostly a token that ended under way: another is asked for. What is still refused after some minutes waits for a
  // person.
  unauthorised: { times: 5, firstPause: 10_000 },
  // The account is not as it was seen: it is looked at anew, and tried once more on what it is by then.
  'not-found': { times: 1, firstPause: 2_000 },
  mismatch: { times: 1, firstPause: 2_000 },
  // An answer that shows nothing may show something later.
  unproven: { times: 6, firstPause: 15_000 },
  'read-back-differs': { times: 0, firstPause: 0 },
  // A person must act: protection, or a request the vendor does not accept.
  protected: { times: 0, firstPause: 0 },
  rejected: { times: 0, firstPause: 0 },
};

const longestPause = hour;

/** How often a call is made whose answer is lost, and which by what is read did nothing. */
export const mostWithoutEffect = retries['unknown-outcome'].times;

/**
 * Milliseconds until the next try, or null when it is a person's turn. `attempt` is 1 for the first. Full jitter, so
 * that many leavers do not come back at the same second.
 */
export function pauseBeforeRetry(
  kind: ErrorKind,
  attempt: number,
  { retryAfterSeconds, random }: { retryAfterSeconds: number | null; random: () => number },
): number | null {
  const { times, firstPause } = retries[kind];
  if (attempt > times) return null;
  const backOff = Math.min(firstPause * 2 ** Math.min(attempt - 1, 12), longestPause);
  const jittered = backOff / 2 + (random() * backOff) / 2;
  // What the vendor asked for is a floor; a pause that a person would not wait for is the vendor's to answer for.
  return Math.max(jittered, (retryAfterSeconds ?? 0) * 1000);
}

/** When an accepted call is read back again; eventual consistency is real, and it ends. See connectors.md 0.3. */
const readBackPauses = [0, 5_000, 30_000, 2 * minute, 10 * minute, hour] as const;

/** Milliseconds until read-back number `done + 1`, or null when the system has had its time. */
export function pauseBeforeReadBack(done: number): number | null {
  return readBackPauses[done] ?? null;
}

/** When it is read again whether a person has done what only they can do: soon at first, and for some weeks. */
const checkPauses = [10 * minute, 30 * minute, hour, 3 * hour, 6 * hour] as const;
const lastCheckPause = 12 * hour;
const mostChecks = 60;

/**
 * Milliseconds until the next look at it, or null when it has been looked at for long enough. `done`: how often it was
 * read.
 */
export function pauseBeforeNextCheck(done: number): number | null {
  return done < mostChecks ? (checkPauses[done] ?? lastCheckPause) : null;
}

/**
 * After the pauses above, a transfer of somebody's files is asked for every hour of a day, then four times a day for
 * two weeks, then once a day.
 */
const hourly = 24;
const fourADay = 14 * 4;

/**
 * The same while a system says that it is still handing data over, which takes days where there is much. It has no end:
 * giving up would leave what waits for it, such as a licence, waiting for ever. IT is told of it after some days, see
 * `alarms`.
 */
export function pauseBeforeNextProgress(done: number): number {
  const soon = readBackPauses[done];
  if (soon !== undefined) return soon;
  const later = done - readBackPauses.length;
  if (later < hourly) return hour;
  return later < hourly + fourADay ? day / 4 : day;
}
