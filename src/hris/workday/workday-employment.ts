import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { textOf } from '../kit/cleaned.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf, workerTypeOf } from '../kit/mapping.ts';
import { unproven } from '../kit/whole-list.ts';
import type { WorkdaySettings } from './workday-settings.ts';

export const rowShape = z.record(z.string(), z.unknown());
export type ReportRow = z.infer<typeof rowShape>;

/** A report leaves empty columns out; so a column that is not there is empty. */
export function toEmployment(row: ReportRow, { settings, now }: { settings: WorkdaySettings; now: Date }): Employment {
  const { columns } = settings;
  const id = optional(idText).parse(row[columns.id]);
  if (id === undefined)
    throw unproven(
      `a line of the report has no ${columns.id}: name the column of an id under columns.id`,
      `une ligne du rapport n’a pas de ${columns.id} : indiquez la colonne d’un identifiant sous columns.id`,
    );
  const of = (column: keyof typeof columns) => row[columns[column]];
  return employmentOf(
    {
      id,
      name: of('name'),
      email: of('email'),
      privateEmail: of('privateEmail'),
      employeeNumber: of('employeeNumber'),
      managerId: of('managerId'),
      managerEmail: of('managerEmail'),
      title: of('title'),
      team: of('team'),
      country: of('country'),
      workerType: workerTypeOf(of('workerType'), settings),
      startsOn: of('startsOn'),
      status: statusOf(of('status')),
      end: {
        contractEnd: of('contractEnd'),
        lastWorkingDay: of('lastWorkingDay'),
        reason: reasonOf([of('reason')], settings),
      },
      changedAt: of('changedAt'),
    },
    { zone: settings.timeZone ?? null, now },
  );
}

function statusOf(value: unknown): Employment['status'] | null {
  const status = textOf(value)?.toLowerCase() ?? '';
  if (/\bleave\b/.test(status)) return 'on-leave';
  return status === 'terminated' ? 'ended' : null;
}
