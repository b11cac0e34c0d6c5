import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/**
 * Something that is to be looked at on later days could not be. `reason` is `<error kind>: <details>`, the details in
 * the connector's words.
 */
export const uncheckedSchema = z.strictObject({ since: instantSchema, reason: z.string() });
export type Unchecked = z.infer<typeof uncheckedSchema>;
