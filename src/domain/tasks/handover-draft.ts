import { z } from 'zod';

/** What the walk collects about one responsibility. */
export const handoverDraftSchema = z.strictObject({
  title: z.string().trim().min(1).max(150),
  notes: z.string().trim().max(2000),
  to: z.string(),
  /** Asked when the first one declines. */
  fallback: z.string().nullable(),
  dueDate: z.iso.date(),
});
export type HandoverDraft = z.infer<typeof handoverDraftSchema>;
