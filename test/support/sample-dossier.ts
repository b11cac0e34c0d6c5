import { type DossierTemplates, dossierTemplateSchema } from '../../src/domain/knowledge/dossier-template.ts';

/** Five questions for everybody, two a day; one for those who cook. */
export const sampleDossiers: DossierTemplates = {
  general: dossierTemplateSchema.parse({
    id: 'sample',
    name: { en: 'Sample', fr: 'Exemple' },
    perDay: 2,
    topics: [
      ['missions', 'missions', 'Missions'],
      ['running', 'running-work', 'Running work'],
      ['contacts', 'contacts', 'Contacts'],
      ['places', 'places', 'Places'],
      ['risks', 'risks', 'Risks'],
    ].map(([id, category, en]) => ({ id, category, title: { en, fr: `${en} (FR)` } })),
  }),
  named: [
    dossierTemplateSchema.parse({
      id: 'kitchen',
      name: 'Kitchen',
      titles: ['cook'],
      topics: [{ id: 'recipes', category: 'habits', title: 'Recipes', question: 'Which ones are yours?' }],
    }),
  ],
};
