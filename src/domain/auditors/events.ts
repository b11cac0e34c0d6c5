import { z } from 'zod';
import { levelSchema } from '../evidence/level.ts';
import { invitationShape } from './invitation.ts';

const auditor = { auditor: z.string() };

/** Which page somebody looked at. */
const auditPageSchema = z.enum(['departures', 'exceptions', 'sample', 'list-file', 'exceptions-file']);
export type AuditPageName = z.infer<typeof auditPageSchema>;

/**
 * Everything about auditors, and everything that one opens. Nobody is named: `auditor` is the random id of an
 * invitation, whose name stands elsewhere and can be forgotten.
 */
export const auditorEvents = [
  z.strictObject({ type: z.literal('auditor-invited'), ...auditor, ...invitationShape }),
  z.strictObject({ type: z.literal('auditor-agreed'), ...auditor }),
  z.strictObject({ type: z.literal('auditor-revoked'), ...auditor }),
  /** A link that lets in once was made, by whoever the entry names. */
  z.strictObject({ type: z.literal('auditor-link-made'), ...auditor }),
  z.strictObject({ type: z.literal('auditor-entered'), ...auditor }),
  z.strictObject({
    type: z.literal('auditor-opened'),
    ...auditor,
    page: auditPageSchema,
    /** How many departures it told of. */
    departures: z.int().min(0),
  }),
  /** `population`: SHA-256 over the ids that were drawn from, in their order, each followed by a line feed. */
  z.strictObject({
    type: z.literal('auditor-sampled'),
    ...auditor,
    seed: z.string(),
    size: z.int().min(1),
    of: z.int().min(0),
    population: z.hex(),
    departures: z.array(z.string()),
  }),
  /** Before the bytes were given. `digest`: SHA-256 of the file. `sample`: which of this auditor's, from 1. */
  z.strictObject({
    type: z.literal('auditor-took-pack'),
    ...auditor,
    level: levelSchema,
    sample: z.int().min(1).nullable(),
    departures: z.array(z.string()),
    digest: z.hex(),
  }),
] as const;
export type AuditorEvent = z.infer<(typeof auditorEvents)[number]>;
