import type { Departure } from '../../../domain/departure.ts';
import { countingFor, followFlow, proposedCutOff } from '../../../domain/flow/dates-follow.ts';
import { departureKindSchema, type Flow, workerTypeSchema } from '../../../domain/flow/flow.ts';
import { datesProblem } from '../../../domain/lifecycle/dates-problem.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { ActName } from '../../../views/act-names.ts';
import { draftActions } from '../../../views/departure/draft-actions.ts';
import {
  datesFields,
  linesOf,
  walkKindFields,
  walkPages,
  walkThingsFields,
  walkVisibilityFields,
  walkWhoFields,
} from '../../../views/forms/fields.ts';
import { handoverForm } from '../../../views/forms/handover-form.ts';
import { walkDatesForm } from '../../../views/forms/walk-dates.ts';
import { walkKindForm } from '../../../views/forms/walk-kind.ts';
import { keptPerPage, walkVisibilityForm } from '../../../views/forms/walk-visibility.ts';
import { walkWhoForm } from '../../../views/forms/walk-who.ts';
import { shownName } from '../../../views/words/plain.ts';
import type { Reply } from '../conversation.ts';
import { fieldOfDatesProblem, handoversFollowing, readDates, redrawnDates } from '../dates.ts';
import { doneReply, errorReply, formReply, noticeReply, refusalReply } from '../replies.ts';
import { about, command, type Handler, listOf, type Turn, textOf } from '../turn.ts';
import { suggestedHandoverDay } from './handover-day.ts';
import { saveHandover } from './walk-handovers.ts';
import {
  fittingFlows,
  flowOf,
  gather,
  keepable,
  nextOpenPage,
  pageAfter,
  pageReply,
  shownInWalk,
} from './walk-pages.ts';
import { placeProblem } from './walk-place.ts';
import { type Draft, edit, required } from './walk-saving.ts';
import { echo, saidIn, unfound, who } from './walk-who.ts';

