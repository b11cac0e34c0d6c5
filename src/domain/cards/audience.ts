import { placeKey } from '../announcement/announcement.ts';
import { announcementApprovers } from '../announcement/approval.ts';
import { announcedIn } from '../announcement/told.ts';
import type { Instant } from '../calendar/time.ts';
import { undoEndsAt } from '../calendar/undo.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { asReached, contactAsked, contactQuestion } from '../contact/contact.ts';
import type { Departure } from '../departure.ts';
import { isRecovered } from '../equipment/return-state.ts';
import { asksAgainAt, hrProposal, hrReaders } from '../hr/proposal.ts';
import { keepsakeGivenAt } from '../keepsake/given.ts';
import type { PersonId } from '../people/people.ts';
import { isConfidential, isInsider } from '../people/visibility.ts';
import { isInWave } from '../people/wave-membership.ts';
import { proofWaitsWith } from '../run/proof.ts';
import { isTaskActive } from '../tasks/task.ts';
import { leaverHearsFrom, leaverIsAskedFrom } from '../tasks/who-hears.ts';
import { type CardSpec, keyOf, specOf } from './card-spec.ts';
import { collectedIn } from './collected.ts';
import { meetingCards } from './meeting.ts';
import { outcomeCards } from './outcome-cards.ts';
import { isToldByWave } from './told-by-wave.ts';

/** Every card that should stand somewhere now, including those posted before that must go on telling the truth. */
export function audience(state: Departure, now: Instant): readonly CardSpec[] {
  // Each card that stands is taken away by the erasure itself.
  if (state.erasure !== undefined) return [];
  const over = new Set(replaced(state, now).map(keyOf));
  const all = [...wishedCards(state, now), ...standingCards(state)].filter((spec) => !over.has(keyOf(spec)));
  return [...new Map(all.map((spec) => [keyOf(spec), spec])).values()];
}

/**
 * Cards that stand and are taken away: a newer message about the same now stands too, so that none is below another; or
 * what is announced is not to be told there any more.
 */
export function replaced(state: Departure, now: Instant): readonly CardSpec[] {
  if (state.erasure !== undefined) return [];
  return [...overtaken(state, now), ...takenBack(state, now)];
}

function takenBack(state: Departure, now: Instant): readonly CardSpec[] {
  const told = new Set(announcementCards(state, now).map(keyOf));
  return standingCards(state).filter((spec) => spec.card === 'announcement' && !told.has(keyOf(spec)));
}

function overtaken(state: Departure, now: Instant): readonly CardSpec[] {
  const standing = standingCards(state).filter(({ card }) => card === 'meeting' || card === 'hr');
  if (standing.length < 2) return [];
  const wished = new Set(wishedCards(state, now).map(keyOf));
  const place = ({ card, reader }: CardSpec) => `${card}|${reader}`;
  const newest = new Set(standing.filter((spec) => wished.has(keyOf(spec))).map(place));
  return standing.filter((spec) => newest.has(place(spec)) && !wished.has(keyOf(spec)));
}

function standingCards({ posts }: Departure): readonly CardSpec[] {
  return posts.filter((post) => post.ref !== null).flatMap((post) => specOf(post.key) ?? []);
}

/**
 * Every card that somebody is to be brought now; what merely stands somewhere is not among them, and neither is what a
 * card of its wave stands for.
 */
export function wishedCards(state: Departure, now: Instant): readonly CardSpec[] {
  return wantedCards(state, now).filter((spec) => collectedIn(state, spec) === null);
}

/** The same with what the collected cards of its wave stand for. */
export function wantedCards(state: Departure, now: Instant): readonly CardSpec[] {
  // Of a draft that an HR system began, those hear whom HR lets hear.
  if (state.status === 'draft') return hrCards(state, now);
  if (isSilent(state, now)) return alertCards(state, now).filter(({ reader }) => mayBeTold(state, reader, now));
  return [
    ...leadCards(state),
    ...meetingCards(state, now),
    ...taskCards(state),
    ...accessCards(state, now),
    ...alertCards(state, now),
    ...outcomesOf(state),
    ...hrCards(state, now),
    ...leaverCards(state, now),
    ...heritageCards(state),
    ...announcementCards(state, now),
    ...keepsakeCards(state, now),
    ...contactCards(state, now),
  ].filter(({ reader }) => mayBeTold(state, reader, now));
}

/**
 * Nobody hears of one departure of a wave before it is confirmed that it begins, but for what is of this person alone.
 */
export function isSilent(state: Departure, now: Instant): boolean {
  return isInWave(state) && state.runStartedAt === null && state.status === 'active' && !isConfirmed(state, now);
}

/**
 * The one guard of every card: while a departure is confidential nothing is posted to whoever does not prepare it,
 * whatever a flow says.
 */
function mayBeTold(state: Departure, reader: PersonId, now: Instant): boolean {
  return isInsider(state, reader) || !isConfidential(state, now);
}

/**
 * Cards that may have been posted, although no answer came, and that nobody needs any more: what stands of them must
 * not go on saying what was true then.
 */
