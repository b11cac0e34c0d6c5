import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { anything, dayOf, instantOf, textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf, workerTypeOf } from '../kit/mapping.ts';
import type { PersonioSettings } from './personio-settings.ts';

/** https://developer.personio.de/reference/persons-1 */
export const personShape = z.looseObject({
  id: idText,
  email: anything,
  first_name: anything,
  last_name: anything,
  preferred_name: anything,
  status: anything,
  updated_at: anything,
});
export type PersonioPerson = z.infer<typeof personShape>;

/** https://developer.personio.de/reference/get_v2-persons-person-id-employments */
export const employmentShape = z.looseObject({
  id: idText,
  status: anything,
  type: anything,
  employment_start_date: anything,
  employment_end_date: anything,
  contract_end_date: anything,
  termination: anything,
  updated_at: anything,
  position: optional(z.looseObject({ title: anything })),
  supervisor: optional(z.looseObject({ id: anything })),
  org_units: optional(z.array(z.looseObject({ type: anything, name: anything }))),
});
export type PersonioEmployment = z.infer<typeof employmentShape>;

/** The names of the days are Personio's own; `last_working_date` stands in an answer that a user of it published. */
const terminationShape = z.looseObject({
  termination_date: anything,
  last_working_date: anything,
  type: anything,
  reason: anything,
});

/** `employments` are all that the person has or had. */
export function toEmployment(
  person: PersonioPerson,
  employments: readonly PersonioEmployment[],
  { settings, now }: { settings: PersonioSettings; now: Date },
): Employment {
  const latest = [...employments].toSorted((a, b) => startOf(a).localeCompare(startOf(b))).at(-1);
  const hasTermination = latest?.termination !== null && latest?.termination !== undefined;
  const termination = terminationShape.safeParse(latest?.termination).data;
  const given = textOf(person.preferred_name) ?? textOf(person.first_name) ?? '';
  const stamps = [person.updated_at, ...employments.map(({ updated_at }) => updated_at)].map(instantOf);
  return employmentOf(
    {
      id: person.id,
      name: `${given} ${textOf(person.last_name) ?? ''}`,
      email: person.email,
      managerId: latest?.supervisor?.id,
      title: latest?.position?.title,
      team: unitOf(latest, 'team') ?? unitOf(latest, 'department'),
      workerType: workerTypeOf(latest?.type, settings),
      startsOn: latest?.employment_start_date,
      status: statusOf(person, latest),
      end: {
        ...endOf(latest, termination),
        // Something stands there that is no termination: no end may be concluded, and none may be missing.
        hidden: latest === undefined || (hasTermination && termination === undefined),
        lastWorkingDay: termination?.last_working_date,
        reason: termination ? reasonOf([termination.type, termination.reason], settings) : fixedTerm(latest),
      },
      // Null where one of them has none: it may have changed.
      changedAt: stamps.includes(null) ? null : stamps.toSorted().at(-1),
    },
    { zone: settings.timeZone ?? null, now },
  );
}

function endOf(latest: PersonioEmployment | undefined, termination: z.infer<typeof terminationShape> | undefined) {
  const days = [termination?.termination_date, latest?.employment_end_date, latest?.contract_end_date];
  return { contractEnd: days.find((day) => dayOf(day) !== null) ?? null };
}

function fixedTerm(latest: PersonioEmployment | undefined) {
  return dayOf(latest?.contract_end_date) ? ('end-of-contract' as const) : ('unknown' as const);
}

function startOf({ employment_start_date }: PersonioEmployment): string {
  return dayOf(employment_start_date) ?? '';
}

function statusOf(person: PersonioPerson, latest: PersonioEmployment | undefined): Employment['status'] | null {
  const status = textOf(latest?.status)?.toUpperCase() ?? textOf(person.status)?.toUpperCase();
  if (status === 'LEAVE') return 'on-leave';
  return status === 'INACTIVE' ? 'ended' : null;
}

function unitOf(latest: PersonioEmployment | undefined, type: string): unknown {
  return latest?.org_units?.find((unit) => textOf(unit.type)?.toLowerCase() === type)?.name;
}
