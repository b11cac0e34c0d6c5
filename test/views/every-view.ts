import { isOpen } from '../../src/domain/actions/revocation.ts';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { addAnswers, emptySurveyTotals, summarize } from '../../src/domain/figures/survey-figures.ts';
import { mostClauses } from '../../src/domain/flow/flow.ts';
import type { EmploymentFact } from '../../src/domain/hr/employment-fact.ts';
import type { ChannelId, CompanyRole, Person } from '../../src/domain/people/people.ts';
import type { SystemLook } from '../../src/domain/systems/look.ts';
import { act } from '../../src/views/act-names.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { collectedCard } from '../../src/views/cards/collected-card.ts';
import { linesShown } from '../../src/views/cards/collected-line.ts';
import { contactCard } from '../../src/views/cards/contact-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import { digestCard } from '../../src/views/cards/digest.ts';
import { escalationCard } from '../../src/views/cards/escalation-card.ts';
import { farewellCard } from '../../src/views/cards/farewell-card.ts';
import { handedCard } from '../../src/views/cards/handed-card.ts';
import { homeCard } from '../../src/views/cards/home.ts';
import { hrCard } from '../../src/views/cards/hr-card.ts';
import { type HrTroubles, hrFeedCard } from '../../src/views/cards/hr-feed-card.ts';
import { meetingCard } from '../../src/views/cards/meeting-card.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { surveyCard } from '../../src/views/cards/survey-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { waveCard } from '../../src/views/cards/wave-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { accessPlanForm } from '../../src/views/forms/access-plan-form.ts';
import { brakesForm } from '../../src/views/forms/brakes-form.ts';
import { cancelForm } from '../../src/views/forms/cancel-form.ts';
import { cardForm } from '../../src/views/forms/card-form.ts';
import { checkForm } from '../../src/views/forms/check-form.ts';
import { collectedForm } from '../../src/views/forms/collected-form.ts';
import { collectedSeveralForm } from '../../src/views/forms/collected-several-form.ts';
import { completeForm } from '../../src/views/forms/complete-form.ts';
import { contactForm } from '../../src/views/forms/contact-form.ts';
import { declineForm } from '../../src/views/forms/decline-form.ts';
import { departuresForm } from '../../src/views/forms/departures-form.ts';
import { deskForm } from '../../src/views/forms/desk-form.ts';
import { erasureForm } from '../../src/views/forms/erasure-form.ts';
import { filesForm } from '../../src/views/forms/files-form.ts';
import { handForm } from '../../src/views/forms/hand-form.ts';
import { handoverForm } from '../../src/views/forms/handover-form.ts';
import { helpForm } from '../../src/views/forms/help.ts';
import { holdForm, liftHoldForm } from '../../src/views/forms/hold-form.ts';
import { openOnes } from '../../src/views/forms/list-filters.ts';
import { listsForm } from '../../src/views/forms/lists-form.ts';
import { loadingForm } from '../../src/views/forms/loading.ts';
import { moreForm } from '../../src/views/forms/more-form.ts';
import { proveForm } from '../../src/views/forms/prove-form.ts';
import { reassignForm } from '../../src/views/forms/reassign-form.ts';
import { reopenForm } from '../../src/views/forms/reopen-form.ts';
import { rescheduleForm } from '../../src/views/forms/reschedule-form.ts';
import { reschedulePreviewForm } from '../../src/views/forms/reschedule-preview.ts';
import { retainForm } from '../../src/views/forms/retain-form.ts';
import { reviewExceptForm, reviewFindingForm } from '../../src/views/forms/review-finding-form.ts';
import { reviewForm } from '../../src/views/forms/review-form.ts';
import { sendBackForm } from '../../src/views/forms/send-back-form.ts';
import { settingsForm } from '../../src/views/forms/settings-form.ts';
import { skipForm } from '../../src/views/forms/skip-form.ts';
import { statusForm } from '../../src/views/forms/status.ts';
import { surveyForm } from '../../src/views/forms/survey-form.ts';
import { surveyResultsForm } from '../../src/views/forms/survey-results.ts';
import { waiveForm } from '../../src/views/forms/waive-form.ts';
import type { ShownDates } from '../../src/views/forms/walk-dates.ts';
import { walkDayForm } from '../../src/views/forms/walk-day.ts';
import { walkKeptForm } from '../../src/views/forms/walk-kept.ts';
import { walkPlanForm } from '../../src/views/forms/walk-plan.ts';
import { type WhoKind, walkWhoForm } from '../../src/views/forms/walk-who.ts';
import { waveConfirmForm } from '../../src/views/forms/wave-confirm-form.ts';
import { waveForm } from '../../src/views/forms/wave-form.ts';
import { wavePeopleForm } from '../../src/views/forms/wave-people-form.ts';
import { waveRowsForm } from '../../src/views/forms/wave-rows-form.ts';
import { severalVerbs } from '../../src/views/tasks/several.ts';
import type { Sample } from '../support/sample-departures.ts';
import { dates, dismissalFlow, sampleFlow } from '../support/sample-plan.ts';
import { sampleFindings, sampleReviews } from '../support/sample-review.ts';
import { sampleCollected, sampleWaveList, sampleWaves } from '../support/sample-waves.ts';
import { alumniCards, alumniForms } from './every-alumni-view.ts';
import { auditorCards, auditorForms, evidenceForms } from './every-auditor-view.ts';
import { postCards, postForms } from './every-brand-view.ts';
import { contractCards, contractForms } from './every-contract-view.ts';
import { dossierCards, guardedDossierForms, openDossierForms } from './every-dossier-view.ts';
import { equipmentCards, guardedEquipmentForms, openEquipmentForms } from './every-equipment-view.ts';
import { ownQuestionForms, partingCards, partingForms, themesForms } from './every-parting-view.ts';

