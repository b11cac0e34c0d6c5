import type { DepartureId } from '../../domain/departure.ts';

/** Why a departure is looked at; the job's name, so that a list of jobs can be read. */
export const wakeReasons = [
  'cut-off',
  'verify',
  'retry',
  'reminder',
  'escalate',
  'start',
  'post',
  'survey',
  'recheck',
  'expire',
  'continue',
] as const;
export type WakeReason = (typeof wakeReasons)[number];

export interface WaitingWake {
  departureId: DepartureId;
  why: WakeReason;
  at: Date;
}

export type OnWake = (id: DepartureId, why: WakeReason) => Promise<void>;

/**
 * Wakes the reconciler at an instant. Never the truth: a lost, late or doubled wake-up must do no harm, and the sweep
 * catches lost ones.
 */
export interface Scheduler {
  /** One wake-up per departure: a later call replaces the earlier one, whatever its reason. */
  wakeAt(id: DepartureId, at: Date, why: WakeReason): Promise<void>;
  /** Nothing waits for this departure any more. */
  forget(id: DepartureId): Promise<void>;
  start(onWake: OnWake): Promise<void>;
  /**
   * Lets running wake-ups finish (up to ten seconds), then hands back the rest. `last` comes before everything is
   * closed: what is asked for there wakes other processes, and no longer this one.
   */
  stop(last?: () => Promise<void>): Promise<void>;
  /** Ascending by instant. */
  waiting(limit: number): Promise<readonly WaitingWake[]>;
  /** The workspace's clock jumped forward: every waiting wake-up comes that much sooner. */
  clockMoved(milliseconds: number): Promise<void>;
}
