import { addDays, instantOf, localDate } from '../../domain/calendar/time.ts';
import { addressesOf } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  holds,
  isAbout,
  leadsToDeparture,
  mayReview,
  type ReviewAct,
  type ReviewDecision,
} from '../../domain/review/decision.ts';
import { type Finding, findingClassSchema } from '../../domain/review/finding.ts';
import type { ActName } from '../../views/act-names.ts';
import { reviewExceptFields } from '../../views/forms/fields.ts';
import { reviewExceptForm, reviewFindingForm } from '../../views/forms/review-finding-form.ts';
import { reviewForm, type ShownFinding } from '../../views/forms/review-form.ts';
import { beginReview, cancelReview } from '../reviews/begin-review.ts';
import { findingId, keepDecision, readDecisions, readFound, readPast, readReview } from '../reviews/review-notes.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { withReason } from './task-acts.ts';
import { type Handler, type Turn, textOf } from './turn.ts';
import { echo } from './walk/walk-who.ts';

/**
 * The review of accounts: what there is, what is found, and what people decide about it. Nothing is ended by any of it.
 */
export const reviewHandlers = {
  review: permitted('see', (turn) => overview(turn)),
  'review.begin': permitted('begin', async (turn) => {
    const begun = await beginReview(turn.deps, turn.reader.id);
    if (begun === 'under-way') return noticeReply(turn.voice.t('notice.reviewUnderWay'), 'refused');
    turn.engine.goOnWithReview();
    return overview(turn);
  }),
  'review.cancel': permitted('cancel', async (turn) => {
    const outcome = await cancelReview(turn.deps, { id: turn.act.ref.target ?? '', by: turn.reader.id });
    return outcome === 'over'
      ? noticeReply(turn.voice.t('notice.reviewOver'), 'refused')
      : doneReply(turn, 'notice.reviewCancelled');
  }),
  'review.finding': permitted('see', (turn) => withFinding(turn, (one) => findingReply(turn, one))),
  'review.take': permitted('decide', (turn) =>
    decided(turn, () => ({ type: 'taken', by: turn.reader.id, at: turn.now })),
  ),
  'review.undecide': permitted('decide', (turn) => decided(turn, () => null)),
  'review.except': permitted('decide', (turn) =>
    withFinding(turn, async (one) =>
      isOwn(turn, one.finding) ? own(turn) : formReply(reviewExceptForm({ reader: turn.reader, one })),
    ),
  ),
  'review.except.submit': permitted('decide', (turn) =>
    withReason(turn, async (reason) => {
      const until = untilOf(turn);
      if (until === null)
        return { type: 'errors', errors: { [reviewExceptFields.until]: turn.voice.t('form.finding.untilWrong') } };
      return decided(turn, () => ({ type: 'exception', by: turn.reader.id, at: turn.now, reason, until }));
    }),
  ),
  'review.depart': permitted('depart', (turn) =>
    withFinding(turn, async ({ finding }) => {
      if (isOwn(turn, finding)) return own(turn);
      const email = leadsToDeparture(finding) ? finding.person?.email : undefined;
      const person = email === undefined ? null : await turn.deps.directory.byEmail(email);
      if (!person) return noticeReply(turn.voice.t('notice.findingUnknown'), 'refused');
      // The walk's own first page, with its own rules: what may not be known of the person is not known here either.
      return echo(
        { ...turn, act: { ...turn.act, ref: { ...turn.act.ref, target: null, seen: null } } },
        person.id,
        null,
      );
    }),
  ),
} satisfies Partial<Record<ActName, Handler>>;

function permitted(act: ReviewAct, handle: Handler): Handler {
  return async (turn) =>
    mayReview(act, turn.actor) ? handle(turn) : refusalReply(turn, refuse('not-permitted').refusal);
}

