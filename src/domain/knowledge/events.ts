import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { personSchema } from '../people/people.ts';
import { dossierPlanSchema, plannedTopicSchema } from './dossier.ts';

const topicId = { topicId: z.string() };

/** What happens to a dossier. Its author is the entry's. */
export const knowledgeEvents = [
  z.strictObject({ type: z.literal('dossier-begun'), plan: dossierPlanSchema, asksFrom: instantSchema }),
  z.strictObject({ type: z.literal('topic-added'), topic: plannedTopicSchema }),
  z.strictObject({
    type: z.literal('topics-written'),
    texts: z.array(z.strictObject({ ...topicId, text: z.string() })),
  }),
  z.strictObject({ type: z.literal('topic-assigned'), ...topicId, to: personSchema.nullable() }),
  /** From now on its heir may read it. */
  z.strictObject({ type: z.literal('topic-offered'), ...topicId }),
  z.strictObject({ type: z.literal('topic-received'), ...topicId }),
  z.strictObject({ type: z.literal('topic-left-out'), ...topicId }),
  /** Somebody wants it sent to the wiki. */
  z.strictObject({ type: z.literal('dossier-push-asked'), number: z.int() }),
  z.strictObject({ type: z.literal('dossier-push-intended'), number: z.int(), leaseUntil: instantSchema }),
  /** The receiver has taken it. */
  z.strictObject({ type: z.literal('dossier-pushed'), number: z.int() }),
  z.strictObject({
    type: z.literal('dossier-push-failed'),
    number: z.int(),
    because: wordsSchema,
    retryAt: instantSchema.nullable(),
  }),
  /** The leaver is asked for these today. */
  z.strictObject({ type: z.literal('dossier-asked'), topicIds: z.array(z.string()) }),
] as const;
export type KnowledgeEvent = z.infer<(typeof knowledgeEvents)[number]>;
