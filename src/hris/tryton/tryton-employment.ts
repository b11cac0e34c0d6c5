import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { anything, textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import type { TrytonSettings } from './tryton-settings.ts';

/** Without naming them, only id and name come. */
export const fields = [
  'party.name',
  'party.code',
  'party.contact_mechanisms.type',
  'party.contact_mechanisms.value',
  'party.lang.code',
  'start_date',
  'end_date',
  'supervisor',
  'company.timezone',
  'create_date',
  'write_date',
] as const;

const mechanismsShape = optional(z.array(z.looseObject({ type: anything, value: anything })));

export const employeeShape = z.looseObject({
  id: idText,
  party: optional(
    z.looseObject({
      name: anything,
      code: anything,
      lang: optional(z.looseObject({ code: anything })),
      contact_mechanisms: mechanismsShape,
    }),
  ),
  start_date: anything,
  end_date: anything,
  supervisor: anything,
  company: optional(z.looseObject({ timezone: anything })),
  create_date: anything,
  write_date: anything,
});
export type TrytonEmployee = z.infer<typeof employeeShape>;

export function toEmployment(
  employee: TrytonEmployee,
  { settings, now }: { settings: TrytonSettings; now: Date },
): Employment {
  const { party } = employee;
  const addresses = (party?.contact_mechanisms ?? []).filter(({ type }) => type === 'email').map(({ value }) => value);
  const companyZone = textOf(employee.company?.timezone);
  const supervisor = z.looseObject({ id: idText }).safeParse(employee.supervisor);
  return employmentOf(
    {
      id: employee.id,
      name: party?.name,
      // Contact mechanisms have an order of their own, and the first one counts.
      email: addresses[0],
      otherEmails: addresses.slice(1),
      employeeNumber: party?.code,
      managerId: supervisor.success ? supervisor.data.id : employee.supervisor,
      locale: party?.lang?.code,
      timeZone: companyZone,
      startsOn: dayTextOf(employee.start_date),
      status: null,
      end: {
        contractEnd: dayTextOf(employee.end_date),
        hidden: employee.end_date === undefined,
        reason: 'unknown',
      },
      changedAt: momentOf(employee.write_date) ?? momentOf(employee.create_date),
    },
    { zone: settings.timeZone ?? companyZone, now },
  );
}

const dateShape = z.looseObject({
  __class__: z.enum(['date', 'datetime']),
  year: z.int(),
  month: z.int(),
  day: z.int(),
});
const timeShape = z.looseObject({ hour: z.int(), minute: z.int(), second: z.int() });

const padded = (value: number, length: number) => String(value).padStart(length, '0');

/** Dates are objects. What is neither one nor null stays what it is, and is refused as a day. */
function dayTextOf(value: unknown): unknown {
  const { data: date } = dateShape.safeParse(value);
  return date ? `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}` : value;
}

/** Moments are in UTC. */
function momentOf(value: unknown): string | undefined {
  const { data: time } = timeShape.safeParse(value);
  const day = dayTextOf(value);
  return time && typeof day === 'string'
    ? `${day}T${padded(time.hour, 2)}:${padded(time.minute, 2)}:${padded(time.second, 2)}Z`
    : undefined;
}
