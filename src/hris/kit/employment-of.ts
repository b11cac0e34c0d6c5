import { localDate, toInstant } from '../../domain/calendar/time.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { countryOf, type Day, dayOf, emailOf, instantOf, localeOf, textOf, zoneOf } from './cleaned.ts';

export type EndReason = NonNullable<Employment['end']>['reason'];

/**
 * What a system said of one person, not cleaned yet: fields may hold anything. What is left out the system does not
 * tell.
 */
export interface Told {
  id: string;
  name?: unknown;
  email?: unknown;
  otherEmails?: readonly unknown[];
  privateEmail?: unknown;
  employeeNumber?: unknown;
  managerId?: unknown;
  managerEmail?: unknown;
  title?: unknown;
  team?: unknown;
  country?: unknown;
  locale?: unknown;
  timeZone?: unknown;
  workerType?: string | null;
  startsOn?: unknown;
  /** Null: the days tell it. */
  status: Employment['status'] | null;
  end: {
    /** `hidden` where the credentials may not read it: that is no "none". */
    contractEnd: unknown;
    hidden?: boolean;
    lastWorkingDay?: unknown;
    reason: EndReason;
  };
  move?: { on: unknown; to: unknown };
  changedAt?: unknown;
}

/** The last place on earth where a day ends. */
const lastZone = 'Etc/GMT+12';

/**
 * One person's employment out of what was told. Where an end is hidden or cannot be read, the status is `unknown`:
 * nothing follows from the missing end then, and least of all that it was taken back.
 */
export function employmentOf(told: Told, { zone, now }: { zone: string | null; now: Date }): Employment {
  const email = emailOf(told.email);
  const others = (told.otherEmails ?? []).map(emailOf).filter((one) => one !== null && one !== email);
  const contractEnd: Day = told.end.hidden ? undefined : dayOf(told.end.contractEnd);
  const lastWorkingDay = dayOf(told.end.lastWorkingDay) ?? null;
  // A last day that is written down is an end, whatever became of the contract's.
  const endsOn = contractEnd ?? (told.end.hidden ? undefined : lastWorkingDay) ?? contractEnd;
  const status = statusOf(told.status, endsOn, localDate(toInstant(now), zone ?? lastZone));
  const movesOn = told.move ? dayOf(told.move.on) : null;
  return {
    person: {
      id: told.id,
      name: textOf(told.name),
      email,
      otherEmails: [...new Set(others as string[])],
      employeeNumber: textOf(told.employeeNumber),
      managerId: textOf(told.managerId),
      managerEmail: emailOf(told.managerEmail),
      title: textOf(told.title),
      team: textOf(told.team),
      country: countryOf(told.country),
      locale: localeOf(told.locale),
      timeZone: zoneOf(told.timeZone),
      active: status === 'unknown' ? null : status !== 'ended',
    },
    privateEmail: emailOf(told.privateEmail),
    workerType: told.workerType ?? null,
    startsOn: dayOf(told.startsOn) ?? null,
    status,
    end: endsOn ? { lastWorkingDay, contractEnd: endsOn, zone, reason: told.end.reason } : null,
    move: movesOn ? { on: movesOn, zone, to: textOf(told.move?.to) } : null,
    changedAt: instantOf(told.changedAt),
  };
}

/**
 * `today` is the day in the last zone on earth where the system's is not known: nobody is called gone while their day
 * lasts.
 */
function statusOf(told: Told['status'], end: Day, today: string): Employment['status'] {
  if (end === undefined) return told === 'ended' ? 'ended' : 'unknown';
  if (told !== null) return told;
  return end !== null && end < today ? 'ended' : 'employed';
}
