import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { anything, textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import type { SuccessfactorsSettings } from './successfactors-settings.ts';

const managerShape = optional(z.looseObject({ email: anything }));
const userShape = optional(z.looseObject({ manager: managerShape }));

/**
 * One employment (`EmpEmployment`) with its user. Somebody who was hired again has several, under one
 * `personIdExternal`.
 */
export const employmentShape = z.looseObject({
  userId: idText,
  personIdExternal: idText,
  startDate: anything,
  endDate: anything,
  lastDateWorked: anything,
  isContingentWorker: anything,
  lastModifiedDateTime: anything,
  userNav: userShape,
});
export type SfEmployment = z.infer<typeof employmentShape>;

/** What is selected of each. */
export const select = [
  ...[
    'userId',
    'personIdExternal',
    'startDate',
    'endDate',
    'lastDateWorked',
    'isContingentWorker',
    'lastModifiedDateTime',
  ],
  ...['firstName', 'lastName', 'email', 'title', 'department', 'country', 'timeZone', 'defaultLocale', 'empId'].map(
    (name) => `userNav/${name}`,
  ),
  ...['userNav/status', 'userNav/manager/email'],
].join(',');
export const expand = 'userNav,userNav/manager';

/** `employments` are all of one person, one at least. */
export function toEmployment(
  employments: readonly [SfEmployment, ...SfEmployment[]],
  { settings, now }: { settings: SuccessfactorsSettings; now: Date },
): Employment {
  const [first] = employments;
  const latest =
    employments.toSorted((a, b) => (timeOf(a.startDate) ?? 0) - (timeOf(b.startDate) ?? 0)).at(-1) ?? first;
  const user = latest.userNav;
  const stamps = employments.map(({ lastModifiedDateTime }) => timeOf(lastModifiedDateTime));
  const changed = stamps.includes(null) ? null : Math.max(...stamps.map((stamp) => stamp ?? 0));
  return employmentOf(
    {
      id: latest.personIdExternal,
      name: `${textOf(user?.['firstName']) ?? ''} ${textOf(user?.['lastName']) ?? ''}`,
      email: user?.['email'],
      employeeNumber: user?.['empId'] ?? latest.personIdExternal,
      // Managers are told by their user ID, which is another id than this one.
      managerEmail: user?.manager?.email,
      title: user?.['title'],
      team: user?.['department'],
      country: user?.['country'],
      locale: user?.['defaultLocale'],
      timeZone: user?.['timeZone'],
      workerType: workerTypeOf(latest.isContingentWorker),
      startsOn: dayTextOf(latest.startDate),
      status: null,
      end: {
        contractEnd: dayTextOf(latest.endDate),
        hidden: !('endDate' in latest) || latest.endDate === undefined,
        lastWorkingDay: dayTextOf(latest.lastDateWorked),
        // Why stands in EmpJob, behind a code of each company's own.
        reason: 'unknown',
      },
      changedAt: changed === null ? null : toInstant(new Date(changed)),
    },
    { zone: settings.timeZone ?? null, now },
  );
}

function workerTypeOf(isContingent: unknown): string | null {
  return typeof isContingent === 'boolean' ? (isContingent ? 'contractor' : 'employee') : null;
}

/** `/Date(1798675200000)/`, also with `+0000` behind it: milliseconds since 1970. */
function timeOf(value: unknown): number | null {
  const [, milliseconds] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(textOf(value) ?? '') ?? [];
  return milliseconds === undefined ? null : Number(milliseconds);
}

/** A day is midnight in UTC, whatever zone anybody is in. What is no date stays what it is, and is refused as a day. */
function dayTextOf(value: unknown): unknown {
  const time = timeOf(value);
  return time === null ? value : new Date(time).toISOString().slice(0, 10);
}
