import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { longestTopicText, mostTopics, type Topic, topicCategorySchema } from '../../src/domain/knowledge/dossier.ts';
import { readableTopics } from '../../src/domain/knowledge/readable.ts';
import type { CompanyRole, Person } from '../../src/domain/people/people.ts';
import type { Proposal } from '../../src/domain/sessions/proposals.ts';
import { readableSessions } from '../../src/domain/sessions/readable.ts';
import type { Session } from '../../src/domain/sessions/session.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { digestCard } from '../../src/views/cards/digest.ts';
import { farewellCard } from '../../src/views/cards/farewell-card.ts';
import { heritageCard } from '../../src/views/cards/heritage-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { answerForm } from '../../src/views/forms/answer-form.ts';
import { dossierForm } from '../../src/views/forms/dossier-form.ts';
import { searchForm, whoHasForm } from '../../src/views/forms/search-form.ts';
import { sessionMoveForm, sessionNoteForm } from '../../src/views/forms/session-edit-forms.ts';
import { sessionForm } from '../../src/views/forms/session-form.ts';
import { sessionsForm } from '../../src/views/forms/sessions-form.ts';
import { takeDossierForm } from '../../src/views/forms/take-dossier-form.ts';
import { topicAddForm } from '../../src/views/forms/topic-add-form.ts';
import { topicForm } from '../../src/views/forms/topic-form.ts';
import { topicHeirForm } from '../../src/views/forms/topic-heir-form.ts';
import { topicWriteForm } from '../../src/views/forms/topic-write-form.ts';
import { calendarTrouble } from '../../src/views/knowledge/calendar-words.ts';
import { myQuestions } from '../../src/views/knowledge/my-questions.ts';

/**
 * As full as a dossier may be, with each state that a topic can have. What people write is the leaver's name, so that
 * it is long, or hostile, where the sample is.
 */
function withDossier(departure: Departure, at: string): Departure {
  const heir = departure.tasks.find(({ assignee }) => assignee !== null && assignee !== departure.leaver.id)?.assignee;
  const said = departure.leaver.name;
  const topics = Array.from({ length: mostTopics }, (_, index): Topic => {
    const version = index % 3;
    const text = index === 3 ? 'x '.repeat(longestTopicText / 2) : `${said}\nLine ${index}`;
    return {
      id: `topic-${index}`,
      category: topicCategorySchema.options[index % 6] ?? 'risks',
      title: index === 0 ? said : { en: `Topic ${index}`, fr: `Sujet ${index}` },
      question: index % 2 === 0 ? { en: 'What is it?', fr: 'De quoi s’agit-il ?' } : null,
      rev: version,
      asked: index === 4 || index === 1 ? 1 : 0,
      written: version === 0 || index === 4 ? null : { text, by: departure.leaver.id, at, version },
      heir: index % 4 === 1 ? (heir ?? null) : null,
      offeredAt: index % 4 === 1 && version > 0 ? at : null,
      received: index === 5 ? { version: 2, at } : index === 1 ? { version: 9, at } : null,
      leftOut: index === 7 ? { by: departure.leaver.id, at } : null,
    };
  });
  const sessions = heir === undefined || heir === null ? [] : sampleSessions(departure, { heir, at });
  return { ...departure, dossier: { template: 'standard', perDay: 3, asksFrom: at, askedAt: at }, topics, sessions };
}

/** One of each state, and of each that a calendar can be in. */
function sampleSessions(departure: Departure, { heir, at }: { heir: string; at: string }): Session[] {
  const { leaver } = departure;
  const entry = { calendar: 'caldav', standing: null, mayStand: false, lease: null, failure: null };
  const because = calendarTrouble('silent');
  const failure = { sequence: 0, times: 1, because, since: at, retryAt: plus(at, 3_600_000) };
  const base: Session = {
    ...{ id: 'session-1', heir, topicIds: ['topic-0', 'topic-1', 'topic-3'], taskIds: ['handover-1'], minutes: 75 },
    ...{ startsAt: plus(at, 86_400_000), rev: 0, sequence: 0, status: 'planned', heldAt: null },
    ...{ notes: null, recording: null, calendars: [] },
  };
  const said = { text: `${leaver.name}\n${'x '.repeat(longestTopicText / 2)}`.slice(0, 3000), by: heir, at };
  return [
    base,
    {
      ...base,
      id: 'session-2',
      calendars: [
        { ...entry, person: leaver.id, standing: 0 },
        { ...entry, person: heir, failure },
      ],
    },
    {
      ...{ ...base, id: 'session-3', startsAt: plus(at, -86_400_000) },
      ...{ notes: said, recording: `https://example.com/${'r'.repeat(1900)}` },
    },
    { ...base, id: 'session-4', startsAt: plus(at, -86_400_000), status: 'held', heldAt: at, notes: said },
    ...(['person', 'departure', 'nothing-left', 'no-time'] as const).map(
      (why, index): Session => ({ ...base, id: `session-${index + 5}`, status: 'called-off', because: why }),
    ),
    { ...base, id: 'session-9', calendars: [{ ...entry, person: heir, failure: { ...failure, retryAt: null } }] },
  ];
}

