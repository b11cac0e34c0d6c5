import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { anything, dayOf, instantOf, textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf, workerTypeOf } from '../kit/mapping.ts';
import type { LuccaSettings } from './lucca-settings.ts';

/** https://developers.lucca.fr/api-reference/latest/employees/employee */
export const employeeShape = z.looseObject({
  id: idText,
  givenName: anything,
  familyName: anything,
  employeeNumber: anything,
  email: anything,
  status: anything,
  lastUpdatedAt: anything,
});
export type LuccaEmployee = z.infer<typeof employeeShape>;

const namedShape = optional(z.looseObject({ id: anything, name: anything }));

/** https://developers.lucca.fr/api-reference/latest/employments/employment: somebody may have had several. */
export const employmentShape = z.looseObject({
  id: idText,
  employee: z.looseObject({ id: idText }),
  start: optional(z.looseObject({ date: anything })),
  /** Null while no end is written down. */
  end: anything,
  template: namedShape,
  lastUpdatedAt: anything,
});
export type LuccaEmployment = z.infer<typeof employmentShape>;

/**
 * The day is Lucca's own documentation; why somebody leaves is read where it is told, which the documentation does not
 * say.
 */
const endShape = z.looseObject({ date: anything, lastWorkedOn: anything, reason: namedShape });

/** `employments` are all that the employee has or had. */
export function toEmployment(
  employee: LuccaEmployee,
  employments: readonly LuccaEmployment[],
  { settings, now }: { settings: LuccaSettings; now: Date },
): Employment {
  const latest = [...employments].toSorted((a, b) => startOf(a).localeCompare(startOf(b))).at(-1);
  const hasEnd = latest?.end !== null && latest?.end !== undefined;
  const end = endShape.safeParse(latest?.end).data;
  const stamps = [employee.lastUpdatedAt, ...employments.map(({ lastUpdatedAt }) => lastUpdatedAt)].map(instantOf);
  return employmentOf(
    {
      id: employee.id,
      name: `${textOf(employee.givenName) ?? ''} ${textOf(employee.familyName) ?? ''}`,
      email: employee.email,
      employeeNumber: employee.employeeNumber,
      workerType: workerTypeOf(latest?.template?.name ?? latest?.template?.id, settings),
      startsOn: latest?.start?.date,
      status: statusOf(employee),
      end: {
        contractEnd: end?.date ?? null,
        // The field always comes; where it does not, it may not be read. `end: {}` says that there is one, and not
        // when.
        hidden: latest?.end === undefined || (hasEnd && dayOf(end?.date) === null),
        lastWorkingDay: end?.lastWorkedOn,
        reason: reasonOf([end?.reason?.name, end?.reason?.id], settings),
      },
      changedAt: stamps.includes(null) ? null : stamps.toSorted().at(-1),
    },
    { zone: settings.timeZone ?? null, now },
  );
}

function startOf({ start }: LuccaEmployment): string {
  return dayOf(start?.date) ?? '';
}

/** `active` and `upcoming` are Lucca's words; whatever else there is, the days decide. */
function statusOf({ status }: LuccaEmployee): Employment['status'] | null {
  return ['left', 'former', 'inactive', 'ended'].includes(textOf(status)?.toLowerCase() ?? '') ? 'ended' : null;
}
