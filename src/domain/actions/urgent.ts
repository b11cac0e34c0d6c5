import type { Departure } from '../departure.ts';

/** Whether "now" was chosen when the departure was started, and no other time was set since. */
export function isNow({ draft, dates }: Pick<Departure, 'draft' | 'dates'>): boolean {
  return draft.nowConfirmed && dates !== null && dates.cutOff.at === draft.dates?.cutOff.at;
}

/** Whether access has to end at once: it is released by a click, or "now" was chosen. */
export function isUrgent(departure: Pick<Departure, 'draft' | 'dates' | 'flow'>): boolean {
  return departure.flow?.cutOff.mode === 'released' || isNow(departure);
}