export function rolesOf(person: Pick<Person, 'id'>): readonly CompanyRole[] {
  const roles: Readonly<Record<string, readonly CompanyRole[]>> = {
    nadia: ['hr'],
    tom: ['it'],
    ines: ['it'],
    hugo: ['admin'],
  };
  return roles[person.id] ?? [];
}

const numbers = {
  active: 3,
  lateTasks: 2,
  openConfirmations: 1,
  failedActions: 1,
  manualActions: 0,
  handovers: { done: 4, total: 6 },
  equipment: { done: 0, total: 0 },
  licences: { done: 5, total: 5 },
  knowledge: { done: 9, total: 12 },
  timeToDeactivate: [{ system: 'okta', label: 'Okta', medianMilliseconds: 92_000, departures: 4 }],
};
/** What so many people said who all say the same. */
function surveyOf(count: number) {
  const totals = structuredClone(emptySurveyTotals);
  for (let index = 0; index < count; index += 1) addAnswers(totals, { overall: 4, recommend: 9, reason: 'growth' }, 1);
  return summarize(totals);
}

const saidBase: Omit<EmploymentFact, 'hash'> = {
  ...{ source: 'people', label: 'People HR', person: '7', status: 'employed', startsOn: null },
  ...{ end: null, move: null, changedAt: null },
};
const end = {
  lastWorkingDay: '2026-12-11',
  contractEnd: '2026-12-31',
  zone: 'America/New_York',
  reason: 'unknown',
} as const;

/** One of each thing that an HR system can say of the sample's leaver. */
const hrWords: readonly EmploymentFact[] = [
  { ...saidBase, end, hash: 'ends' },
  { ...saidBase, hash: 'stays' },
  { ...saidBase, startsOn: '2027-03-01', hash: 'again' },
  { ...saidBase, move: { on: '2026-12-11', zone: null, to: 'Lyon' }, hash: 'moves' },
];

function withHr(departure: Departure, told: EmploymentFact, since: string): Departure {
  const isDraft = departure.status === 'draft';
  const again = told.startsOn === null ? null : { fact: told, since, settled: null };
  const begun = isDraft ? { readers: ['nadia'], shared: false, takenBy: null } : null;
  return { ...departure, hr: { told, agreed: null, hadEnd: true, answered: [], begun, again } };
}

