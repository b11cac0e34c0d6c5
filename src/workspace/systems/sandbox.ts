import type { WorkspacePerson } from '../company.ts';
import type { SandboxSystem } from './system.ts';

/**
 * What every sandbox system takes as its API token. It opens nothing but the invented systems on this computer.
 * The composition gives it to the connectors as `RELAIS_SANDBOX_TOKEN`, so that `relais.yaml` refers to it as to any
 * secret.
 */
export const sandboxToken = 'relais-sandbox-token-opens-only-this-workspace';

/** The name under which the connectors' configuration refers to {@link sandboxToken}. */
export const sandboxTokenName = 'RELAIS_SANDBOX_TOKEN';

export interface SandboxOptions {
  /** The system keeps its state in `<dataDir>/<id>.json`; a restart goes on from there. */
  dataDir: string;
  people: readonly WorkspacePerson[];
  /** The workspace's own, movable time. */
  now(): Date;
}

/** A sandbox system with what only the workspace and the tests may do: try doors and play people. */
export interface Sandbox extends SandboxSystem {
  /**
   * Tries every way in that this system has for the person; true when one still opens. The ground truth beside the API.
   */
  signIn(email: string): boolean;
  /**
   * Plays the person using the account now, as its last activity and its logs show it; false when there is no such
   * account.
   */
  recordActivity(email: string): boolean;
  /**
   * Plays an administrator who gives the access back by hand, behind Relais' back; false when there never was an
   * account.
   */
  reopen(email: string): boolean;
  /** Forgets its listeners; the state is on disk already. */
  close(): void;
}
