import { type Locale, localeSchema } from '../domain/people/people.ts';
import { pending, within } from './within.ts';

/** Whether the store answers at the moment; settles within a second. */
export type StoreAnswers = () => Promise<boolean>;

/**
 * How long somebody waits before the store is suspected, in milliseconds; with its answer it stays well below the three
 * seconds of a platform.
 */
const patience = 700;

/**
 * Waits for `reading`, which asks the store. `away` once it has taken a while and the store answers nothing else
 * either: then nobody waits for it any more. Rejects with what `reading` threw.
 */
export async function unlessAway<T>(reading: Promise<T>, storeAnswers: StoreAnswers): Promise<T | 'away'> {
  const first = await within(reading, patience);
  if (first !== pending) return first;
  if (await storeAnswers()) return reading;
  reading.catch(() => undefined);
  return 'away';
}

/** Nobody knows yet who is asking, nor their language: it is said in all of them. */
export function awayWords(words: (locale: Locale) => { away: string }, first: Locale): string {
  const all = [first, ...localeSchema.options.filter((one) => one !== first)];
  return all.map((one) => words(one).away).join('\n\n');
}
