import type { Instant } from '../domain/calendar/time.ts';
import type { Locale } from '../domain/people/people.ts';

/**
 * What a card says, independent of the platform that draws it. Texts are final: translated, dates in the reader's zone,
 * and *plain* — whoever draws them escapes them for the place they are drawn in, so that nobody's name can ping a
 * company.
 */
export interface CardView {
  /** Which card this is; templates and tests are named by it: `departure`, `task`, `access`, … */
  kind: CardKind;
  title: string;
  /** One short line under the title. */
  subtitle: string | null;
  tone: Tone;
  blocks: readonly CardBlock[];
  /** What notifications and screen readers get: says everything that matters in one or two sentences. */
  fallback: string;
  /**
   * For mails: `anybody`: whoever reads it may be a stranger, so nothing around it tells of a departure either.
   * `confidential`: what shows of it before it is opened names nobody.
   */
  discretion?: 'anybody' | 'confidential';
  /** For mails alone: what its reader may keep in a calendar. Left out: nothing. */
  dates?: readonly CardDate[];
}

/** A date that goes with a mail as an invitation. Texts are final, as everywhere in a view. */
export interface CardDate {
  /** The same for the same date of one card, however often it moves. */
  id: string;
  /** A moment, or a whole day (`YYYY-MM-DD`) on whatever clock; null where it is no more. */
  at: { instant: Instant } | { day: string } | null;
  title: string;
  locale: Locale;
  /** A sentence for each that may be told of it: it is new, it has moved, it is no more. */
  words: { invited: string; moved: string; over: string };
}

export const cardKinds = [
  'departure',
  'departure-details',
  'task',
  'nudge',
  'digest',
  'wave',
  'access',
  'outcome',
  'alert',
  'meeting',
  'farewell',
  'survey',
  'dossier',
  'announcement',
  'keepsake',
  'escalation',
  'hr',
  'notice',
  'home',
] as const;
type CardKind = (typeof cardKinds)[number];

/** Never told by colour alone: the drawing adds an icon or word. */
export type Tone = 'neutral' | 'good' | 'attention' | 'danger';

/** A run of text; `mention` is drawn as a real mention of that person where the platform can. */
export type Inline =
  | string
  | { strong: string }
  | { muted: string }
  | { mention: string; name: string }
  /**
   * A moment. `words` says it whole on the reader's clock as it is known, and ends with `beside`, the same on another
   * clock where one matters; a platform that knows where its reader is, and when, may say the rest itself.
   */
  | { moment: Instant; words: string; beside: string }
  /** Only addresses that Relais itself makes; people's own text never becomes a link. */
  | { link: string; label: string };

export type Text = string | readonly Inline[];

export type CardBlock =
  | { type: 'text'; text: Text }
  | { type: 'heading'; text: string }
  | { type: 'note'; text: Text }
  /** People's own words, drawn as a quotation. */
  | { type: 'quote'; text: string }
  | {
      type: 'facts';
      facts: readonly { label: string; value: Text }[];
      /** A photo beside the facts, where the platform can draw one; `label` says whose. */
      picture?: { url: string; label: string };
    }
  | { type: 'items'; items: readonly CardItem[] }
  | { type: 'progress'; label: string; done: number; total: number }
  /** The first line of a card: the state in a few words, what comes next, who must act. */
  | { type: 'status'; tone: Tone; state: string; next: Text | null; who: Text | null }
  /** One line that opens to show the rest; closed at first where the platform can, else all of it stands there. */
  | { type: 'fold'; title: string; blocks: readonly FoldedBlock[] }
  /** The steps of one piece of work with how each stands; they hold no buttons. */
  | { type: 'steps'; title: string; items: readonly CardItem[] }
  /** Every row has as many cells as there are columns; the first cell names the row. */
  | { type: 'table'; caption: string; columns: readonly string[]; rows: readonly (readonly Cell[])[] }
  | Plot
  | { type: 'divider' }
  | { type: 'actions'; actions: readonly CardAction[] };

/** Of a table; `value` is what its words say, for whoever sorts by it. */
export type Cell = string | { words: string; value: number };

/** What a fold may hold. No button: what somebody has to press never waits behind another one. */
export type FoldedBlock =
  | Extract<CardBlock, { type: 'text' | 'note' | 'items' }>
  /** Machine text to the letter, one line each, in a fixed-width font. */
  | { type: 'code'; lines: readonly string[] };

/**
 * Numbers as a picture, and always as text beside it, so that nothing is told by the picture alone. `bars` compares,
 * `parts` are shares of one whole. Values are not negative; `words` is the value with its unit, as people read it,
 * `said` the same behind its label.
 */
export interface Plot {
  type: 'plot';
  shape: 'bars' | 'parts';
  title: string;
  /** What the values count, for the axis: `minutes`. */
  unit: string;
  points: readonly { label: string; value: number; words: string; said: string }[];
  /** `nearby`: a table beside it says the same numbers, and they are not told twice. */
  told: 'here' | 'nearby';
}

/** One line of a list: a state in a word and an icon, a text, an optional second line and one action. */
export interface CardItem {
  icon: ItemIcon;
  /** The state in a word, in the reader's language; read out instead of the icon. */
  state: string;
  text: Text;
  detail: Text | null;
  action: CardAction | null;
}

export const itemIcons = [
  'waiting',
  'todo',
  'running',
  'done',
  'late',
  'failed',
  'manual',
  'accepted',
  'waived',
  'info',
] as const;
export type ItemIcon = (typeof itemIcons)[number];

export interface CardAction {
  /** The act this button performs; see views/act-names.ts. */
  act: ActRef;
  label: string;
  /** What a screen reader says: names the thing as well as the verb. At most 75 characters. */
  accessibilityLabel: string;
  style: 'default' | 'primary' | 'danger';
  /**
   * Asked before anything dangerous; the verb is on its button. `brief` says the same in at most 300 characters, for a
   * platform that has no more room; left out where `text` is no longer.
   */
  confirm: { title: string; text: string; brief?: string; confirm: string; deny: string } | null;
}

/** What a click carries: which act, on what, and which state of it the person saw. */
export interface ActRef {
  name: string;
  departureId: string | null;
  /** A task's or action's id, a page of the walk, … */
  target: string | null;
  /** `rev` of the target or the plan's hash. */
  seen: string | null;
}
