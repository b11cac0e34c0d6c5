import type { Dates } from '../../domain/calendar/dates.ts';
import { instantOf, isKnownZone, localDate, localTime } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { countingFor, followLastDay } from '../../domain/flow/dates-follow.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import { followingHandovers } from '../../domain/tasks/handover-day.ts';
import type { HandoverDraft } from '../../domain/tasks/handover-draft.ts';
import { decodeDates } from '../../views/forms/dates-fields.ts';
import { datesFields } from '../../views/forms/fields.ts';
import { type Turn, textOf } from './turn.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

type ReadDates = { dates: Dates; now: boolean; nowConfirmed: boolean } | { missing: string };

/**
 * The dates of a submitted form, with what follows the last working day moved along, or which field is missing or
 * cannot be read. With "now" the cut-off is the instant of the submission; starting the departure sets it anew.
 */
export function readDates(turn: Turn, departure: Departure, flow: Flow | null): ReadDates {
  const read = readFields(turn, departure);
  if ('missing' in read) return read;
  return { ...read, dates: following(turn, departure, { flow, submitted: read.dates }) };
}

/**
 * What a form shows once a field of it changed: what cannot be read stays as it was shown. Null when nothing was shown.
 */
export function redrawnDates(turn: Turn, departure: Departure, flow: Flow | null): Dates | null {
  const shown = shownDates(turn, departure);
  if (shown === null) return null;
  const zone = matching(turn, datesFields.zone, isKnownZone) ?? shown.lastWorkingDay.zone;
  const day = (field: string, date: string) => ({ date: matching(turn, field, isDay) ?? date, zone });
  const { cutOff } = shown;
  // The fields of the cut-off are not there while "now" is chosen.
  const date = matching(turn, datesFields.cutOffDate, isDay) ?? localDate(cutOff.at, cutOff.zone);
  const time = matching(turn, datesFields.cutOffTime, isTime) ?? localTime(cutOff.at, cutOff.zone);
  const submitted = {
    lastWorkingDay: day(datesFields.lastWorkingDay, shown.lastWorkingDay.date),
    contractEnd: day(datesFields.contractEnd, shown.contractEnd.date),
    cutOff: { at: instantOf(date, time, zone), zone },
  };
  return following(turn, departure, { flow, submitted });
}

/** The draft's handovers once its dates or its flow are others: those whose day nobody chose move along. */
export function handoversFollowing(
  turn: Turn,
  departure: Departure,
  { from, to, dates }: { from: Flow | null; to: Flow | null; dates: Dates },
): HandoverDraft[] {
  const { draft } = departure;
  const before = draft.dates ?? shownDates(turn, departure);
  if (!from || !to || !before) return draft.handovers;
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  return followingHandovers(draft.handovers, {
    from: { flow: from, dates: before },
    to: { flow: to, dates },
    counting,
  });
}

/** Beside which field a refusal of dates is told. */
export function fieldOfDatesProblem(code: string): string {
  switch (code) {
    case 'dates-out-of-order':
      return datesFields.contractEnd;
    case 'cut-off-too-soon':
      return datesFields.cutOffTime;
    default:
      return datesFields.cutOffDate;
  }
}

function readFields(turn: Turn, departure: Departure): ReadDates {
  const lastWorkingDay = matching(turn, datesFields.lastWorkingDay, isDay);
  if (!lastWorkingDay) return { missing: datesFields.lastWorkingDay };
  const shown = shownDates(turn, departure);
  if (shown && isFolded(turn)) {
    const { nowConfirmed } = departure.draft;
    const { zone } = shown.lastWorkingDay;
    const cutOff = nowConfirmed ? { at: turn.now, zone } : shown.cutOff;
    return {
      dates: { ...shown, lastWorkingDay: { date: lastWorkingDay, zone }, cutOff },
      now: nowConfirmed,
      nowConfirmed,
    };
  }
  const contractEnd = matching(turn, datesFields.contractEnd, isDay);
  const zone = matching(turn, datesFields.zone, isKnownZone);
  if (!contractEnd) return { missing: datesFields.contractEnd };
  if (!zone) return { missing: datesFields.zone };
  const days = { lastWorkingDay: { date: lastWorkingDay, zone }, contractEnd: { date: contractEnd, zone } };
  if (textOf(turn, datesFields.when) === 'now') {
    const confirmed = turn.act.values?.[datesFields.nowConfirmed];
    return {
      dates: { ...days, cutOff: { at: turn.now, zone } },
      now: true,
      nowConfirmed: Array.isArray(confirmed) && confirmed.includes('confirmed'),
    };
  }
  const date = matching(turn, datesFields.cutOffDate, isDay);
  const time = matching(turn, datesFields.cutOffTime, isTime);
  if (!date) return { missing: datesFields.cutOffDate };
  if (!time) return { missing: datesFields.cutOffTime };
  return { dates: { ...days, cutOff: { at: instantOf(date, time, zone), zone } }, now: false, nowConfirmed: false };
}

function following(
  turn: Turn,
  departure: Departure,
  { flow, submitted }: { flow: Flow | null; submitted: Dates },
): Dates {
  const shown = shownDates(turn, departure);
  if (!flow || !shown) return submitted;
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  return followLastDay(shown, submitted, { flow, counting });
}

/** The dates that the form showed, as its acts carry them. */
function shownDates(turn: Turn, { dates, draft }: Departure): Dates | null {
  return decodeDates(turn.act.ref.seen) ?? dates ?? draft.dates;
}

/** The fields of a fold that was never opened are not submitted: what they would hold is what the form showed. */
function isFolded({ act: { values } }: Turn): boolean {
  return values !== null && !Object.hasOwn(values, datesFields.contractEnd);
}

function matching(turn: Turn, field: string, isValid: (text: string) => boolean): string | null {
  const text = textOf(turn, field);
  return text !== null && isValid(text) ? text : null;
}

function isDay(text: string): boolean {
  return dayPattern.test(text) && !Number.isNaN(Date.parse(text));
}

function isTime(text: string): boolean {
  return timePattern.test(text);
}
