import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';
import { personSchema } from '../people/people.ts';
import { dossierPlanSchema, longestTopicText, longestTopicTitle, topicCategorySchema } from './dossier.ts';

/** `rev`: of the topic as the person saw it. */
const topicTarget = { topicId: z.string(), rev: z.int() };

/** What people ask of a dossier. */
export const knowledgeCommands = [
  z.strictObject({ type: z.literal('dossier.begin'), plan: dossierPlanSchema }),
  z.strictObject({
    type: z.literal('topic.add'),
    category: topicCategorySchema,
    title: z.string().trim().min(3).max(longestTopicTitle),
  }),
  /** All of them or, where one has changed meanwhile, none. */
  z.strictObject({
    type: z.literal('topic.write'),
    texts: z
      .array(z.strictObject({ ...topicTarget, text: z.string().trim().min(1).max(longestTopicText) }))
      .min(1)
      .max(5),
  }),
  /** Null takes the heir away. */
  z.strictObject({ type: z.literal('topic.assign'), ...topicTarget, to: personSchema.nullable() }),
  z.strictObject({ type: z.literal('topic.receive'), ...topicTarget }),
  z.strictObject({ type: z.literal('topic.leave-out'), ...topicTarget }),
  /** As it stands once it is sent. */
  z.strictObject({ type: z.literal('dossier.push') }),
] as const;
export type KnowledgeCommand = z.infer<(typeof knowledgeCommands)[number]>;

/** What the reconciler reports; never from outside. */
export const knowledgeReports = [
  /** The flow wants a dossier, and this is the template of the leaver's job. */
  z.strictObject({ type: z.literal('dossier.plan'), plan: dossierPlanSchema }),
  z.strictObject({ type: z.literal('dossier.push-intend'), number: z.int(), leaseUntil: instantSchema }),
  z.strictObject({ type: z.literal('dossier.pushed'), number: z.int() }),
  z.strictObject({
    type: z.literal('dossier.unpushed'),
    number: z.int(),
    because: wordsSchema,
    retryAt: instantSchema.nullable(),
  }),
] as const;
export type KnowledgeReport = z.infer<(typeof knowledgeReports)[number]>;
