import type { Router } from 'express';

/** How a sandbox system can be told to misbehave, from the page, the story and the tests. */
export const misbehaviours = [
  /** Answers as its vendor documents. */
  'none',
  /** Every call answers 503. */
  'down',
  /** Every call takes three seconds. */
  'slow',
  /** Every second call answers 429 with the vendor's own rate-limit headers. */
  'throttled',
  /** Writes answer success and change nothing: the defect that read-back exists for. */
  'lies',
  /** Writes of the first kind work, later ones in the same revocation answer 500. */
  'half-failing',
  /** Each call is refused once with 401, as when a token ends under way. */
  'refuses-once',
  /** Reads answer 200 with every list in them empty, as for credentials without the right to see what is in it. */
  'hides-lists',
  /** Reads answer 200 with every field but ids null, as for credentials without the right to see more. */
  'hides-fields',
  /** What is changed shows in reads two minutes later. */
  'lags',
  /** Another organisation answers at the address: other people, other ids, and nothing of ours. */
  'other-organisation',
] as const;
export type Misbehaviour = (typeof misbehaviours)[number];

export interface SandboxAccount {
  id: string;
  email: string;
  name: string;
  /** Whether this account can still be used to get in by any means. */
  live: boolean;
  /** The vendor's own word: `ACTIVE`, `SUSPENDED`, `member`, `removed`, … */
  status: string;
  sessions: number;
  tokens: number;
  groups: readonly string[];
  /**
   * Something of it can be ended by a person alone, elsewhere: in Active Directory, for what is synchronised from it.
   */
  byHand?: boolean;
}

export interface SandboxCall {
  at: string;
  method: string;
  path: string;
  status: number;
}

/** One stateful fake of an outside system, with real HTTP in front of it. */
export interface SandboxSystem {
  id: string;
  /** A brand-free name people read: `Okta-like identity`. */
  label: string;
  /** Mounted under `/sandbox/<id>`; the connectors call it over real HTTP. */
  router: Router;
  accounts(): readonly SandboxAccount[];
  /** The latest calls, newest first, at most 100. */
  calls(): readonly SandboxCall[];
  misbehaviour(): Misbehaviour;
  misbehave(how: Misbehaviour): void;
  /**
   * What a person would do elsewhere to this account: everything of it that is `byHand`. False where there is nothing.
   */
  endByHand?(accountId: string): boolean;
  /** Called after each change of accounts, calls or misbehaviour; returns how to stop listening. */
  onChange(listener: () => void): () => void;
  /** Everything back to how the company started. */
  reset(): void;
}
