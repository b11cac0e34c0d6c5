import { z } from 'zod';
import { baseUrlSchema, httpSettings } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import type { HrIdentity } from '../define-hr-system.ts';
import { mappingSettings } from '../kit/mapping.ts';

const column = (name: string, what: string) => z.string().min(1).default(name).meta({ description: what });

/** The report is the company's own, so its columns have the company's names; these are ours. */
const columnsSchema = z.strictObject({
  id: column('Worker_ID', 'An id that never changes, such as the WID.'),
  name: column('Worker', 'The name.'),
  email: column('Work_Email', 'The work address.'),
  privateEmail: column('Home_Email', 'An address of the person’s own.'),
  employeeNumber: column('Employee_ID', 'The employee number.'),
  managerId: column('Manager_ID', 'The manager, by the same id.'),
  managerEmail: column('Manager_Email', 'The manager’s work address.'),
  title: column('Business_Title', 'The title.'),
  team: column('Supervisory_Organization', 'The team.'),
  country: column('Country', 'Two letters, or a name.'),
  workerType: column('Worker_Type', 'Employee, Contingent Worker, …'),
  startsOn: column('Hire_Date', 'The first day.'),
  status: column('Worker_Status', 'Active, On Leave or Terminated.'),
  contractEnd: column('Termination_Date', 'The end of the contract, ahead or past.'),
  lastWorkingDay: column('Last_Day_of_Work', 'The last day of work.'),
  reason: column('Termination_Reason', 'Why.'),
  changedAt: column('Last_Modified', 'When any of this was last changed.'),
});

export const workdaySettings = {
  baseUrl: baseUrlSchema.meta({
    description: 'The host of web services, for example https://wd5-services1.myworkday.com.',
  }),
  tenant: z.string().min(1).meta({ description: 'The tenant, as it stands in addresses.' }),
  report: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, { error: 'expected owner/report, such as ISU_Relais/Leavers' })
    .meta({ description: 'Owner and name of the advanced report, enabled as a web service.' }),
  prompts: z.record(z.string(), z.string()).default({}).meta({ description: 'Values for the prompts of the report.' }),
  columns: columnsSchema.prefault({}).meta({ description: 'What the columns of the report are called.' }),
  auth: z
    .discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('basic'),
        user: z.string().min(1).meta({ description: 'The integration system user (ISU).' }),
        password: secretRefSchema,
      }),
      z.strictObject({
        method: z.literal('refresh-token'),
        clientId: z.string().min(1),
        clientSecret: secretRefSchema,
        refreshToken: secretRefSchema.meta({ description: 'One that does not expire, of the ISU.' }),
      }),
    ])
    .meta({ description: 'How Relais signs in: an integration system user, or an API client for integrations.' }),
  ...mappingSettings,
  ...httpSettings,
};

export type WorkdaySettings = HrIdentity & z.output<z.ZodObject<typeof workdaySettings>>;