function hrTroubles({ leaver }: Departure, since: string): HrTroubles {
  const word = { label: 'People HR', name: leaver.name, endsOn: '2026-12-31', movesOn: null };
  return {
    words: (['nobody', 'several', 'left-lying'] as const).map((why) => ({ ...word, why })),
    failing: [{ label: 'People HR', since, why: { en: 'it does not answer', fr: 'aucune réponse' } }],
    ...{ held: null, decided: null },
  };
}

const noTroubles: HrTroubles = { words: [], failing: [], held: null, decided: null };

/** What the brake of the HR feed can hold, for who decides it, has decided it, or is on it. */
function heldByBrake({ leaver }: Departure, at: string): Pick<HrTroubles, 'held' | 'decided'>[] {
  const one = { name: leaver.name, label: 'People HR', endsOn: '2026-12-31', movesOn: null };
  const people = Array.from({ length: 500 }, (_, index) => ({ ...one, name: `${leaver.name} ${index}` }));
  const moves = { ...one, endsOn: null, movesOn: '2026-12-31' };
  const by = ['Hugo Martin'];
  return [
    { held: { people: [one, moves], decides: { hash: 'shown', releasedBy: [], isMine: false } }, decided: null },
    { held: { people, decides: { hash: 'shown', releasedBy: by, isMine: false } }, decided: { what: 'left', at, by } },
    { held: { people, decides: { hash: 'shown', releasedBy: by, isMine: true } }, decided: null },
    { held: { people, decides: null }, decided: null },
    ...(['waits', 'released'] as const).map((what) => ({ held: null, decided: { what, at, by } })),
  ];
}

/**
 * The departure under a legal hold that waits, stands, is to be lifted, or stands elsewhere; and asked to be erased.
 */
function onHold(departure: Departure, now: string): Departure[] {
  if (departure.status === 'draft') return [];
  const word = { by: 'nadia', hr: true, at: now };
  const second = { by: 'tom', hr: false, at: now };
  const hold = { id: 'h', scope: 'person' as const, reason: 'Dispute about a bonus', reviewOn: '2027-01-31' };
  const waits = { ...hold, first: word, second: null, lift: null };
  const stands = { ...waits, second };
  const lifting = { ...stands, lift: { ...word, reason: 'Settled out of court' } };
  const alert = (kind: 'hold-waits' | 'hold-review' | 'erasure-waits', subject: string, clearedAt: string | null) => ({
    ...{ id: `${kind}-${clearedAt}`, kind, subject, at: now, clearedAt },
  });
  const both = (kind: Parameters<typeof alert>[0], subject: string) => [
    alert(kind, subject, null),
    alert(kind, subject, now),
  ];
  return [
    { ...departure, holds: [waits], alerts: both('hold-waits', 'h#put') },
    { ...departure, holds: [stands], alerts: both('hold-review', 'h#2027-01-31') },
    { ...departure, holds: [lifting, { ...stands, id: 'd2/3', from: 'd2' }], alerts: both('hold-waits', 'h#lift') },
    { ...departure, erasureAsked: { ...word, reason: 'Asked for by the person' }, alerts: both('erasure-waits', now) },
  ];
}

/** The same where nothing was waived or done by hand; of the samples in which everything is settled. */
function closedAltogether(departure: Departure): Departure[] {
  const { revocations, status } = departure;
  const isSettled = status === 'active' && revocations.length > 0 && !revocations.some(isOpen);
  const isLeftOpen = revocations.some((one) => one.status === 'waived');
  if (!isSettled || !isLeftOpen || departure.runEndedAt === null) return [];
  const verified = (one: (typeof revocations)[number]) =>
    one.status === 'verified' ? one : { ...one, status: 'verified' as const, waiver: null, proof: null };
  return [
    {
      ...departure,
      revocations: revocations.map((one) => ({ ...verified(one), endedAt: one.endedAt ?? departure.runEndedAt })),
    },
  ];
}

