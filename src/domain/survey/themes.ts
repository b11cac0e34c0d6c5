import { z } from 'zod';
import { flowTextSchema } from '../flow/flow-text.ts';

const stems = z.array(z.string().min(2).max(60)).min(1).max(60);

/** The themes that come with Relais: it knows their names in every language. */
const shippedThemeIds = ['pay', 'workload', 'management', 'growth', 'team', 'remote', 'tools'] as const;
export type ShippedThemeId = (typeof shippedThemeIds)[number];

export function isShippedTheme(id: string): id is ShippedThemeId {
  return shippedThemeIds.some((one) => one === id);
}

/**
 * By which words a theme is known in what people wrote: beginnings of words, without regard to accents and capitals.
 */
export const themeRuleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected lower-case words joined by hyphens'),
    name: flowTextSchema.optional(),
    words: z.strictObject({ en: stems, fr: stems }).meta({
      description:
        'Beginnings of words: `salar` finds salary and salaries. Every list counts, whatever language somebody writes.',
    }),
  })
  .refine(({ id, name }) => name !== undefined || isShippedTheme(id), {
    path: ['name'],
    error: `expected a name; only ${shippedThemeIds.join(', ')} have one of their own`,
  });
export type ThemeRule = z.infer<typeof themeRuleSchema>;

/**
 * The rules that come with Relais. They look for words, nothing more: a sentence that denies something has its words
 * too.
 */
export const shippedThemes: readonly (ThemeRule & { id: ShippedThemeId })[] = [
  {
    id: 'pay',
    words: {
      en: ['salar', 'pay ', 'paid', 'wage', 'bonus', 'raise', 'compensation', 'benefits'],
      fr: ['salaire', 'salarial', 'paye', 'remunerat', 'prime', 'augmentation', 'avantages'],
    },
  },
  {
    id: 'workload',
    words: {
      en: ['workload', 'overtime', 'overwork', 'hours', 'stress', 'burnout', 'burn-out', 'exhaust', 'weekend'],
      fr: ['charge de travail', 'surcharge', 'heures sup', 'horaire', 'stress', 'burn-out', 'epuis', 'week-end'],
    },
  },
  {
    id: 'management',
    words: {
      en: ['manager', 'management', 'boss', 'leadership', 'supervisor', 'micromanag'],
      fr: ['manager', 'management', 'responsable', 'hierarchi', 'direction', 'patron', 'chef'],
    },
  },
  {
    id: 'growth',
    words: {
      en: ['career', 'promotion', 'promoted', 'training', 'learn', 'growth', 'develop my', 'perspective'],
      fr: ['carriere', 'promotion', 'promu', 'formation', 'apprendre', 'evolution', 'evoluer', 'perspective'],
    },
  },
  {
    id: 'team',
    words: {
      en: ['team', 'colleague', 'coworker', 'co-worker', 'atmosphere', 'culture', 'respect', 'conflict'],
      fr: ['equipe', 'collegue', 'ambiance', 'culture', 'respect', 'conflit', 'entente'],
    },
  },
  {
    id: 'remote',
    words: {
      en: ['remote', 'home office', 'from home', 'commut', 'office', 'hybrid'],
      fr: ['teletravail', 'a distance', 'trajet', 'bureau', 'locaux', 'hybride'],
    },
  },
  {
    id: 'tools',
    words: {
      en: ['tool', 'software', 'laptop', 'process', 'bureaucra', 'meeting'],
      fr: ['outil', 'logiciel', 'ordinateur', 'processus', 'bureaucrat', 'reunion'],
    },
  },
];

/** What one person wrote, sentence by sentence. */
export function sentencesOf(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(/(?<=[.!?…])\s+|[\r\n]+/))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Whether a sentence has one of the words of a theme. */
export function isAbout({ words }: ThemeRule, sentence: string): boolean {
  const plain = ` ${folded(sentence)} `;
  return Object.values(words)
    .flat()
    .some((stem) => plain.includes(` ${folded(stem).trimStart()}`));
}

/** In small letters without accents, and one space for whatever is neither letter, figure nor hyphen. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}-]+/gu, ' ');
}
