import type { Flow } from '../flow/flow.ts';

/** Another open departure of the same person. */
export interface Other {
  /** Whether the actor may know of it, see `mayKnowOf`. */
  known: boolean;
  started: boolean;
  confidential: boolean;
  aside: boolean;
}

/**
 * Whether the one open departure that a person may have is there already, as far as the actor may know. What they may
 * not know of is no reason to refuse: refusing would tell them. Theirs is then kept beside it.
 */
export function isTaken(others: readonly Other[] = []): boolean {
  return others.some(({ known }) => known);
}

/** Kept beside a departure that the actor may not know of. */
export function asideOf(others: readonly Other[] = []): { aside?: true } {
  return others.some(({ aside }) => !aside) ? { aside: true } : {};
}

/**
 * Two drafts may have been written unknown to one another: only one open plan is started, and one confidential beside
 * it.
 */
export function isStartedAlready(flow: Flow, others: readonly Other[] = []): boolean {
  return others.some(({ known, started, confidential }) => known && started && !(flow.confidential && !confidential));
}