export function leftUnanswered(state: Departure, wanted: readonly CardSpec[]): readonly CardSpec[] {
  if (state.erasure !== undefined) return [];
  const keys = new Set(wanted.map(keyOf));
  return state.posts
    .filter((post) => post.ref === null && post.unreachable === null && (post.lease ?? post.notBefore) !== null)
    .filter((post) => !keys.has(post.key))
    .flatMap((post) => specOf(post.key) ?? []);
}

function isRunning(state: Departure): boolean {
  return state.status === 'active';
}

function leadCards(state: Departure): CardSpec[] {
  if (!isRunning(state)) return [];
  return leadsOf(state).flatMap((reader): CardSpec[] => {
    const live = { card: 'departure', subject: null, reader } as const;
    // Details hang below the card of this one departure.
    return collectedIn(state, live) === null ? [live, { card: 'departure-details', subject: null, reader }] : [live];
  });
}

function leadsOf(state: Departure): PersonId[] {
  // The one card of a wave stands for those of whoever began it.
  const leads = [...(state.manager ? [state.manager] : []), ...(isInWave(state) ? [] : [state.requester])];
  return [...new Set(leads.filter((one) => one !== state.leaver.id))];
}

/** HR follows it even where the flow does not ask it to confirm; IT's access card only changes in place. */
function outcomesOf(state: Departure): CardSpec[] {
  const { revocations, systems, cast } = state;
  const isTold = isInWave(state) || revocations.length + systems.length === 0;
  // What became of access stands in the line of whoever follows all of the wave on one card.
  const leads = leadsOf(state).filter(
    (reader) => collectedIn(state, { card: 'departure', subject: null, reader }) === null,
  );
  const readers = [...leads, ...(isTold ? [] : [...cast.hr, ...cast.it])];
  return outcomeCards(state, readers, (alert) => alertReaders(state, alert));
}

function taskCards(state: Departure): CardSpec[] {
  // The leaver's steps stand in the one list of their card, which stays in place. A mail does not: each step has its
  // own.
  const { slack, teams } = asReached(state, state.leaver).handles;
  const listed = slack === undefined && teams === undefined ? null : state.leaver.id;
  const open = state.tasks.filter((task) => isTaskActive(task) && task.assignee !== listed);
  const found: CardSpec[] = open.flatMap((task) =>
    task.assignee ? [{ card: 'task', subject: task.id, reader: task.assignee } as const] : [],
  );
  const escalated = state.tasks.filter(
    (task) => task.escalatedAt !== null && task.status !== 'done' && task.status !== 'skipped',
  );
  return [
    ...found,
    ...escalated.flatMap((task) =>
      task.escalateTo.map((reader): CardSpec => ({ card: 'escalation', subject: task.id, reader })),
    ),
  ];
}

/** Who confirms, and IT in any case: it fixes what fails. */
function accessCards(state: Departure, now: Instant): CardSpec[] {
  if (!isRunning(state) || state.revocations.length + state.systems.length === 0) return [];
  const readers = new Set(confirmers(state).filter((one) => one !== state.leaver.id));
  // A teammate who was handed something before the departure may be known hears of it then.
  const handed = state.revocations.flatMap((one): CardSpec[] =>
    one.handed && one.status === 'manual' && (!isConfidential(state, now) || isInsider(state, one.handed.to))
      ? [{ card: 'handed', subject: null, reader: one.handed.to }]
      : [],
  );
  // The one card of a wave stands for all of these.
  if (isInWave(state)) return handed;
  return [...[...readers].map((reader): CardSpec => ({ card: 'access', subject: null, reader })), ...handed];
}

/** Whom the flow asks to confirm, and IT in any case. */
function confirmers({ flow, cast }: Departure): PersonId[] {
  const roles = new Set([...(flow?.confirmation.confirmers ?? []).map((one) => one.role), 'it' as const]);
  return [...roles].flatMap((role) => cast[role]);
}

function alertCards(state: Departure, now: Instant): CardSpec[] {
  return state.alerts
    .filter((alert) => alert.clearedAt === null && !isToldByWave(state, alert.kind, now))
    .flatMap((alert) =>
      alertReaders(state, alert).map((reader): CardSpec => ({ card: 'alert', subject: alert.id, reader })),
    );
}

function alertReaders(state: Departure, { kind, subject }: Departure['alerts'][number]): PersonId[] {
  const waiting = state.revocations.find(({ action }) => action.id === subject);
  const { cast, manager, requester, leaver } = state;
  const readers = {
    'residual-access': [...cast.it, ...cast.hr],
    activity: [...cast.it, ...cast.hr],
    'cut-off-unconfirmed': [...cast.it, ...cast.hr, manager ?? requester],
    // Who leads the departure may click, see `permissions`.
    unreleased: [manager ?? requester, ...cast.hr],
    'plan-unresolved': cast.it,
    'action-failed': cast.it,
    'account-open': [...cast.it, ...cast.hr],
    appeared: confirmers(state),
    unassigned: [manager ?? requester],
    unchecked: cast.it,
    // Who may release it, see `permissions`.
    'own-credential': [...cast.it, ...cast.admin],
    braked: [...cast.it, ...cast.hr, ...cast.admin],
    'proof-waits': waiting ? proofWaitsWith(state, waiting) : [],
    // Where somebody is reached privately is HR's to know.
    'contact-open': cast.hr,
    'mail-returned': cast.hr,
    // Who may give the second word, see `permissions`.
    'hold-waits': [...cast.hr, ...cast.it, ...cast.admin],
    'hold-review': [...cast.hr, ...cast.admin],
    'erasure-waits': [...cast.hr, ...cast.admin],
    'remote-waits': [...cast.it, ...cast.hr, ...cast.admin],
    // Who decides, see `permissions`.
    'thing-lost': cast.hr,
  }[kind];
  return [...new Set(readers)].filter((one) => one !== leaver.id);
}

