import { minute } from '../../domain/calendar/time.ts';
import type { Voice } from './voice.ts';

/** Up to here an axis counts seconds: in minutes, all that closed at once would look the same. */
const longestInSeconds = 2 * minute;

interface Point {
  label: string;
  /** In milliseconds; as a plot shows it, in the unit of the axis. */
  value: number;
  words: string;
}

/** How long things took, for a plot: in seconds where all of them are short, else in minutes with one digit. */
export function timeAxis<P extends Point>(points: readonly P[], voice: Voice): { unit: string; points: readonly P[] } {
  const inSeconds = points.every(({ value }) => value <= longestInSeconds);
  const shown = (value: number) => (inSeconds ? Math.round(value / 1000) : Math.round(value / 6000) / 10);
  return {
    unit: voice.t(inSeconds ? 'unit.seconds' : 'unit.minutes'),
    points: points.map((point) => ({ ...point, value: shown(Math.max(0, point.value)) })),
  };
}
