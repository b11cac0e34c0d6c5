import type { Locale } from '../../domain/people/people.ts';

/** Any JSON object with a `type`: what templates yield. Tests hold the whole against the published schema. */
export interface CardElement {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** A mention of one person; `text` stands, to the letter, in some text of the card. */
export interface MentionEntity {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

/** https://adaptivecards.io/explorer/AdaptiveCard.html; `msteams` is Teams' own. */
export interface AdaptiveCard extends CardElement {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly lang: string;
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly refresh?: { readonly action: CardElement; readonly userIds: readonly string[] };
  readonly msteams?: { readonly width?: 'Full'; readonly entities?: readonly MentionEntity[] };
}

/** Who a person is in Teams, by Relais' id. `handle` null: known, but not there. Null: not known at all. */
export type PersonOf = (personId: string) => { handle: string | null; name: string } | null;

export interface CardOptions {
  /** Unique per card and reader; a refresh asks for it again. */
  key: string;
  locale: Locale;
  /** Teams ids of those whose client asks for their own view when it shows the card; at most 60 are named. */
  refreshFor?: readonly string[];
  /** Without it, and for people who are not in Teams, the name stands instead of a mention. */
  personOf?: PersonOf;
}
