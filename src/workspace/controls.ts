import type { SandboxSystem } from './systems/system.ts';

/** One waiting wake-up, as the workspace page lists it. */
interface WaitingJob {
  name: string;
  /** In the workspace's own (moved) time. */
  at: Date;
  departureId: string | null;
}

/** What the local workspace may do to the Relais process it runs in; the page's clock and system panels use it. */
export interface WorkspaceControls {
  /** The time everyone in the workspace lives in. */
  now(): Date;
  /**
   * Moves the clock forward, Agenda's jobs with it, and returns once everything that became due was done. Throws
   * RangeError below zero.
   */
  moveBy(milliseconds: number): Promise<void>;
  /** The next instant at which Relais has something to do, or null when nothing waits. */
  nextInstant(): Promise<{ at: Date; why: string } | null>;
  jobs(): Promise<readonly WaitingJob[]>;
  /** Those there are by now. */
  systems: readonly SandboxSystem[];
  /** Systems that can be added. */
  offeredSystems(): readonly { id: string; label: string }[];
  /** Adds one, which every later look of Relais asks too. Rejects with RangeError for an id that is not offered. */
  addSystem(id: string): Promise<SandboxSystem>;
}
