import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { anything, dayOf, textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf, workerTypeOf } from '../kit/mapping.ts';
import type { BamboohrSettings } from './bamboohr-settings.ts';

/** Besides those that always come; a name that BambooHR does not know is left out without a word. */
export const fields = [
  'workEmail',
  'homeEmail',
  'hireDate',
  'departmentName',
  'employmentStatusName',
  'reportsToId',
] as const;

/** Of the list and of one employee alike. https://documentation.bamboohr.com/reference/list-employees */
export const employeeShape = z.looseObject({
  employeeId: optional(idText),
  id: optional(idText),
  firstName: anything,
  lastName: anything,
  preferredName: anything,
  jobTitleName: anything,
  status: anything,
});
export type BamboohrEmployee = z.infer<typeof employeeShape>;

/** One line of the table `employmentStatus`: a status that holds from a day on. */
export const statusRowShape = z.looseObject({
  employeeId: optional(idText),
  date: anything,
  employmentStatus: anything,
});
export type StatusRow = z.infer<typeof statusRowShape>;

/** How BambooHR calls the status that ends an employment; companies cannot rename it. */
const terminated = 'terminated';

/** `rows` is the person's whole history; null where the credentials see none of it. */
export function toEmployment(
  employee: BamboohrEmployee,
  id: string,
  {
    rows,
    changedAt,
    settings,
    now,
  }: {
    rows: readonly StatusRow[] | null;
    changedAt: unknown;
    settings: BamboohrSettings;
    now: Date;
  },
): Employment {
  const given = textOf(employee['preferredName']) ?? textOf(employee['firstName']) ?? '';
  const latest = lastRow(rows ?? []);
  const isEnd = latest !== 'unreadable' && isTermination(latest);
  return employmentOf(
    {
      id,
      name: `${given} ${textOf(employee['lastName']) ?? ''}`,
      email: employee['workEmail'],
      privateEmail: employee['homeEmail'],
      managerId: employee['reportsToId'],
      title: employee['jobTitleName'],
      team: employee['departmentName'],
      workerType: workerTypeOf(contractOf(rows ?? []), settings),
      startsOn: employee['hireDate'],
      status: textOf(employee['status'])?.toLowerCase() === 'inactive' ? 'ended' : null,
      end: {
        contractEnd: isEnd ? latest?.date : null,
        hidden: rows === null || latest === 'unreadable',
        reason: isEnd
          ? reasonOf(
              [latest?.['terminationReasonId'], latest?.['terminationReason'], latest?.['terminationTypeId']],
              settings,
            )
          : 'unknown',
      },
      changedAt,
    },
    { zone: settings.timeZone ?? null, now },
  );
}

/** The line that comes last by its day, ahead or not: after a rehire, an earlier termination says nothing any more. */
function lastRow(rows: readonly StatusRow[]): StatusRow | null | 'unreadable' {
  const days = rows.map((row) => ({ row, day: dayOf(row.date) }));
  // A termination whose day cannot be read may be the one that counts.
  if (days.some(({ row, day }) => !day && (isTermination(row) || textOf(row.employmentStatus) === null)))
    return 'unreadable';
  return days.toSorted((a, b) => (a.day ?? '').localeCompare(b.day ?? '')).at(-1)?.row ?? null;
}

function isTermination(row: StatusRow | null): boolean {
  return textOf(row?.employmentStatus)?.toLowerCase() === terminated;
}

function contractOf(rows: readonly StatusRow[]): unknown {
  return rows
    .filter((row) => !isTermination(row))
    .toSorted((a, b) => (dayOf(a.date) ?? '').localeCompare(dayOf(b.date) ?? ''))
    .at(-1)?.employmentStatus;
}