/** Many tests look at the views of the same samples: of one sample, each is drawn once for each reader. */
function drawnOnce<Rest extends unknown[], View>(draw: (sample: Sample, reader: Person, ...rest: Rest) => View[]) {
  const drawn = new WeakMap<Sample, Map<string, readonly View[]>>();
  return (sample: Sample, reader: Person, ...rest: Rest): readonly View[] => {
    const known = drawn.get(sample) ?? new Map<string, readonly View[]>();
    const key = JSON.stringify([reader, rest]);
    const views = known.get(key) ?? draw(sample, reader, ...rest);
    drawn.set(sample, known.set(key, views));
    return views;
  };
}

/** Every card this reader could be shown of the sample, whether or not the engine would post it to them. */
export const everyCard = drawnOnce(drawEveryCard);

function drawEveryCard({ departure, now }: Sample, reader: Person): CardView[] {
  const roles = rolesOf(reader);
  return [
    departureCard(departure, reader, now),
    departureCard(departure, reader, now, { byMail: true }),
    departureDetailsCard(departure, reader, now),
    accessCard(departure, reader, now),
    handedCard(departure, reader, now),
    outcomeCard(departure, reader, now),
    ...closedAltogether(departure).map((closed) => outcomeCard(closed, reader, now)),
    meetingCard(departure, reader, now),
    farewellCard(departure, reader, now),
    farewellCard(departure, reader, now, { byMail: true, alumni: 'Atelier Lumen' }),
    farewellCard(withContact(departure, now), reader, now, { byMail: true }),
    surveyCard(departure, reader, now),
    ...dossierCards(departure, reader, now),
    ...equipmentCards(departure, reader, now),
    ...partingCards(departure, reader, now),
    ...contactQuestions(departure, reader, now),
    ...hrWords.flatMap((word) => {
      const told = withHr(departure, word, now);
      return [hrCard(told, word.hash, reader, now), hrCard(told, 'an older one', reader, now)];
    }),
    ...contractCards(reader),
    ...postCards(reader),
    ...alumniCards(reader),
    ...auditorCards(reader),
    hrFeedCard(noTroubles, reader),
    ...(roles.includes('hr') ? [hrFeedCard(hrTroubles(departure, now), reader)] : []),
    ...(roles.includes('hr') || roles.includes('admin')
      ? heldByBrake(departure, now).map((held) => hrFeedCard({ ...noTroubles, ...held }, reader))
      : []),
    digestCard(
      departure.tasks.map((task) => ({ departure, task })),
      reader,
      now,
    ),
    ...departure.tasks
      .slice(0, 12)
      .flatMap((task) => [
        taskCard(departure, task, reader, now),
        digestCard([{ departure, task }], reader, now),
        escalationCard(departure, task, reader, now),
      ]),
    ...departure.alerts.map((alert) => alertCard(departure, alert, reader, now)),
    ...onHold(departure, now).flatMap((held) => [
      // Slow to draw, and the same but for a line.
      ...(held.holds?.length === 2 || held.erasureAsked
        ? [departureCard(held, reader, now, { retention: { sector: 'finance', policies: [] } })]
        : []),
      ...(held.holds?.length === 2 ? [accessCard(held, reader, now)] : []),
      ...held.alerts.map((alert) => alertCard(held, alert, reader, now)),
    ]),
    ...sampleWaves(departure).map((wave) => waveCard({ ...wave, reader, roles, now })),
    ...[0, 12].flatMap((count) =>
      sampleCollected(departure, count).map((one) => collectedCard({ ...one, reader, now })),
    ),
    homeCard({
      reader,
      roles,
      now,
      departures: [departure],
      numbers: roles.length > 0 ? numbers : null,
      survey: roles.includes('hr') ? surveyOf(6) : null,
    }),
  ];
}

/** Forms that everybody may open, or that check for themselves who reads them. */
export const openForms = drawnOnce(drawOpenForms);

