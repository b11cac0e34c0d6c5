import { z } from 'zod';

/** What a column means; each is named as the file names it, in any case. */
export const csvColumns = [
  'id',
  'name',
  'email',
  'employeeNumber',
  'managerEmail',
  'workerType',
  'startsOn',
  'lastWorkingDay',
  'contractEnd',
  'reason',
  'moveOn',
  'moveTo',
  'privateEmail',
  'status',
] as const;
export type CsvColumn = (typeof csvColumns)[number];

const columnSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

export const csvSettings = {
  path: z.string().min(1).meta({
    description:
      'The file, read again at each poll. Replace it whole (write beside it, then rename); everybody is in it.',
  }),
  columns: z
    .partialRecord(z.enum(csvColumns), columnSchema)
    .default({})
    .meta({
      description: `How the file names its columns, where not as Relais does: \`{ contractEnd: [Austritt, "Date de fin"] }\`. Columns: ${csvColumns.join(', ')}.`,
    }),
  dates: z
    .enum(['iso', 'day-first', 'month-first'])
    .default('iso')
    .meta({ description: '`iso`: 2027-03-31. `day-first`: 31/03/2027 or 31.03.2027. `month-first`: 03/31/2027.' }),
};
export type CsvSettings = z.output<z.ZodObject<typeof csvSettings>>;