function leaverCards(state: Departure, now: Instant): CardSpec[] {
  if (isConfidential(state, now) || (state.status !== 'active' && state.status !== 'completed')) return [];
  const reader = state.leaver.id;
  const { survey } = state;
  const hearsFrom = leaverHearsFrom(state);
  const askedFrom = leaverIsAskedFrom(state);
  const isAsked = askedFrom !== null && askedFrom <= now;
  return [
    ...(hearsFrom !== null && hearsFrom <= now ? [{ card: 'farewell', subject: null, reader } as const] : []),
    ...receiptCards(state, now),
    ...(survey && isAsked && survey.opensAt <= now && survey.closesAt > now
      ? [{ card: 'survey', subject: null, reader } as const]
      : []),
  ];
}

/** A receipt for each thing that the leaver brought back, once whoever took it can no longer say that it was a slip. */
function receiptCards({ tasks, leaver }: Departure, now: Instant): CardSpec[] {
  return tasks
    .filter((task) => isRecovered(task) && task.done !== null && undoEndsAt(task.done.at) <= now)
    .map(({ id }): CardSpec => ({ card: 'receipt', subject: id, reader: leaver.id }));
}

/** One card for each heir, from the first topic on that they may read, or the first session in which they sit. */
function heritageCards({ status, topics = [], sessions = [] }: Departure): CardSpec[] {
  if (status !== 'active' && status !== 'completed') return [];
  const heirs = topics.flatMap(({ heir, offeredAt, leftOut }) =>
    heir !== null && offeredAt !== null && leftOut === null ? [heir] : [],
  );
  const invited = sessions.filter((one) => one.status !== 'called-off').map(({ heir }) => heir);
  return [...new Set([...heirs, ...invited])].map((reader): CardSpec => ({ card: 'heritage', subject: null, reader }));
}

/**
 * What colleagues read, in each channel; its reader is who approved it, in whose name it stands there. And for HR, what
 * waits for them.
 */
function announcementCards(state: Departure, now: Instant): CardSpec[] {
  const { announcement, status } = state;
  if (announcement === undefined) return [];
  const { approved, proposed } = announcement;
  const told = announcedIn(state, now).map(
    (place): CardSpec => ({ card: 'announcement', subject: placeKey(place), reader: state.requester }),
  );
  if (proposed === null || approved === proposed || (status !== 'active' && status !== 'completed')) return told;
  return [
    ...told,
    ...announcementApprovers(state, proposed.by).map(
      (reader): CardSpec => ({ card: 'announcement-check', subject: null, reader }),
    ),
  ];
}

/** For whoever was asked to sign; and for the leaver, once it is theirs. */
function keepsakeCards(state: Departure, now: Instant): CardSpec[] {
  const { keepsake, leaver, status } = state;
  if (keepsake === undefined || (status !== 'active' && status !== 'completed')) return [];
  const givenAt = keepsakeGivenAt(state);
  const given = givenAt !== null && givenAt <= now ? [leaver.id] : [];
  // Whoever is asked once it is over could do nothing about it.
  const asked = status === 'active' ? keepsake.asked : [];
  return [...asked, ...given].map((reader): CardSpec => ({ card: 'keepsake', subject: null, reader }));
}

/**
 * Each word of HR that somebody must answer rings anew, what is held every few days; once it is answered the card says
 * so in place.
 */
function hrCards(state: Departure, now: Instant): CardSpec[] {
  const proposal = hrProposal(state);
  if (proposal === null) return [];
  const asked = asksAgainAt(state).filter((at) => at <= now).length;
  const subject = asked === 0 ? proposal.fact.hash : `${proposal.fact.hash}#${asked}`;
  return hrReaders(state).map((reader): CardSpec => ({ card: 'hr', subject, reader }));
}

/**
 * Whether the address is the leaver's is asked at that address; of each address, and of the second time, a card of its
 * own.
 */
function contactCards(state: Departure, now: Instant): CardSpec[] {
  const question = contactQuestion(state);
  if (question === null || state.contact === undefined || question.askFrom > now) return [];
  return [{ card: 'contact', subject: questionAbout(state.contact), reader: state.leaver.id }];
}

/** What its card is about: the address by the instant at which it was given, and how often it was asked. */
function questionAbout(contact: NonNullable<Departure['contact']>): string {
  return `${contact.at}#${contactAsked(contact)}`;
}
