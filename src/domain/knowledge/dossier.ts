import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { idSchema } from '../flow/flow.ts';
import { wordsSchema } from '../localized.ts';

/** What somebody knows who leaves: the shelves of a dossier, in the order in which it is read. */
export const topicCategorySchema = z.enum(['missions', 'running-work', 'contacts', 'places', 'habits', 'risks']);

/** What fits into one field of every platform: Slack takes 3,000 characters in a text input. */
export const longestTopicText = 3000;
export const longestTopicTitle = 150;
export const longestTopicQuestion = 300;
/** A dossier that nobody reads to its end helps nobody; it also bounds the state of a departure. */
export const mostTopics = 40;
/** Each question is asked twice at most: whoever leaves it open twice has answered. */
export const mostTimesAsked = 2;

/** One topic as a template, or a person, puts it into a dossier. */
export const plannedTopicSchema = z.strictObject({
  id: idSchema,
  category: topicCategorySchema,
  title: wordsSchema,
  /** What the leaver is asked; null where the title says it. */
  question: wordsSchema.nullable(),
});
export type PlannedTopic = z.infer<typeof plannedTopicSchema>;

/**
 * One topic of a dossier as it stands. Earlier texts, with their authors, are in the journal alone (`topics-written`).
 */
export const topicSchema = plannedTopicSchema.extend({
  /** Raised by each change, so that a click can say which state it saw. */
  rev: z.int(),
  /** How often the leaver was asked for it. */
  asked: z.int(),
  /** The text that counts; `version` counts from 1. */
  written: z.strictObject({ text: z.string(), by: z.string(), at: instantSchema, version: z.int() }).nullable(),
  heir: z.string().nullable(),
  /** Since when the heir may read it; null while there is nothing to read, or they may not know yet. */
  offeredAt: instantSchema.nullable(),
  /** The heir's receipt, and for which version it was given. */
  received: z.strictObject({ version: z.int(), at: instantSchema }).nullable(),
  /** Said to be of no concern here; whoever writes it takes that back. */
  leftOut: z.strictObject({ by: z.string(), at: instantSchema }).nullable(),
});
export type Topic = z.infer<typeof topicSchema>;

/** A dossier on its way to a wiki: each time that somebody asks for it has a number. */
const dossierPushSchema = z.strictObject({
  number: z.int().min(1),
  by: z.string(),
  at: instantSchema,
  /** When the receiver took it; null before. */
  takenAt: instantSchema.nullable(),
  /** Who sends it, until when. */
  leaseUntil: instantSchema.nullable(),
  /** `retryAt` null: it is not tried again. */
  failure: z.strictObject({ times: z.int(), because: wordsSchema, retryAt: instantSchema.nullable() }).nullable(),
});
export type DossierPush = z.infer<typeof dossierPushSchema>;

/** What a dossier is besides its topics. */
export const dossierSchema = z.strictObject({
  /** The id of the template that it began with. */
  template: z.string(),
  /** How many questions the leaver is asked on one day. */
  perDay: z.int(),
  asksFrom: instantSchema,
  /** When the leaver was last asked. */
  askedAt: instantSchema.nullable(),
  /** The latest time it was sent to a wiki; left out where it never was. */
  push: dossierPushSchema.optional(),
});

/** What a dossier begins with. */
export const dossierPlanSchema = z.strictObject({
  template: idSchema,
  perDay: z.int().min(1).max(5),
  topics: z.array(plannedTopicSchema).min(1).max(mostTopics),
});
export type DossierPlan = z.infer<typeof dossierPlanSchema>;