export function dossierCards(departure: Departure, reader: Person, now: string): readonly CardView[] {
  const full = withDossier(departure, plus(now, -60_000));
  return [
    heritageCard(full, reader, now),
    departureCard(full, reader, now),
    farewellCard(full, reader, now),
    digestCard([], reader, now, { questions: myQuestions([full], reader, now) }),
  ];
}

/** What may be planned with everybody who takes something over, and one for whom no time is left. */
function proposalsOf({ topics = [] }: Departure): readonly Proposal[] {
  const heirs = [...new Set(topics.flatMap(({ heir }) => heir ?? []))];
  return heirs.flatMap((heir) => [
    { heir, topicIds: ['topic-0', 'topic-5'], taskIds: [], minutes: 45, startsAt: '2026-12-01T09:00:00.000Z' },
    { heir, topicIds: ['topic-1'], taskIds: [], minutes: 30, startsAt: null },
  ]);
}

/** Forms that check for themselves who reads them. */
export function openDossierForms(
  { departure, now }: { departure: Departure; now: string },
  reader: Person,
  roles: readonly CompanyRole[],
): readonly FormView[] {
  const full = withDossier(departure, plus(now, -60_000));
  const found = readableTopics(full, { id: reader.id, roles }, now)
    .slice(0, 10)
    .map((topic) => ({ departure: full, topic }));
  return [
    dossierForm(full, { reader, roles, now }),
    dossierForm(full, { reader, roles, now, hasWiki: true }),
    sessionsForm(full, { reader, roles, now, proposals: proposalsOf(full) }),
    ...readableSessions(full, { id: reader.id, roles }, now).flatMap((session) => [
      sessionForm(full, session, { reader, roles, now, readBack: new Set(['caldav']) }),
      sessionMoveForm(full, session, reader),
      sessionNoteForm(full, session, reader),
    ]),
    searchForm({ reader, words: null, found: [], total: 0, searched: null }),
    searchForm({ reader, words: 'billing', found, total: found.length === 0 ? 0 : 40, searched: 1000 }),
    whoHasForm({ reader, words: null, found: [], searched: null }),
    whoHasForm({ reader, words: 'billing', found: [], searched: 1000 }),
  ];
}

/** Forms that the conversation opens only for whoever may read the topic. */
export function guardedDossierForms(departure: Departure, reader: Person): readonly FormView[] {
  const at = departure.createdAt;
  const full = withDossier(departure, at);
  const topics = full.topics ?? [];
  const versions = [
    { text: 'Line 1\nLine 2', by: departure.leaver.id, at },
    { text: `Line 1\n${departure.leaver.name}`, by: departure.requester, at },
    { text: 'x '.repeat(longestTopicText / 2), by: departure.leaver.id, at },
  ];
  return [
    ...topics
      .slice(0, 8)
      .flatMap((topic) => [
        topicForm(full, topic, { reader, roles: [], now: at, versions }),
        topicForm(full, topic, { reader, roles: ['hr'], now: at, versions: versions.slice(0, 1) }),
        topicWriteForm(full, topic, reader),
        topicHeirForm(full, topic, reader),
      ]),
    topicAddForm(full, reader),
    takeDossierForm('https://relais.example.com/dossiers/abc', reader),
    takeDossierForm(null, reader),
    answerForm(full, topics.slice(0, 3), reader),
    whoHasForm({
      reader,
      words: 'billing',
      found: [{ departure: full, title: departure.leaver.name, holder: departure.requester }],
      searched: null,
    }),
  ];
}