async function overview(turn: Turn): Promise<Reply> {
  const { store } = turn.deps;
  const review = await readReview(store);
  // The last one stands above already, with all that is known of it.
  const before = (await readPast(store)).filter(({ id }) => id !== review?.id);
  const past = before.map(({ endedAt, systems }) => ({
    endedAt,
    findings: systems.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0),
    untold: systems.filter(({ accounts }) => accounts === null).length,
  }));
  const page = Number(turn.act.ref.name === 'review' ? (turn.act.ref.seen ?? 0) : 0);
  return formReply(reviewForm({ reader: turn.reader, review, findings: await findingsFor(turn), page, past }));
}

/**
 * Every finding that the reader may see, the gravest first: what a departure says of which they may not know is left
 * out.
 */
async function findingsFor(turn: Turn): Promise<readonly ShownFinding[]> {
  const { store } = turn.deps;
  const review = await readReview(store);
  const decisions = await readDecisions(store);
  const known = new Map<string, boolean>();
  const found: ShownFinding[] = [];
  for (const { system, label } of review?.systems ?? [])
    for (const finding of (await readFound(store, system))?.findings ?? []) {
      if (!(await isSeen(turn, finding, known))) continue;
      const id = findingId(system, finding);
      const decision = decisions[id] ?? null;
      found.push({ id, system, label, finding, decision: decision && holds(decision, turn.now) ? decision : null });
    }
  const rank = (one: ShownFinding) =>
    findingClassSchema.options.indexOf(one.finding.class) +
    (one.decision === null ? 0 : findingClassSchema.options.length);
  return found.toSorted((a, b) => rank(a) - rank(b) || a.finding.login.localeCompare(b.finding.login, 'en'));
}

async function isSeen(turn: Turn, { departure }: Finding, known: Map<string, boolean>): Promise<boolean> {
  if (departure === null) return true;
  const before = known.get(departure);
  if (before !== undefined) return before;
  const state = await turn.deps.store.departures.load(departure);
  const seen = state !== null && maySee(state, turn.actor, turn.now);
  known.set(departure, seen);
  return seen;
}

/** The finding of the act, while a reading has it and the reader may see it. */
async function withFinding(turn: Turn, handle: (one: ShownFinding) => Promise<Reply>): Promise<Reply> {
  const target = turn.act.ref.target ?? '';
  const space = target.lastIndexOf(' ');
  const all = await findingsFor(turn);
  const one = all.find(({ system, id }) => system === target.slice(0, space) && id === target.slice(space + 1));
  return one ? handle(one) : noticeReply(turn.voice.t('notice.findingGone'), 'refused');
}

function isOwn(turn: Turn, finding: Finding): boolean {
  return isAbout(finding, addressesOf(turn.reader));
}

function own(turn: Turn): Reply {
  return noticeReply(turn.voice.t('notice.findingOwn'), 'refused');
}

function decided(turn: Turn, decide: () => ReviewDecision | null): Promise<Reply> {
  return withFinding(turn, async (one) => {
    if (isOwn(turn, one.finding)) return own(turn);
    const decision = decide();
    await keepDecision(turn.deps.store, one.id, decision);
    turn.deps.log.info(
      {
        event: 'review.decided',
        system: one.system,
        class: one.finding.class,
        decision: decision?.type ?? 'none',
        by: turn.reader.id,
      },
      'a finding of a review was decided about',
    );
    return findingReply(turn, { ...one, decision });
  });
}

async function findingReply(turn: Turn, one: ShownFinding): Promise<Reply> {
  const by = one.decision && (await turn.deps.directory.byId(one.decision.by));
  const { reader, roles } = turn;
  return formReply(reviewFindingForm({ reader, roles, one, decidedBy: by?.name ?? null }));
}

/** The end of the day that was chosen, from tomorrow to a year from now on the reader's clock; null for any other. */
function untilOf(turn: Turn): string | null {
  const day = textOf(turn, reviewExceptFields.until);
  const today = localDate(turn.now, turn.reader.timeZone);
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day <= today || day > addDays(today, 366)) return null;
  return instantOf(addDays(day, 1), '00:00', turn.reader.timeZone);
}
