import type { ChannelId, Locale, Person } from '../../domain/people/people.ts';
import type { ActRef, CardAction, CardView, Text } from '../../views/card-view.ts';
import type { FormValues, FormView } from '../../views/form-view.ts';

/** Who acts, through which channel. `person` was identified by the platform, never by what the click carried. */
export interface Speaker {
  person: Person;
  channel: ChannelId;
}

/** Something a person did in a channel: typed a command, clicked, submitted. */
export interface Act {
  ref: ActRef;
  /** Present when a form was submitted or a field changed. */
  values: FormValues | null;
  /** Words after the command, people meant by it already translated to PersonIds. */
  words: readonly (string | { personId: string } | Unfound)[];
}

/**
 * Somebody was meant, and nobody can say who: a name that came as plain text where mentions should come as ids, an
 * address or a name that is not one person's.
 */
export interface Unfound {
  unfound: string;
  why: 'unescaped' | 'address' | 'name';
}

/**
 * What the person gets back. The channel draws it: `form` opens a modal (or replaces the one the act came from),
 * `errors` shows messages at the fields, `notice` is seen by this person only, `done` closes the form or needs nothing
 * more (the cards follow by themselves).
 */
export type Reply =
  | { type: 'form'; form: FormView; how: 'replace' | 'push' }
  | { type: 'errors'; errors: Readonly<Record<string, string>> }
  | { type: 'notice'; notice: Notice }
  | { type: 'done'; notice: Notice | null }
  | { type: 'card'; card: CardView };

export interface Notice {
  tone: 'neutral' | 'good' | 'refused';
  text: Text;
  /** The ways forward. */
  actions: readonly CardAction[];
}

/** Everything a channel may ask of Relais on behalf of a person. */
export interface Conversation {
  /**
   * Never throws for what people do; unexpected failures are logged and come back as a `notice` in the speaker's
   * language.
   */
  act(act: Act, speaker: Speaker): Promise<Reply>;
  /** The home page: my tasks, my departures, dashboards by role. */
  home(speaker: Speaker): Promise<CardView>;
  /**
   * What the card that was posted under this key says by now, to this person; null when it is not for them. Looking is
   * no act: nothing changes by it.
   */
  standing(key: string, speaker: Speaker): Promise<CardView | null>;
  /** Shown at once while `act` is still working (Slack gives three seconds). */
  loading(locale: Locale): FormView;
}
