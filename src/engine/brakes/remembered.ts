import { day, type Instant, plus } from '../../domain/calendar/time.ts';

/** Of what is older than a day so much is remembered. */
const mostOlder = 2_000;

/** All of the last day, because caps count it, however many that are; of what is older the newest. */
export function remembered<Mark extends { at: Instant }>(marks: readonly Mark[], now: Instant): Mark[] {
  const isRecent = ({ at }: Mark) => at > plus(now, -day);
  return [...marks.filter((one) => !isRecent(one)).slice(-mostOlder), ...marks.filter(isRecent)];
}
