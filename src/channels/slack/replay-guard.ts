/** How far a request's timestamp may be from now, and therefore how long its signature must be remembered. */
export const replayWindow = 5 * 60_000;

export interface ReplayGuard {
  /** True the first time; false for a signature that was already handled. */
  isNew(signature: string): boolean;
}

/**
 * In memory: a restart within five minutes forgets, and then the domain's own checks still refuse what was already
 * done.
 */
export function createReplayGuard(now: () => number): ReplayGuard {
  const seen = new Map<string, number>();
  return {
    isNew: (signature) => {
      // Kept in order of arrival, so the oldest come first. Twice the window: a timestamp may lie ahead of our clock.
      for (const [old, until] of seen) {
        if (until > now()) break;
        seen.delete(old);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, now() + 2 * replayWindow);
      return true;
    },
  };
}
