import type { Instant } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import type { CardView } from '../../src/views/card-view.ts';
import type { OpenThing } from '../support/memory/memory-system.ts';

/**
 * One commit as the store took it. `order` counts everything that is recorded, so that two things of one instant have
 * an order too.
 */
interface CommitSeen {
  order: number;
  at: Instant;
  state: Departure;
  entries: readonly Entry[];
  /**
   * By system, what was open of the leaver at that moment; only where the commit says how a look, or the departure,
   * ended.
   */
  truth: ReadonlyMap<string, readonly OpenThing[]>;
}

/** One message as the platform took it: a new one, or another version of one. */
export interface MessageSeen {
  order: number;
  at: Instant;
  message: string;
  conversation: string;
  /** As given to the channel. */
  key: string;
  isNew: boolean;
  view: CardView;
}

/** One call to an outside system, from its arrival there to its end. */
export interface CallSeen {
  kind: 'act' | 'read';
  actionId: string;
  /** Of the account. */
  login: string;
  began: number;
  beganAt: Instant;
  /** Null while it is under way. */
  ended: number | null;
  /** `changed`: it may have had an effect. `refused`: the system did nothing and said so. */
  outcome: 'changed' | 'refused' | 'desired' | 'not-desired' | null;
  node: string;
  /** The account was not the leaver's any more, or protected, for longer than a call takes. */
  wrongAccount: boolean;
  /** Whether somebody could still sign in to the account when the call arrived. */
  doorOpen: boolean;
  /** Whether the plan's own tenant answered, and its lists were whole. */
  sound: boolean;
}

/** One time that a system was asked who the leaver is. */
export interface AskSeen {
  system: string;
  email: string;
  /** Before which commits it was asked, whatever the clock showed: it may be set back between two. */
  began: number;
  beganAt: Instant;
  /** It answered, by the plan's own tenant and with whole lists. */
  sound: boolean;
}

/**
 * What a run leaves behind for the invariants to look at: everything an auditor with a camera in every room would have.
 */
export interface Recording {
  next(): number;
  commits: CommitSeen[];
  messages: MessageSeen[];
  calls: CallSeen[];
  asks: AskSeen[];
  /**
   * Uses of a system's accounts, as they truly were, and from when on reports tell of them. The clock may have been set
   * back meanwhile.
   */
  uses: { order: number; system: string; at: Instant; toldFrom: Instant }[];
  /** Lines that were logged as errors. */
  errors: string[];
  /** What the run itself found to be wrong. */
  stuck: string[];
  /** Accounts that were open after their cut-off for too long, and nobody was alarmed. */
  unalarmed: string[];
  /** Cut-offs that a brake held, and nobody was alarmed. */
  heldUnalarmed: string[];
  /** How everything stood some hours after the last trouble had ended. */
  calm: Calm | null;
}

interface Calm {
  /** When the last trouble ended, or the latest instant that the clock showed before. */
  since: Instant;
  at: Instant;
  order: number;
  states: readonly Departure[];
  /** What stands on the platform, as readers see it now. */
  messages: readonly { message: string; key: string; view: CardView }[];
}

export function createRecording(): Recording {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return count;
    },
    commits: [],
    messages: [],
    calls: [],
    asks: [],
    uses: [],
    errors: [],
    stuck: [],
    unalarmed: [],
    heldUnalarmed: [],
    calm: null,
  };
}
