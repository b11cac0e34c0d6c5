import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';

/**
 * Something that is to be looked at on later days could not be. `reason` is `<error kind>: <details>`, the details in
 * the connector's words.
 */
export const uncheckedSchema = z.strictObject({ since: instantSchema, reason: wordsSchema });
export type Unchecked = z.infer<typeof uncheckedSchema>;
