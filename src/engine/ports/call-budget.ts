/**
 * What all processes together may ask of one system, kept where they all see it. A process reserves for itself, in one
 * transaction, what it has calls waiting for: so many calls of the present window, and so many under way at once. In
 * one process that is one short write for a window that has calls in it, and none for a call. Whatever keeps it decides
 * with `grantOf` (`engine/concurrency/call-grants.ts`), on what it read in that transaction. Times are milliseconds
 * since 1970 by a clock that the processes share.
 */
export interface CallBudget {
  /**
   * Renews what the holder has and asks for more. Rejects when the budget cannot be reached: then nothing was granted.
   */
  reserve(request: CallRequest): Promise<CallGrant>;
  /** The holder has nothing waiting and nothing under way. */
  release(key: string, holder: string): Promise<void>;
  /**
   * The system asked for patience: nobody begins a call there before `until`. An earlier instant never shortens a later
   * one.
   */
  pause(key: string, until: number): Promise<void>;
}

/** How many calls may be begun in a window, and how many may be under way. */
export interface CallLimits {
  /** Null: no limit. */
  window: { calls: number; milliseconds: number } | null;
  concurrency: number;
}

export interface CallRequest {
  /** The system, and which of its limits where it has several. */
  key: string;
  /** One process, as long as it lives. */
  holder: string;
  now: number;
  /** When what the holder has is given back unless it asks again: it has died then. */
  until: number;
  underWay: number;
  waiting: number;
  limits: CallLimits;
}

export interface CallGrant {
  /** Calls that may be begun before `windowEnds`, besides those under way. */
  calls: number;
  windowEnds: number;
  /** How many calls of this holder may be under way. */
  slots: number;
  /** Nobody begins a call before this; null when nobody asked for patience. */
  pausedUntil: number | null;
}
