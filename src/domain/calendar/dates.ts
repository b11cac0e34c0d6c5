import { z } from 'zod';
import { zonedDaySchema, zonedInstantSchema } from './time.ts';

export const datesSchema = z.strictObject({
  lastWorkingDay: zonedDaySchema,
  contractEnd: zonedDaySchema,
  /** The instant access ends. */
  cutOff: zonedInstantSchema,
});
export type Dates = z.infer<typeof datesSchema>;
