import { outsideQuietHours } from '../calendar/business-days.ts';
import { addDays, type Instant, instantOf, latest, localDate } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isInsider, revealedAt } from '../people/visibility.ts';
import { leaverHearsFrom, teammatesAreAskedFrom } from '../tasks/who-hears.ts';
import type { TimedContext } from '../work.ts';
import { mostTimesAsked, type Topic } from './dossier.ts';

/** What the leaver was asked for and has not said yet: today's questions, and those of the days before. */
export function openQuestions({ topics = [] }: Pick<Departure, 'topics'>): readonly Topic[] {
  return topics.filter((topic) => topic.asked > 0 && isOpenQuestion(topic));
}

/** Nobody wrote it, and nobody left it out. */
export function isOpenQuestion({ written, leftOut }: Topic): boolean {
  return written === null && leftOut === null;
}

/**
 * The questions of the next day: those asked least often, in the order of the dossier; none once each was asked twice.
 */
export function nextQuestions({ dossier, topics = [] }: Pick<Departure, 'dossier' | 'topics'>): readonly Topic[] {
  const open = topics.filter((topic) => isOpenQuestion(topic) && topic.asked < mostTimesAsked);
  return open.toSorted((a, b) => a.asked - b.asked).slice(0, dossier?.perDay ?? 0);
}

/**
 * When the next questions are asked; null for never. Not before the leaver has heard, once a day at most, in their
 * working hours, and not after the last working day or once access has begun to end: a leaver who was dismissed is
 * asked for nothing.
 */
export function asksNextAt(
  departure: Departure,
  { now, calendar }: Pick<TimedContext, 'now' | 'calendar'>,
): Instant | null {
  const { dossier, dates, leaver, status, runStartedAt } = departure;
  const revealed = revealedAt(departure);
  const hears = leaverHearsFrom(departure);
  if (dossier === undefined || dates === null || status !== 'active' || runStartedAt !== null) return null;
  if (revealed === null || hears === null) return null;
  const nextDay = dossier.askedAt === null ? null : dayAfter(dossier.askedAt, leaver.timeZone);
  const from = latest([now, revealed, hears, dossier.asksFrom, ...(nextDay === null ? [] : [nextDay])]) ?? now;
  const at = outsideQuietHours(from, leaver, calendar);
  return localDate(at, leaver.timeZone) > dates.lastWorkingDay.date ? null : at;
}

function dayAfter(at: Instant, zone: string): Instant {
  return instantOf(addDays(localDate(at, zone), 1), '00:00', zone);
}

/** From when on the heir of a topic may read it, and so learns of the departure; null while that has not come. */
export function heirHearsFrom(departure: Departure, heir: string): Instant | null {
  if (isInsider(departure, heir)) return departure.createdAt;
  const revealed = revealedAt(departure);
  const asked = teammatesAreAskedFrom(departure);
  return revealed === null || asked === null ? null : latest([revealed, asked]);
}

/** Whether somebody is named who has not heard of it, and will not right away. */
export function heirWaits(departure: Departure, { heir, offeredAt, written }: Topic, now: Instant): boolean {
  if (heir === null || offeredAt !== null) return false;
  const from = heirHearsFrom(departure, heir);
  return written === null || from === null || from > now;
}
