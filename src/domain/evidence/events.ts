import { z } from 'zod';
import { levelSchema } from './level.ts';

/** `auditor`: the id of the invitation by which it was taken. */
const taking = { level: levelSchema, auditor: z.string() };

/** For the journal alone. */
export const evidenceEvents = [
  /** Evidence of this departure is about to be given away in a pack. */
  z.strictObject({ type: z.literal('evidence-taken'), ...taking }),
] as const;

/** What is reported of evidence; never from outside. */
export const evidenceReports = [z.strictObject({ type: z.literal('evidence.taken'), ...taking })] as const;
export type EvidenceReportCommand = z.infer<(typeof evidenceReports)[number]>;
