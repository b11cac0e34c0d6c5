import { z } from 'zod';
import { idText } from '../../connectors/kit/vendor-shapes.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { employmentOf } from '../kit/employment-of.ts';
import { reasonOf } from '../kit/mapping.ts';
import type { FactorialSettings } from './factorial-settings.ts';

/** https://apidoc.factorialhr.com/reference/get_api-2026-04-01-resources-employees-employees */
export const employeeShape = z.looseObject({ id: idText });
export type FactorialEmployee = z.infer<typeof employeeShape>;

export function toEmployment(
  employee: FactorialEmployee,
  { settings, now }: { settings: FactorialSettings; now: Date },
): Employment {
  return employmentOf(
    {
      id: employee.id,
      name: employee['full_name'],
      // `login_email` is what the person signs in with, which some keep private.
      email: employee['email'],
      otherEmails: [employee['communications_email']],
      privateEmail: employee['personal_email'],
      employeeNumber: employee['company_identifier'],
      managerId: employee['manager_id'],
      country: employee['country'],
      status: employee['active'] === false ? 'ended' : null,
      end: {
        contractEnd: employee['terminated_on'],
        // The field always comes; where it does not, the key may not read it.
        hidden: !('terminated_on' in employee),
        reason: reasonOf(
          [
            employee['termination_reason'],
            employee['termination_type_description'],
            employee['termination_reason_type'],
          ],
          settings,
        ),
      },
      changedAt: employee['updated_at'],
    },
    { zone: settings.timeZone ?? null, now },
  );
}
