import { type Instant, localDate } from './time.ts';

/** The quarter of an instant on the clock of a zone: `2027-Q1`. Later quarters sort behind earlier ones. */
export function quarterOf(at: Instant, zone: string): string {
  const [year = '', month = '01'] = localDate(at, zone).split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}
