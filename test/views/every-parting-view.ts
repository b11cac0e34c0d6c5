import type { AnnouncementVersion } from '../../src/domain/announcement/announcement.ts';
import { longestAnnouncement } from '../../src/domain/announcement/announcement.ts';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { OwnQuestion } from '../../src/domain/flow/survey-question.ts';
import { longestGreeting, mostSigners } from '../../src/domain/keepsake/keepsake.ts';
import type { CompanyRole, Person } from '../../src/domain/people/people.ts';
import { isInsider, maySee } from '../../src/domain/people/visibility.ts';
import { longestOwnAnswer, questionKey } from '../../src/domain/survey/own-answers.ts';
import { themeTable } from '../../src/domain/survey/theme-table.ts';
import { shippedThemes } from '../../src/domain/survey/themes.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { announcementCard, announcementCheckCard } from '../../src/views/cards/announcement-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { keepsakeCard } from '../../src/views/cards/keepsake-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { announcementForm } from '../../src/views/forms/announcement-form.ts';
import { greetingForm, keepsakeForm } from '../../src/views/forms/keepsake-form.ts';
import { surveyForm } from '../../src/views/forms/survey-form.ts';
import { surveyResultsForm } from '../../src/views/forms/survey-results.ts';
import { themesForm } from '../../src/views/forms/themes-form.ts';

/** What colleagues are told, as long as it may be, in every state that it can have; nothing of a draft. */
function announced(departure: Departure, now: string): readonly Departure[] {
  if (departure.status === 'draft') return [];
  const said = `${departure.leaver.name}\nLine 2`;
  const version: AnnouncementVersion = {
    texts: { en: said.padEnd(longestAnnouncement, '. x'), fr: said },
    places: [
      { channel: 'slack', id: 'C0ANNOUNCE' },
      { channel: 'teams', id: '19:announce@thread.tacv2' },
    ],
    at: plus(now, 60_000),
    handovers: departure.tasks.filter(({ nature }) => nature === 'handover').map(({ id }) => id),
    ...{ by: departure.requester, since: now },
  };
  const short = { ...version, texts: { fr: said }, at: null };
  const post = {
    ...{ to: departure.requester, hash: '', at: now, lease: null, failures: 0, notBefore: null, unreachable: null },
    ...{ key: `announcement|slack:C0ANNOUNCE|${departure.requester}`, ref: null },
  };
  const lost = { ...post, unreachable: { en: 'Relais is not in it.', fr: 'Relais n’y est pas.' } };
  const told = { ...post, ref: { channel: 'slack' as const, conversation: 'C0ANNOUNCE', message: '1' } };
  const posts = (more: Departure['posts'][number]) => [...departure.posts, more];
  return [
    { ...departure, announcement: { rev: 1, approved: version, proposed: null } },
    { ...departure, announcement: { rev: 2, approved: short, proposed: version }, posts: posts(lost) },
    { ...departure, announcement: { rev: 3, approved: null, proposed: short } },
    { ...departure, announcement: { rev: 4, approved: version, proposed: null }, posts: posts(told) },
    { ...departure, announcement: { rev: 5, approved: null, proposed: null } },
  ];
}

/** As many people as may sign, with greetings as long as they may be. */
function signed(departure: Departure, reader: Person, now: string): Departure {
  const others = Object.keys(departure.people).filter((one) => one !== departure.leaver.id && one !== reader.id);
  // Whoever may not know of it was not asked.
  const isAsked = reader.id !== departure.leaver.id && maySee(departure, { id: reader.id, roles: [] }, now);
  const asked = [
    ...(isAsked ? [reader.id] : []),
    ...Array.from({ length: mostSigners - 1 }, (_, index) => others[index % others.length] ?? ''),
  ];
  const text = `${departure.leaver.name} `.padEnd(longestGreeting, '& ');
  return {
    ...departure,
    keepsake: { asked, signed: asked.filter((by) => by !== reader.id).map((by) => ({ by, text, at: now })) },
  };
}

const long = 'How did it go, all things considered, from the first day to the last one? '.repeat(4);
const options = Array.from({ length: 10 }, (_, index) => ({ id: `o${index}`, text: `${long.slice(0, 120)} ${index}` }));
const questions: readonly OwnQuestion[] = [
  { id: 'scale', version: 1, type: 'scale', text: { en: long, fr: `Fr ${long}` } },
  { id: 'one', version: 2, type: 'choice', text: long, options },
  { id: 'several', version: 1, type: 'choices', text: long, options },
  { id: 'back', version: 1, type: 'yes-no', text: long },
  { id: 'more', version: 1, type: 'text', text: long },
];