function drawOpenForms({ departure, now }: Sample, reader: Person, channel: ChannelId = 'slack'): FormView[] {
  const roles = rolesOf(reader);
  return [
    helpForm(reader, roles, { channel, posts: true, alumni: true }),
    ...(roles.length > 0 ? [deskForm(reader, 'https://relais.example.com/desk/open/one-link')] : []),
    settingsForm(reader, { locale: null, channel: null, digestAt: null, quietFrom: null, quietTo: null }),
    settingsForm(
      { ...reader, handles: { slack: 'U1', teams: 'T1' } },
      { locale: 'fr', channel: 'teams', digestAt: '09:30', quietFrom: '20:00', quietTo: '08:00' },
    ),
    loadingForm(reader.locale),
    statusForm({ reader, roles, departures: [departure], now, channel }),
    statusForm({ reader, roles, departures: [], now, channel }),
    ...[openOnes, { ...openOnes, open: false, late: true, page: 1 }].map((filters) =>
      departuresForm({ reader, roles, filters, departures: [departure], total: 25, ownKinds: [], now }),
    ),
    moreForm(departure, reader, { byMail: true }),
    surveyResultsForm({ reader, roles, now }, { departure, summary: surveyOf(6) }),
    surveyResultsForm({ reader, roles, now }, { departure: null, summary: surveyOf(2) }),
    surveyForm(departure, reader),
    ...ownQuestionForms(departure, reader, { roles, now }),
    ...openDossierForms({ departure, now }, reader, roles),
    ...openEquipmentForms(departure, { reader, now }, roles),
    ...(roles.length > 0 ? [brakesForm({ reader, held: [departure], more: 2, hash: 'h', now })] : []),
    ...[departureCard, departureDetailsCard, accessCard].map((card) =>
      cardForm(card(departure, reader, now), reader, act('departure.open', departure.id)),
    ),
    ...[0, 1].map((page) => accessPlanForm({ departure, reader, roles, page })),
  ];
}

/** As many, and as long, as a flow may have. */
const signedClauses = Array.from({ length: mostClauses }, (_, index) => ({
  en: `${index} I confirm `.padEnd(600, 'what I was told '),
  fr: `${index} Je confirme `.padEnd(600, 'ce qui m’a été dit '),
}));

/** Forms that the conversation opens only for whoever may act. */
export const guardedForms = drawnOnce(drawGuardedForms);

function drawGuardedForms({ departure, now }: Sample, reader: Person): FormView[] {
  const moved = departure.tasks.slice(0, 40).map(({ id, startsAt, dueAt }) => ({
    taskId: id,
    startsAt,
    dueAt: plus(dueAt, 86_400_000),
  }));
  const later = { ...dates, lastWorkingDay: { ...dates.lastWorkingDay, date: '2026-12-04' } };
  return [
    ...departure.tasks
      .slice(0, 4)
      .flatMap((task) => [
        declineForm(departure, task, reader),
        completeForm(departure, task, reader),
        reassignForm(departure, task, reader),
        skipForm(departure, task, reader),
        skipForm(departure, task, reader, true),
        completeForm(departure, { ...task, proof: 'signature', clauses: signedClauses }, reader),
        checkForm(departure, task, reader),
        sendBackForm(departure, task, reader),
      ]),
    ...departure.tasks
      .filter(({ proof }) => proof === 'file')
      .flatMap((task) => [
        completeForm(departure, task, reader),
        filesForm(departure, task, reader, { give: null, open: new Map(), nowhere: true }),
        filesForm(departure, task, reader, {
          give: 'https://relais.example.com/files/a.b.c',
          open: new Map(task.files?.slice(0, 1).map(({ id }) => [id, `https://relais.example.com/files/${id}`])),
          nowhere: false,
        }),
      ]),
    ...departure.revocations
      .slice(0, 4)
      .flatMap((revocation) => [
        waiveForm(departure, revocation, reader),
        handForm(departure, revocation, reader),
        proveForm(departure, revocation, reader),
      ]),
    ...waveForms({ departure, now }, reader),
    ...reviewForms(reader),
    ...contractForms(reader, rolesOf(reader)),
    ...postForms(reader),
    ...alumniForms(reader),
    ...auditorForms(reader),
    ...evidenceForms(departure, reader),
    ...guardedDossierForms(departure, reader),
    ...guardedEquipmentForms(departure, reader),
    ...partingForms(departure, reader, now),
    ...(rolesOf(reader).includes('hr') ? themesForms(reader) : []),
    ...(rolesOf(reader).length > 0
      ? onHold(departure, now).map((one) => holdForm({ departure: one, reader, roles: rolesOf(reader), now }))
      : []),
    liftHoldForm(departure, 'h', reader),
    erasureForm(departure, reader),
    contactForm(departure, reader),
    contactForm(withContact(departure, now), reader),
    cancelForm(departure, reader),
    retainForm(departure, reader),
    reopenForm(departure, reader),
    rescheduleForm(departure, reader),
    reschedulePreviewForm(departure, reader, { dates: later, moved, now }),
    reschedulePreviewForm(departure, reader, { dates, moved: [], now }),
    ...walkForms(departure, reader),
  ];
}

