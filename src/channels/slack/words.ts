import type { Locale } from '../../domain/people/people.ts';

/**
 * The few sentences that Slack's own ways make necessary; they come from the catalogue of the views, like every other
 * text.
 */
export interface SlackWords {
  /** "and 12 more" */
  more(count: number): string;
  /**
   * How Slack writes a moment, in its own tokens.
   * https://docs.slack.dev/reference/block-kit/block-elements/date-element
   */
  moment: string;
  /** `Label: words`, as the language sets a colon. */
  labelled(label: string, words: string): string;
  /** Stands in a window that Slack does not let us close. */
  done: string;
  /** Beside a button, when Slack lets us open no window by ourselves: after a typed message, or after three seconds. */
  open: { text: string; button: string };
  /** To somebody who is not of this organisation, or a bot. */
  stranger: string;
  /** Relais could not be asked at all. */
  trouble: string;
  /** What Relais keeps cannot be reached: nothing was done, and what to do. */
  away: string;
}

export type WordsFor = (locale: Locale) => SlackWords;
