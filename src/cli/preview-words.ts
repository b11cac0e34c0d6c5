import type { Flow } from '../domain/flow/flow.ts';
import type { Locale } from '../domain/people/people.ts';
import type { TaskNature } from '../domain/tasks/task.ts';

/** The words around a flow's own: headings, and what stands for things that only a real departure knows. */
export interface PreviewWords {
  readonly intl: string;
  readonly head: readonly [string, string, string, string, string, string];
  readonly version: string;
  readonly atOnce: string;
  readonly nobody: string;
  readonly teammate: string;
  readonly each: string;
  /** Of an approval: when it begins. */
  readonly onceDone: string;
  /** What stands between a heading and its list. */
  readonly colon: string;
  /** Who is asked next. */
  next(who: string): string;
  readonly natures: Readonly<Record<TaskNature, string>>;
  readonly cutOff: Readonly<Record<Flow['cutOff']['mode'], string>>;
  readonly farewell: string;
  readonly surveyOpens: string;
  readonly surveyCloses: string;
  /** Below the plan, when the last working day is over and nobody said when it was planned. */
  plannedOn(day: string): string;
  /** Below the plan, for a country whose public holidays nobody knows. */
  noHolidaysKnown(country: string): string;
}

const en: PreviewWords = {
  intl: 'en-GB',
  head: ['What', 'Who', 'From', 'By', 'Reminders', 'Escalation'],
  version: 'version',
  atOnce: 'at once',
  nobody: 'nobody',
  teammate: 'the teammate named',
  each: 'each',
  onceDone: 'once it is done',
  colon: ':',
  next: (who) => `then ${who}`,
  natures: {
    step: 'A step',
    handover: 'Each handover, unless another day is set',
    equipment: 'Each thing to hand back',
    credential: 'Each shared credential to change',
    'shared-account': 'Each account that speaks for the company',
    restore: 'Access to give back',
  },
  cutOff: { scheduled: 'ACCESS ENDS, by itself', released: 'ACCESS ENDS, at a click from here on' },
  farewell: 'Thank-you and checklist for the leaver',
  surveyOpens: 'The exit survey opens',
  surveyCloses: 'The exit survey closes',
  plannedOn: (day) =>
    `Shown as planned on ${day}, because the last working day is over; --planned-on says another day.`,
  noHolidaysKnown: (country) =>
    `No public holidays are known for ${country}: business days leave out its weekends only.`,
};

const fr: PreviewWords = {
  intl: 'fr-FR',
  head: ['Quoi', 'Qui', 'À partir du', 'Pour le', 'Rappels', 'Escalade'],
  version: 'version',
  atOnce: 'tout de suite',
  nobody: 'personne',
  teammate: 'la personne désignée',
  each: 'chaque',
  onceDone: 'une fois l’étape faite',
  colon: ' :',
  next: (who) => `puis ${who}`,
  natures: {
    step: 'Une étape',
    handover: 'Chaque passation, sauf autre date',
    equipment: 'Chaque matériel à rendre',
    credential: 'Chaque accès partagé à changer',
    'shared-account': 'Chaque compte qui parle au nom de l’entreprise',
    restore: 'Accès à rendre',
  },
  cutOff: { scheduled: 'FIN DES ACCÈS, d’elle-même', released: 'FIN DES ACCÈS, sur un clic à partir de là' },
  farewell: 'Remerciement et liste pour la personne qui part',
  surveyOpens: 'Le questionnaire de départ s’ouvre',
  surveyCloses: 'Le questionnaire de départ se ferme',
  plannedOn: (day) =>
    `Plan tel que fait le ${day}, car le dernier jour travaillé est passé ; --planned-on indique un autre jour.`,
  noHolidaysKnown: (country) =>
    `${country} : aucun jour férié n’est connu ; les jours ouvrés ne laissent de côté que les week-ends.`,
};

export function previewWords(locale: Locale): PreviewWords {
  return { en, fr }[locale];
}