/** What an address is asked, as yet and once it was answered; nothing where the departure asks nobody. */
function contactQuestions(departure: Departure, reader: Person, now: string): CardView[] {
  const asked = withContact(departure, now);
  const answered = (['confirmedAt', 'deniedAt'] as const).map((what) => ({
    ...asked,
    ...(asked.contact && { contact: { ...asked.contact, [what]: now } }),
  }));
  return [asked, ...answered].flatMap((one) => contactCard(one, now, { reader, organisation: 'Atelier Lumen' }) ?? []);
}

/** For whoever confirms that access ends, alone. */
function reviewForms(reader: Person): FormView[] {
  const roles = rolesOf(reader);
  if (roles.length === 0) return [];
  return [
    ...sampleReviews.map((one) => reviewForm({ ...one, reader })),
    ...sampleFindings.flatMap((one) => [
      reviewFindingForm({ reader, roles, one, decidedBy: 'Tom Okafor' }),
      reviewExceptForm({ reader, one }),
    ]),
  ];
}

function waveForms({ departure, now }: Pick<Sample, 'departure' | 'now'>, reader: Person): FormView[] {
  const roles = rolesOf(reader);
  return [
    listsForm(reader, [
      { label: null, address: 'https://relais.example.com/files/lists/abc' },
      { label: 'Staff *list* <b>', address: 'https://relais.example.com/files/lists/def' },
    ]),
    waveForm({ reader, list: null, waves: [], begins: true }),
    waveForm({ reader, list: null, waves: [], begins: false }),
    waveForm({ reader, ...sampleWaveList, waves: sampleWaves(departure).map(({ wave }) => wave) }),
    // Nothing is wrong in it any more.
    waveForm({
      reader,
      ...sampleWaveList,
      list: { ...sampleWaveList.list, rows: sampleWaveList.list.rows.filter(({ problems }) => problems.length === 0) },
      waves: [],
    }),
    waveRowsForm({
      reader,
      flows: [sampleFlow()],
      known: { title: 'Spring', lastDay: '2026-12-04', time: '10:00', flow: '' },
    }),
    ...sampleWaves(departure).flatMap((wave) => [
      waveConfirmForm({ ...wave, reader, roles, now }),
      wavePeopleForm({ ...wave, reader, roles, now }, 0),
    ]),
    ...sampleCollected(departure, 21)
      .map((one) => ({ ...one, reader, now }))
      .flatMap((one) => [
        collectedForm(one, 1),
        ...(one.group === 'departure' ? [] : severalVerbs).map((verb) =>
          collectedSeveralForm(one, { verb, lines: linesShown(one).slice(0, 12), at: 0, last: 1, hash: 'a1' }),
        ),
      ]),
  ];
}

function withContact(departure: Departure, at: string): Departure {
  return { ...departure, contact: { email: 'alex.moreau@example.org', by: departure.leaver.id, at } };
}

