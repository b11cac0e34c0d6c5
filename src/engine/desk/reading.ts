import type { DeskPage, DeskQuery } from '../../views/desk/desk-page.ts';
import type { Voice } from '../../views/words/voice.ts';
import type { Looking } from '../conversation/turn.ts';

/** One look of one person at one page of the desk. */
export interface Reading extends Looking {
  voice: Voice;
  query: DeskQuery;
  /** For a file: every row, up to `mostInFile`, instead of one page of them. */
  whole: boolean;
}

/** Draws the page; null where there is none for this reader, whatever the reason. */
export type DrawPage = (reading: Reading) => Promise<DeskPage | null>;

/** How many lines a file of a list holds at most. */
export const mostInFile = 5000;
