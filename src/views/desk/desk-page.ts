import type { Locale } from '../../domain/people/people.ts';

/**
 * What a page of the desk says, independent of what draws it: the browser, a PDF, a spreadsheet. Texts are final, in
 * the language and on the clock of one reader, and plain.
 */
export interface DeskPage {
  view: DeskViewId;
  title: string;
  /** One sentence under the title. */
  lead: string | null;
  /** What the page is narrowed down by; each stands in the address under its id. */
  filters: readonly DeskFilter[];
  blocks: readonly DeskBlock[];
}

export const deskViewIds = [
  'departures',
  'calendar',
  'departure',
  'contracts',
  'figures',
  'survey',
  'settings',
] as const;
export type DeskViewId = (typeof deskViewIds)[number];

/** As it stands in an address: what is not there is left out. */
export type DeskQuery = Readonly<Record<string, string>>;

/** A way to another page of the desk, or to an address that Relais made for this reader. */
export type DeskWay = { view: DeskViewId; query: DeskQuery } | { address: string };

export interface DeskFilter {
  id: string;
  label: string;
  /** `choice` has options, `date` is `YYYY-MM-DD`. */
  type: 'choice' | 'date' | 'text';
  options: readonly { value: string; label: string }[];
  /** As it counts by now; empty where nothing was chosen. */
  value: string;
}

export interface DeskCell {
  text: string;
  to?: DeskWay;
  /** Told by a word in the text as well. */
  tone?: 'good' | 'attention' | 'danger';
}

export type DeskBlock =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string }
  | { type: 'facts'; facts: readonly { label: string; value: string }[] }
  | DeskTable
  | DeskChart
  | DeskMonth
  /** Earlier and later pages of the same list; null where there is none. */
  | { type: 'pages'; text: string; earlier: DeskWay | null; later: DeskWay | null };

export interface DeskTable {
  type: 'table';
  caption: string;
  head: readonly string[];
  /** Each has as many cells as the head; the first names the row. */
  rows: readonly (readonly DeskCell[])[];
}

/** Numbers as a picture; the same stand beside it as a table, and the sentence says what matters. */
export interface DeskChart {
  type: 'chart';
  title: string;
  sentence: string;
  /** The value of a bar that is as long as can be; null: the longest there is, or the goal. */
  full: number | null;
  /** The organisation's own goal; null where it has none. */
  goal: { value: number; label: string } | null;
  /** `value` null: not told, because too few people would stand behind it, or because there is none. */
  points: readonly { label: string; value: number | null; words: string }[];
}

/** One month of a calendar, week by week from Monday on. */
export interface DeskMonth {
  type: 'month';
  label: string;
  weekdays: readonly string[];
  /** Days of other months are null. */
  weeks: readonly (readonly (DeskDay | null)[])[];
}

export interface DeskDay {
  /** `YYYY-MM-DD`. */
  date: string;
  /** The day of the month. */
  number: string;
  /** In full, for whoever does not see the grid. */
  label: string;
  today: boolean;
  items: readonly { text: string; to: DeskWay }[];
}

/** What stands around every page: who reads, where they may go, and what was kept. */
export interface DeskShell {
  locale: Locale;
  organisation: string;
  reader: string;
  menu: readonly { view: DeskViewId; label: string }[];
  saved: readonly SavedView[];
  /** What the page itself says. */
  words: DeskWords;
}

/** A page with its filters that somebody gave a name. */
export interface SavedView {
  id: string;
  name: string;
  view: DeskViewId;
  query: DeskQuery;
}

export type DeskWords = Readonly<Record<DeskWord, string>>;

/** What the page in the browser says by itself, by the end of its key in the catalogue. */
export const deskWordIds = [
  'menu',
  'saved',
  'save',
  'saveName',
  'saveHint',
  'saveDo',
  'cancel',
  'remove',
  'leave',
  'filter',
  'apply',
  'clear',
  'export',
  'numbers',
  'label',
  'value',
  'earlier',
  'later',
  'loading',
  'trouble',
  'over',
  'notThere',
  'saveFull',
  'skip',
  'empty',
] as const;
type DeskWord = (typeof deskWordIds)[number];
