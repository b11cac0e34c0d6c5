import { z } from 'zod';
import { idText } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf, workerTypeOf } from '../kit/mapping.ts';
import type { HibobSettings } from './hibob-settings.ts';

const endField = 'internal.terminationDate';

/** Field IDs of the People API. One that the service user may not read is left out of the answer without a word. */
export function fieldsFor({ lastDayField }: HibobSettings): string[] {
  return [
    'root.id',
    'root.displayName',
    'root.email',
    'home.privateEmail',
    'work.employeeIdInCompany',
    'work.reportsTo',
    'work.title',
    'work.department',
    'work.startDate',
    'internal.status',
    'internal.lifecycleStatus',
    'internal.terminationReason',
    'internal.terminationType',
    'payroll.employment.type',
    endField,
    ...(lastDayField === undefined ? [] : [lastDayField]),
  ];
}

export const personShape = z.looseObject({ id: idText });
export type HibobPerson = z.infer<typeof personShape>;

const record = z.record(z.string(), z.unknown());

/**
 * A field by its ID: nested (`work: { title }`), or by its path (`/work/title: { value }`), as answers carry it.
 * Undefined: it is not there.
 */
function fieldOf(person: HibobPerson, id: string): unknown {
  const [category = '', ...names] = id.split('.');
  const byPath = record.safeParse(person[`/${[category, ...names].join('/')}`]).data;
  if (byPath && 'value' in byPath) return byPath['value'];
  const steps = category === 'root' ? names : [category, ...names];
  return steps.reduce<unknown>((at, name) => record.safeParse(at).data?.[name], person);
}

export function toEmployment(
  person: HibobPerson,
  { settings, now }: { settings: HibobSettings; now: Date },
): Employment {
  const of = (id: string) => fieldOf(person, id);
  const manager = record.safeParse(of('work.reportsTo')).data;
  const status = statusOf(textOf(of('internal.lifecycleStatus')) ?? textOf(of('internal.status')));
  return employmentOf(
    {
      id: person.id,
      name: of('root.displayName'),
      email: of('root.email'),
      privateEmail: of('home.privateEmail'),
      employeeNumber: of('work.employeeIdInCompany'),
      managerId: manager?.['id'] ?? of('work.reportsTo'),
      managerEmail: manager?.['email'],
      title: of('work.title'),
      team: of('work.department'),
      workerType: workerTypeOf(of('payroll.employment.type'), settings),
      startsOn: of('work.startDate'),
      status,
      end: {
        contractEnd: of(endField),
        // An empty field may be left out like one that is hidden: where somebody has left, it cannot be empty.
        hidden: status === 'ended' && of(endField) === undefined,
        lastWorkingDay: settings.lastDayField === undefined ? null : of(settings.lastDayField),
        reason: reasonOf([of('internal.terminationReason'), of('internal.terminationType')], settings),
      },
    },
    { zone: settings.timeZone ?? null, now },
  );
}

function statusOf(status: string | null): Employment['status'] | null {
  const folded = status?.toLowerCase() ?? '';
  if (['terminated', 'inactive'].includes(folded)) return 'ended';
  return /leave/.test(folded) ? 'on-leave' : null;
}