/** The walk: `/offboard`, page after page, to the plan. What was entered is in the draft at once, so it can be left and resumed anywhere. */
export const walkHandlers = {
  start: async (turn) => {
    const at = turn.act.words.findIndex((word) => typeof word !== 'string');
    const meant = turn.act.words[at];
    if (typeof meant === 'object' && 'unfound' in meant) return unfound(turn, meant);
    const leaverId = typeof meant === 'object' ? meant.personId : undefined;
    if (leaverId === undefined) return formReply(walkWhoForm({ reader: turn.reader, departureId: null, echo: null }));
    const after = turn.act.words.slice(at + 1).filter((word) => typeof word === 'string');
    return echo(turn, leaverId, { managerId: null, said: await saidIn(turn, after.join(' ')) });
  },
  'walk.who.changed': async (turn) => {
    const leaverId = textOf(turn, walkWhoFields.leaver);
    const { departureId, target } = turn.act.ref;
    const said = await saidIn(turn, target ?? '');
    if (leaverId === null) return formReply(walkWhoForm({ reader: turn.reader, departureId, echo: null, said }));
    return echo(turn, leaverId, { managerId: textOf(turn, walkWhoFields.manager), said });
  },
  'walk.who': who,
  'walk.kind.changed': about(async (turn, departure) => {
    const patch = kindOf(turn);
    const shown = { ...departure, draft: { ...departure.draft, ...patch } };
    return formReply(walkKindForm({ reader: turn.reader, departure: shown, flows: fittingFlows(turn, shown.draft) }));
  }),
  'walk.kind': about(kind),
  'walk.dates.changed': about(async (turn, departure) => {
    const flow = flowOf(turn, departure);
    const known = redrawnDates(turn, departure, flow) ?? shownInWalk(turn, departure, flow);
    const when = textOf(turn, datesFields.when) === 'now' ? 'now' : 'scheduled';
    return formReply(walkDatesForm({ reader: turn.reader, departure, flow, known, when }));
  }),
  'walk.dates': about(dates),
  'walk.handovers': about((turn, departure) => pageReply(turn, departure, pageAfter('handovers'))),
  'handover.form': about((turn, departure) => {
    const index = Number(turn.act.ref.target);
    const known = Number.isInteger(index) ? departure.draft.handovers[index] : undefined;
    const target = known ? String(index) : 'new';
    const dueDate = suggestedHandoverDay(turn, departure);
    const initial = known ?? (dueDate ? { dueDate } : {});
    return formReply(handoverForm({ reader: turn.reader, departure, where: { in: 'walk', target }, initial }));
  }),
  'handover.save': about(saveHandover),
  'handover.remove': about(async (turn, departure) => {
    const index = Number(turn.act.ref.target);
    // The title tells which one was meant: the list may be another by now.
    if (departure.draft.handovers[index]?.title !== turn.act.ref.seen) return pageReply(turn, departure, 'handovers');
    return edit(turn, departure, { handovers: departure.draft.handovers.toSpliced(index, 1) }, 'handovers');
  }),
  'walk.things': about((turn, departure) => {
    const lines = {
      equipment: linesOf(textOf(turn, walkThingsFields.equipment)),
      credentials: linesOf(textOf(turn, walkThingsFields.credentials)),
    };
    for (const field of ['equipment', 'credentials'] as const) {
      if (lines[field].length > 30)
        return {
          type: 'errors',
          errors: { [field]: turn.voice.t('notice.tooManyLines', { max: 30, count: lines[field].length }) },
        };
      if (lines[field].some((line) => line.length > 150))
        return {
          type: 'errors',
          errors: { [field]: turn.voice.t('notice.textTooLong', { max: 150, length: longest(lines[field]) }) },
        };
    }
    return edit(turn, departure, lines, pageAfter('things'));
  }),
  'walk.visibility': about(async (turn, departure) => {
    if (Number(turn.act.ref.target) > 0) return keep(turn, departure, {});
    const id = textOf(turn, walkVisibilityFields.cardChannel);
    const { channel } = turn.speaker;
    const cardChannel = id ? { channel, id } : null;
    const problem = await placeProblem(turn, departure, cardChannel);
    if (problem) return { type: 'errors', errors: { [walkVisibilityFields.cardChannel]: problem } };
    return keep(turn, departure, { cardChannel });
  }),
  'walk.submit': about(submit),
  'walk.back': about(async (turn, departure) => {
    const page = walkPages.find((one) => one === turn.act.ref.target) ?? nextOpenPage(departure);
    return pageReply(turn, await keepWhatIsValid(turn, departure), page);
  }),
  'walk.resume': about((turn, departure) => pageReply(turn, departure, nextOpenPage(departure))),
  'walk.later': about((turn, departure) => {
    if (departure.status !== 'draft') return { type: 'done', notice: null };
    const name = shownName(departure.leaver.name);
    const text = turn.voice.t('notice.draftKept', { name, channel: turn.speaker.channel });
    return noticeReply(text, 'neutral', draftActions(turn.voice, departure.id, name));
  }),
  'walk.discard': about(async (turn, departure) => {
    const result = await command(turn, departure.id, { type: 'draft.discard' });
    return result.type === 'refused' ? refusalReply(turn, result.refusal) : doneReply(turn, 'notice.discarded');
  }),
} satisfies Partial<Record<ActName, Handler>>;

function longest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map(({ length }) => length));
}

/** Saves what is kept. Where the list has several pages, the target says which was submitted: what was ticked on the others stays. */
async function keep(turn: Turn, departure: Departure, patch: Draft): Promise<Reply> {
  const ticked = listOf(turn, walkVisibilityFields.kept);
  const { target } = turn.act.ref;
  const flow = flowOf(turn, departure);
  if (target === null || flow === null) return edit(turn, departure, { ...patch, keptActionIds: [...ticked] }, 'plan');
  const candidates = await keepable(turn, departure, flow);
  const from = Number(target);
  const page = new Set(candidates.slice(from, from + keptPerPage).map(({ id }) => id));
  const elsewhere = departure.draft.keptActionIds.filter((id) => !page.has(id));
  const result = await command(turn, departure.id, {
    type: 'draft.edit',
    patch: { ...patch, keptActionIds: [...elsewhere, ...ticked.filter((id) => page.has(id))] },
  });
  if (result.type === 'refused') return refusalReply(turn, result.refusal);
  const next = from + keptPerPage;
  if (next >= candidates.length) return pageReply(turn, result.departure, 'plan');
  const { reader, speaker } = turn;
  return formReply(
    walkVisibilityForm({
      ...{ reader, flow, candidates, from: next },
      departure: result.departure,
      channel: speaker.channel,
    }),
  );
}

function kindOf(turn: Turn): Pick<Departure['draft'], 'kind' | 'workerType'> {
  const kind = departureKindSchema.safeParse(textOf(turn, walkKindFields.kind));
  const workerType = workerTypeSchema.safeParse(textOf(turn, walkKindFields.workerType));
  return { kind: kind.success ? kind.data : null, workerType: workerType.success ? workerType.data : null };
}

