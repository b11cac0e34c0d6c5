import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { errorKindSchema, evidenceSchema } from './evidence.ts';

/** How one call to a connector, or one read-back, ended. */
export const actionResultSchema = z.discriminatedUnion('status', [
  /** An independent read-back shows the desired state. */
  z.strictObject({ status: z.literal('verified'), evidence: z.array(evidenceSchema) }),
  /** The system took it; a read-back is due, or impossible. */
  z.strictObject({
    status: z.literal('accepted'),
    evidence: z.array(evidenceSchema),
    readBackAt: instantSchema.nullable(),
  }),
  z.strictObject({
    status: z.literal('failed'),
    kind: errorKindSchema,
    message: wordsSchema,
    evidence: z.array(evidenceSchema),
    retryAt: instantSchema.nullable(),
  }),
  /** The call may or may not have done it: it must be read back before it is repeated. */
  z.strictObject({
    status: z.literal('unknown'),
    message: z.string(),
    evidence: z.array(evidenceSchema),
    readBackAt: instantSchema,
  }),
  z.strictObject({
    status: z.literal('manual'),
    message: wordsSchema,
    /** When it is read whether the person has done it; left out where nothing shows it, or no more. */
    readBackAt: instantSchema.optional(),
  }),
]);
export type ActionResult = z.infer<typeof actionResultSchema>;