/** With questions of the company's own, answered with the leaver's name where people write. */
function withOwnQuestions(departure: Departure, now: string): Departure {
  const { flow, survey, leaver } = departure;
  if (!flow?.survey || survey === null) return departure;
  const values = [4, 'o3', ['o1', 'o2'], 'no', leaver.name.padEnd(longestOwnAnswer, ' x').slice(0, longestOwnAnswer)];
  const own = questions.map(({ id, version, type }, index) => ({
    ...{ id, version, type, mark: 'm' },
    value: values[index] ?? '',
  }));
  return {
    ...departure,
    flow: { ...flow, survey: { ...flow.survey, questions: [...questions] } },
    survey: { ...survey, answeredAt: now, answers: { own } },
  };
}

/** The survey with such questions, and what HR reads of it: also of a question that no flow asks any more. */
export function ownQuestionForms(departure: Departure, reader: Person, reading: SurveyReading): readonly FormView[] {
  const asked = withOwnQuestions(departure, reading.now);
  const known = new Map(questions.map((one) => [questionKey(one, 'm'), one]));
  const own = [...known.keys(), 'gone@3:x'].map((key) => ({
    ...{ key, count: 9 },
    values: key.startsWith('scale') ? { 4: 5, 5: 4 } : { o1: 4, o3: 3, yes: 2 },
  }));
  const summary = { answered: 9, averages: {}, reasons: {}, own };
  return [
    surveyForm(asked, reader),
    surveyResultsForm({ reader, ...reading }, { departure: asked, summary, questions: known }),
  ];
}

/** For HR: themes as full as they may be, of too few people, and of enough who speak of nothing. */
export function themesForms(reader: Person): readonly FormView[] {
  const said = (count: number, group: string, quarter: string, sentence: string) =>
    Array.from({ length: count }, (_, index) => ({ group, quarter, sentences: [`${sentence} ${index}`] }));
  const words = shippedThemes.map(({ words: { fr } }) => fr[0]).join(', ');
  const many = Array.from({ length: 9 }, (_, index) =>
    said(6 + index, `Team ${long} ${index}`, `202${index}-Q1`, words),
  );
  return [many.flat(), said(4, 'Sales', '2026-Q1', words), said(9, 'Sales', '2026-Q1', 'Tea.')].map((all, index) =>
    themesForm(reader, { table: themeTable(all, shippedThemes), rules: shippedThemes, isPartial: index === 0 }),
  );
}

interface SurveyReading {
  roles: readonly CompanyRole[];
  now: string;
}

export function partingCards(departure: Departure, reader: Person, now: string): readonly CardView[] {
  const full = signed(departure, reader, now);
  const isAsked = full.keepsake?.asked.includes(reader.id) === true;
  const own = { ...full, keepsake: { asked: [reader.id], signed: [{ by: reader.id, text: 'Bye', at: now }] } };
  return [
    ...announced(departure, now).flatMap((one) => [
      // In a channel it is drawn for whoever leads the departure.
      ...(isInsider(one, reader.id) ? [announcementCard(one, reader, now)] : []),
      announcementCheckCard(one, reader),
      // Slow to draw, and the same but for a line or two.
      ...(one.announcement?.rev === 2 ? [departureCard(one, reader, now)] : []),
    ]),
    ...(isAsked ? [full, own] : [full]).map((one) => keepsakeCard(one, reader, now)),
    // On the last day it is the leaver's.
    keepsakeCard(full, reader, full.dates?.cutOff.at ?? now),
  ];
}

/** Forms that the conversation opens only for whoever may act. */
export function partingForms(departure: Departure, reader: Person, now: string): readonly FormView[] {
  const full = signed(departure, reader, now);
  return [
    announcementForm(departure, { reader, now, channel: 'slack' }),
    ...announced(departure, now).flatMap((one) =>
      (one.announcement?.rev === 1 ? (['slack', 'teams', 'email'] as const) : (['slack'] as const)).map((channel) =>
        announcementForm(one, { reader, now, channel }),
      ),
    ),
    keepsakeForm(departure, { reader, now }),
    keepsakeForm(full, { reader, now }),
    greetingForm(departure, reader),
    greetingForm(full, reader),
  ];
}