async function kind(turn: Turn, departure: Departure): Promise<Reply> {
  const picked = kindOf(turn);
  if (!picked.kind) return required(turn, walkKindFields.kind);
  if (!picked.workerType) return required(turn, walkKindFields.workerType);
  const flows = fittingFlows(turn, picked);
  const wished = textOf(turn, walkKindFields.flow);
  const flow = flows.find(({ id }) => id === wished) ?? flows[0];
  if (!flow) return errorReply(turn, walkKindFields.kind, refuse('flow-does-not-fit').refusal);
  if (flows.length > 1 && wished === null)
    return formReply(
      walkKindForm({
        reader: turn.reader,
        departure: { ...departure, draft: { ...departure.draft, ...picked } },
        flows,
      }),
    );
  return edit(turn, departure, { ...picked, flowId: flow.id, ...underFlow(turn, departure, flow) }, 'dates');
}

/** What changes in the dates with another flow: its proposals take the place of those of the flow before. */
function underFlow(turn: Turn, departure: Departure, to: Flow): Draft {
  const { draft } = departure;
  const from = flowOf(turn, departure);
  if (!from || !draft.dates || from.id === to.id) return {};
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  const isAtOnce = draft.nowConfirmed && to.cutOff.mode !== 'released';
  const wished = draft.nowConfirmed
    ? { ...draft.dates, cutOff: { ...draft.dates.cutOff, at: proposedCutOff(to, draft.dates, counting) } }
    : followFlow(draft.dates, { from, to, counting });
  const dates = isAtOnce || datesProblem(wished, { now: turn.now, nowConfirmed: false }) ? draft.dates : wished;
  return {
    ...(dates === draft.dates ? {} : { dates, nowConfirmed: false }),
    handovers: handoversFollowing(turn, departure, { from, to, dates }),
  };
}

async function dates(turn: Turn, departure: Departure): Promise<Reply> {
  const flow = flowOf(turn, departure);
  const read = readDates(turn, departure, flow);
  if ('missing' in read) return required(turn, read.missing);
  const { nowConfirmed } = read;
  if (read.now && !nowConfirmed)
    return errorReply(turn, datesFields.nowConfirmed, refuse('now-needs-confirmation').refusal);
  const handovers = handoversFollowing(turn, departure, { from: flow, to: flow, dates: read.dates });
  const result = await command(turn, departure.id, {
    type: 'draft.edit',
    patch: { dates: read.dates, nowConfirmed, handovers },
  });
  if (result.type === 'done') return pageReply(turn, result.departure, 'handovers');
  const { code, params } = result.refusal;
  const now = flow?.cutOff.mode === 'released' ? 'none' : 'offered';
  return errorReply(turn, fieldOfDatesProblem(code), { code, params: { ...params, now } });
}

async function submit(turn: Turn, departure: Departure): Promise<Reply> {
  // What is started is what was read: an edit elsewhere shows the new plan first.
  if (turn.act.ref.seen !== String(departure.entries)) return pageReply(turn, departure, 'plan');
  const submission = await gather(turn, departure);
  if (!submission) return refusalReply(turn, refuse('draft-incomplete', { field: 'flow' }).refusal);
  // The flow may have become a confidential one, and others may have joined the channel since it was chosen.
  const problem = await placeProblem(turn, departure, departure.draft.cardChannel);
  if (problem) return noticeReply(problem, 'refused');
  const result = await command(turn, departure.id, { type: 'plan.submit', ...submission });
  if (result.type === 'refused') return refusalReply(turn, result.refusal);
  return doneReply(turn, 'notice.started', { name: departure.leaver.name });
}

/** Going back loses nothing that can be kept. */
async function keepWhatIsValid(turn: Turn, departure: Departure): Promise<Departure> {
  const patch: Draft = {};
  const { values } = turn.act;
  if (values === null) return departure;
  if (walkThingsFields.equipment in values) {
    patch.equipment = linesOf(textOf(turn, walkThingsFields.equipment)).slice(0, 30);
    patch.credentials = linesOf(textOf(turn, walkThingsFields.credentials)).slice(0, 30);
  }
  const flow = flowOf(turn, departure);
  const read = readDates(turn, departure, flow);
  if ('dates' in read && !read.now) {
    patch.dates = read.dates;
    patch.handovers = handoversFollowing(turn, departure, { from: flow, to: flow, dates: read.dates });
  }
  if (Object.keys(patch).length === 0) return departure;
  const result = await command(turn, departure.id, { type: 'draft.edit', patch });
  return result.type === 'done' ? result.departure : departure;
}
