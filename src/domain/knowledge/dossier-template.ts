import { z } from 'zod';
import { idSchema } from '../flow/flow.ts';
import { flowTextSchema } from '../flow/flow-text.ts';
import {
  type DossierPlan,
  longestTopicQuestion,
  longestTopicTitle,
  mostTopics,
  topicCategorySchema,
} from './dossier.ts';

const shortText = (length: number) =>
  flowTextSchema.refine(
    (text) => (typeof text === 'string' ? [text] : [text.en, text.fr]).every((one) => one.length <= length),
    { error: `expected ${length} characters at most in each language` },
  );

/** A file of `dossiers/`: what is asked of whoever leaves a certain job. */
export const dossierTemplateSchema = z.strictObject({
  id: idSchema,
  name: flowTextSchema,
  titles: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Words that the job title contains, such as “engineer”. Left out: for everybody whom no other file names.',
    ),
  perDay: z.int().min(1).max(5).default(3).describe('How many questions the leaver is asked on one working day.'),
  topics: z
    .array(
      z.strictObject({
        id: idSchema,
        category: topicCategorySchema,
        title: shortText(longestTopicTitle),
        question: shortText(longestTopicQuestion).optional().describe('What the leaver is asked. Default: the title.'),
      }),
    )
    .min(1)
    .max(mostTopics),
});
export type DossierTemplate = z.infer<typeof dossierTemplateSchema>;

/** All templates; one of them is for everybody whom no other names. */
export interface DossierTemplates {
  general: DossierTemplate;
  named: readonly DossierTemplate[];
}

/** The first template whose words a job title contains, in any case; else the general one. */
export function templateFor({ general, named }: DossierTemplates, title: string | null): DossierTemplate {
  const folded = (title ?? '').toLowerCase();
  return named.find(({ titles = [] }) => titles.some((word) => folded.includes(word.toLowerCase()))) ?? general;
}

export function planOf({ id, perDay, topics }: DossierTemplate): DossierPlan {
  return {
    template: id,
    perDay,
    topics: topics.map(({ question, ...topic }) => ({ ...topic, question: question ?? null })),
  };
}