function walkForms(departure: Departure, reader: Person): FormView[] {
  const flow = sampleFlow();
  const oldRole = sampleFlow({ access: 'old-role' });
  const candidates = departure.revocations.map((one) => one.action);
  const look = (system: string, rest: Partial<SystemLook> = {}): SystemLook => ({
    system,
    systemLabel: system,
    at: departure.createdAt,
    accessRev: 0,
    asked: [departure.leaver.email],
    tenant: null,
    accounts: [],
    problem: null,
    ...rest,
  });
  const systems = [
    look('okta', { accounts: departure.accounts.map((account) => ({ account, snapshot: {}, items: [] })) }),
    look('wiki'),
    look('crm', { problem: { kind: 'unreachable', reason: 'unavailable: 502' } }),
  ];
  const preview = {
    flow: departure.flow ?? flow,
    tasks: departure.tasks,
    actions: candidates,
    systems,
    kept: candidates.slice(0, 1),
    inapplicable: departure.inapplicable ?? [],
  };
  const echo = { leaver: departure.leaver, manager: null, found: null };
  const found = { systems };
  const picked = { kind: 'resignation', workerType: 'employee', flowId: null, isProposed: true } as const;
  const kind: WhoKind = { picked, flows: [flow], flow, isFlowAsked: false };
  const twoFlows: WhoKind = { picked, flows: [flow, dismissalFlow], flow: null, isFlowAsked: true };
  const proposed: ShownDates = { known: dates, from: 'proposed', when: 'scheduled' };
  const day = { reader, departure, channel: 'slack' } as const;
  return [
    walkWhoForm({ reader, departureId: null, echo: null }),
    walkWhoForm({ reader, departureId: departure.id, echo, kind }),
    walkWhoForm({
      reader,
      departureId: null,
      echo,
      said: {
        text: '15 January resignation, 03/04 and a badge',
        kind: 'resignation',
        lastWorkingDay: '2027-01-15',
        unclear: [
          { words: '03/04', why: 'ambiguous' },
          { words: 'January', why: 'not-a-day' },
          { words: 'yesterday', why: 'past' },
          { words: 'badge', why: 'not-understood' },
        ],
      },
    }),
    walkWhoForm({ reader, departureId: departure.id, echo: { ...echo, manager: reader, found }, kind: twoFlows }),
    walkWhoForm({ reader, departureId: null, echo: { ...echo, found: { systems: [look('wiki')] } } }),
    walkDayForm({ ...day, flow, dates: { ...proposed, from: 'chosen' } }),
    walkDayForm({ ...day, flow, dates: proposed, open: ['dates', 'place'] }),
    walkDayForm({ ...day, flow, dates: proposed, suggested: { things: [], silent: [] } }),
    walkDayForm({ ...day, flow, dates: proposed, suggested: { things: [], silent: ['Okta', 'GitHub'] } }),
    walkDayForm({
      ...day,
      flow,
      dates: proposed,
      open: ['heirs'],
      handingOver: [
        { system: 'google', label: 'Google Workspace' },
        { system: 'entra', label: 'Microsoft 365' },
      ],
    }),
    walkDayForm({
      ...day,
      flow,
      dates: proposed,
      suggested: {
        things: Array.from({ length: 12 }, (_, index) => ({ systemLabel: 'Okta', name: `Approvers ${index}` })),
        silent: ['GitHub'],
      },
    }),
    walkDayForm({ ...day, flow, dates: { known: null, from: 'said', when: 'now' } }),
    walkDayForm({ ...day, flow: dismissalFlow, dates: proposed, channel: 'teams', open: ['place'] }),
    walkDayForm({
      ...day,
      departure: { ...departure, draft: { ...departure.draft, cardChannel: { channel: 'slack', id: 'C1' } } },
      flow,
      dates: proposed,
      channel: 'teams',
      problem: { fold: 'dates', text: 'This is in the past.' },
    }),
    walkKeptForm({ reader, departure, flow: oldRole, candidates }),
    handoverForm({ reader, departure, where: { in: 'walk', target: 'new', shown: false }, initial: {} }),
    handoverForm({
      reader,
      departure,
      where: { in: 'departure' },
      initial: departure.draft.handovers[0] ?? { dueDate: '2026-11-20' },
    }),
    walkPlanForm({ reader, departure, preview: null }),
    walkPlanForm({ reader, departure, preview }),
    walkPlanForm({ reader, departure, preview: { ...preview, actions: [], systems: [], kept: [] } }),
  ];
}
