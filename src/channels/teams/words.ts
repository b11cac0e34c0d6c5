import type { Locale } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';

/**
 * The few sentences that Teams' own ways make necessary; they come from the catalogue of the views, like every other
 * text.
 */
interface TeamsWords {
  /** "and 12 more" */
  more(count: number): string;
  /**
   * The answer to a click that needs no more words; stands where a form was only where Teams deletes nothing. It says
   * that the answer was taken, not that anything came of it: it may be somebody's word about an account that is still
   * open, and it stays after an undo.
   */
  done: string;
  /** Relais still works at it: the answer comes as a message. */
  working: string;
  /** The answer stands in a message of its own. */
  below: string;
  /** Stands where a form of the walk was that went on in another message. */
  formClosed: string;
  /** To a click or a mention among others: the answer is in the personal chat. */
  inPrivate: string;
  /** To somebody among others whom Relais cannot write to. */
  installFirst: string;
  /** Said once in a team that Relais was added to. */
  inTeam: string;
  /** To somebody who is not of this organisation, or whom the directory does not know. */
  stranger: string;
  /** Relais could not be asked at all. */
  trouble: string;
  /** What Relais keeps cannot be reached: nothing was done, and what to do. */
  away: string;
  /** What Relais does, who installed it, as whom it knows the reader, and the next step. */
  welcome(about: { installer: string | null; email: string | null; elsewhere: readonly string[] }): CardView;
}

export type WordsFor = (locale: Locale) => TeamsWords;
