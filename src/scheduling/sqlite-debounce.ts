import type { DebounceOptions } from 'agenda';

/** The two instants that a debounced save decides. */
export interface DebouncedTimes {
  nextRunAt: Date | null;
  /** When the present burst of saves began; `null` once it has been let through. */
  debounceStartedAt: Date | null;
}

interface DebouncedSave {
  options: DebounceOptions;
  /** The job of that unique key, when there is one. */
  existing: DebouncedTimes | null;
  /** When the caller asked it to run. */
  asked: Date | null;
  now: Date;
}

/**
 * Trailing: the job runs `delay` after the last save of a burst, but not later than `maxWait` after its first. Leading:
 * the first save of a window decides, later ones only bring new data. A job that has run (`nextRunAt` is null) begins a
 * new burst.
 */
export function debouncedTimes({ options, existing, asked, now }: DebouncedSave): DebouncedTimes {
  const { delay, maxWait, strategy } = options;
  const burst = existing && existing.nextRunAt !== null ? existing : null;
  if (strategy === 'leading') {
    // Within the window of a job that already ran, later saves wait for nothing: the window itself is the answer.
    const began = existing?.debounceStartedAt;
    if (existing && began && (burst || now.getTime() < began.getTime() + delay)) return existing;
    return burst
      ? { nextRunAt: burst.nextRunAt, debounceStartedAt: now }
      : { nextRunAt: asked, debounceStartedAt: now };
  }
  const startedAt = burst?.debounceStartedAt ?? now;
  const quiet = now.getTime() + delay;
  if (!maxWait) return { nextRunAt: new Date(quiet), debounceStartedAt: startedAt };
  const deadline = startedAt.getTime() + maxWait;
  // A first save waits its whole delay even if that is longer: the limit is on how long a burst may go on.
  if (burst && deadline <= now.getTime()) return { nextRunAt: now, debounceStartedAt: null };
  return { nextRunAt: new Date(burst ? Math.min(quiet, deadline) : quiet), debounceStartedAt: startedAt };
}
