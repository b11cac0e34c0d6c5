import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { ConnectorWorld } from './connector-contract.ts';

/** Refusals that a vendor may give once, at any call, for no reason that concerns the account. */
export const refusals = [401, 403, 429, 500, 503] as const;
export type Refusal = (typeof refusals)[number];

/**
 * What the fake itself knows, whatever it answers. Each switch of the contract is judged by it: nothing may be called
 * gone that is there, nobody absent who has an account, and nothing that is there may be left out in silence.
 */
export interface Truth {
  /** Ids of all accounts of the person that exist, whichever address or number they carry. */
  accounts(person: Person): readonly string[];
  /**
   * Whether what the action would end is there: sign-in is possible, the membership exists, the token opens.
   * `target.id` says which.
   */
  isOpen(action: PlannedAction): boolean;
  /**
   * Ids of the actions that a complete look at the account lists by now; as `ConnectorWorld.expectedItems`, for any
   * account id.
   */
  open(accountId: string): readonly string[];
}

/**
 * What can be turned wrong in a vendor. Each is thrown once in a fresh world, and stays thrown unless it has a
 * counterpart. Null: this vendor cannot have it; then `skips` of the contract says why, and that is printed. What is
 * merely unlikely is not skipped.
 */
export interface Switches {
  /** Every target (group, team, role, token) gets another name and slug; ids and memberships stay. */
  renameTargets: (() => void) | null;
  /**
   * Every target is gone, and another of the same name and slug, with another id, stands in its place, with the person
   * in it.
   */
  recreateTargets: (() => void) | null;
  /**
   * Another organisation answers at the same address: another id, other people, and every id of the old one is unknown
   * there.
   */
  otherTenant: (() => void) | null;
  /** Every field that is no id is null or missing, as for want of rights; nothing is refused. */
  hideFields: (() => void) | null;
  /** Each list begins with a page without items that leads on to the real one. */
  emptyPages: (() => void) | null;
  /** The next page of each list is the same page again, for ever. */
  repeatPages: (() => void) | null;
  /**
   * The nth request from now (1: the next one) is refused with this status and not passed on; all others are answered
   * well. Null: undone.
   */
  failOnce: ((at: { nth: number; status: Refusal } | null) => void) | null;
  /**
   * What may become of an account between plan and call, by name: `password expired`, `locked`, `deactivated by
   * somebody`.
   */
  drifts: Readonly<Record<string, (accountId: string) => void>> | null;
  /** From now on writes are accepted and show in no answer, until `catchUp`: then all of them take effect at once. */
  lag: (() => void) | null;
  catchUp: (() => void | Promise<void>) | null;
  /** Taking one person out takes everybody out. */
  widen: (() => void) | null;
  /** A second account of `people.present` comes to be, under another address. Gives the person with both addresses. */
  secondAccount: (() => Person) | null;
  /** The account of `people.present` holds this many items of each class that a vendor lists. */
  many: ((count: number) => void) | null;
  /**
   * Searches tell capitals apart from now on, and the vendor has the address of `people.present` in other letters than
   * Relais.
   */
  mindCapitals: (() => void) | null;
  /** Searches answer with somebody else, whoever is asked for. */
  answerOthers: (() => void) | null;
  /** Nobody is in the organisation any more, as far as it answers; nothing is refused. */
  emptyTenant: (() => void) | null;
  /** Every list below an account or a group is `[]`; nothing is refused. */
  emptyMembers: (() => void) | null;
}

/**
 * A connector before a fake that lies on purpose. How to make one, from a world that passes `connectorContract`:
 * `{ ...world, pass, truth, switches }`. Most switches of an HTTP vendor are in `test/connectors/http-trouble.ts`
 * (refusals, lag, pages by `Link`, rewriting of answers); what is left are changes of the fake's own state.
 */
export interface LyingWorld extends ConnectorWorld {
  /** Moves the clock that `now()` reads. */
  pass(seconds: number): void;
  truth: Truth;
  switches: Switches;
  /**
   * Somebody whom the connector protects by itself, such as the last administrator; null where it protects nobody by
   * what a vendor says.
   */
  lastAdministrator: Person | null;
  /** Requests that have reached the system so far, reads included. */
  requests(): number;
}
