import { cutOffGap } from '../../domain/calendar/date-gaps.ts';
import type { Dates } from '../../domain/calendar/dates.ts';
import type { Voice } from '../words/voice.ts';

/** What does not fit together in these dates, said once; null when everything fits. */
export function gapWords(dates: Dates, voice: Voice): string | null {
  const gap = cutOffGap(dates);
  return gap && voice.t('dates.gap', { kind: gap.kind, days: gap.days });
}
