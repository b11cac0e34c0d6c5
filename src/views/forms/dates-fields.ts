import { type Dates, datesSchema } from '../../domain/calendar/dates.ts';
import { localDate, localTime } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { ActRef } from '../card-view.ts';
import { gapWords } from '../departure/gap-words.ts';
import type { FieldOption, FlatPart } from '../form-view.ts';
import type { Voice } from '../words/voice.ts';
import { datesFields } from './fields.ts';
import { choiceField, dateField, option, timeField } from './form-parts.ts';

/** Offered after the zones of the people concerned; one per clock that offices usually live by. */
const usualZones = [
  'Europe/Paris',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Madrid',
  'Europe/Rome',
  'Europe/Brussels',
  'Europe/Zurich',
  'Europe/Athens',
  'Europe/Bucharest',
  'Europe/Lisbon',
  'Africa/Casablanca',
  'Africa/Tunis',
  'Africa/Dakar',
  'Africa/Lagos',
  'Indian/Reunion',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'America/Martinique',
  'America/Montreal',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'UTC',
] as const;

const mostZones = 60;

function zoneOptions(departure: Departure, reader: Person, chosen: string): readonly FieldOption[] {
  const people = Object.values(departure.people).map((person) => person.timeZone);
  const zones = new Set([chosen, departure.leaver.timeZone, reader.timeZone, ...people, ...usualZones]);
  return [...zones].slice(0, mostZones).map((zone) => option(zone, zone.replaceAll('_', ' ')));
}

/** A button carries text only: the new dates travel in its target. */
export function encodeDates(dates: Dates): string {
  return JSON.stringify(dates);
}

/** Null for anything that Relais did not write. */
export function decodeDates(target: string | null): Dates | null {
  try {
    return datesSchema.safeParse(JSON.parse(target ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** The day that the other dates follow; `known` are the dates to start from. */
export function lastDayField(
  voice: Voice,
  { known, hint, onChange }: { known: Dates | null; hint: string; onChange: ActRef },
): FlatPart {
  return dateField(
    voice,
    { id: datesFields.lastWorkingDay, label: 'walk.dates.lastWorkingDay', hint, onChange },
    known?.lastWorkingDay.date ?? null,
  );
}

/** The end of the contract, and the zone of all days. */
export function contractFields(
  departure: Departure,
  { reader, voice, known, onChange }: { reader: Person; voice: Voice; known: Dates | null; onChange: ActRef },
): readonly FlatPart[] {
  const zone = known?.lastWorkingDay.zone ?? departure.leaver.timeZone;
  return [
    dateField(
      voice,
      {
        id: datesFields.contractEnd,
        label: 'walk.dates.contractEnd',
        hint: voice.t(endsTooEarly(known) ? 'refusal.dates-out-of-order' : 'walk.dates.contractEndHint'),
        onChange,
      },
      known?.contractEnd.date ?? null,
    ),
    choiceField(
      voice,
      { id: datesFields.zone, label: 'walk.dates.zone', hint: voice.t('walk.dates.zoneHint'), onChange },
      { options: zoneOptions(departure, reader, zone), initial: zone, style: 'menu' },
    ),
  ];
}

function endsTooEarly(dates: Dates | null): boolean {
  return dates !== null && dates.contractEnd.date < dates.lastWorkingDay.date;
}

/** Day and time at which access ends, on the clock of the zone above. */
export function cutOffFields({
  voice,
  known,
  hint,
  onChange,
}: {
  voice: Voice;
  known: Dates | null;
  /** Said below the day as long as the dates fit together. */
  hint: string;
  onChange: ActRef;
}): readonly FlatPart[] {
  const cutOff = known?.cutOff ?? null;
  const gap = known && gapWords(known, voice);
  return [
    dateField(
      voice,
      { id: datesFields.cutOffDate, label: 'walk.dates.cutOffDate', hint: gap ?? hint, onChange },
      cutOff && localDate(cutOff.at, cutOff.zone),
    ),
    timeField(
      voice,
      { id: datesFields.cutOffTime, label: 'walk.dates.cutOffTime' },
      cutOff && localTime(cutOff.at, cutOff.zone),
      cutOff?.zone ?? voice.zone,
    ),
  ];
}
