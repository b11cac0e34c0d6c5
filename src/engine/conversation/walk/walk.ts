import type { Departure } from '../../../domain/departure.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { ActName } from '../../../views/act-names.ts';
import { draftActions } from '../../../views/departure/draft-actions.ts';
import { walkKeptFields, walkPages, walkWhoFields } from '../../../views/forms/fields.ts';
import { handoverForm } from '../../../views/forms/handover-form.ts';
import { formTarget, readFormTarget } from '../../../views/forms/walk-handovers.ts';
import { keptPerPage, walkKeptForm } from '../../../views/forms/walk-kept.ts';
import { walkWhoForm } from '../../../views/forms/walk-who.ts';
import { shownName } from '../../../views/words/plain.ts';
import type { Reply } from '../conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from '../replies.ts';
import { about, command, type Handler, listOf, type Turn, textOf } from '../turn.ts';
import { suggestedHandoverDay } from './handover-day.ts';
import { changedDay, keepDay, submitDay, suggestHandovers } from './walk-day.ts';
import { keepHandovers, saveHandover } from './walk-handovers.ts';
import { flowOf, gather, keepable, nextOpenPage, pageReply } from './walk-pages.ts';
import { placeProblem } from './walk-place.ts';
import { edit } from './walk-saving.ts';
import { echo, saidIn, unfound, who } from './walk-who.ts';

/**
 * The walk: `/offboard`, page after page, to the plan. What was entered is in the draft at once, so it can be left and
 * resumed anywhere.
 */
export const walkHandlers = {
  start: async (turn) => {
    const at = turn.act.words.findIndex((word) => typeof word !== 'string');
    const meant = turn.act.words[at];
    if (typeof meant === 'object' && 'unfound' in meant) return unfound(turn, meant);
    const leaverId = typeof meant === 'object' ? meant.personId : undefined;
    if (leaverId === undefined) return formReply(walkWhoForm({ reader: turn.reader, departureId: null, echo: null }));
    const after = turn.act.words.slice(at + 1).filter((word) => typeof word === 'string');
    return echo(turn, leaverId, await saidIn(turn, after.join(' ')));
  },
  'walk.who.changed': async (turn) => {
    const leaverId = textOf(turn, walkWhoFields.leaver) ?? turn.act.ref.seen;
    const { departureId, target } = turn.act.ref;
    const said = await saidIn(turn, target ?? '');
    if (leaverId === null) return formReply(walkWhoForm({ reader: turn.reader, departureId, echo: null, said }));
    return echo(turn, leaverId, said);
  },
  'walk.who': who,
  'walk.day.changed': about(changedDay),
  'walk.day': about(submitDay),
  'handover.form': about(async (turn, seen) => {
    const departure = await keepDay(turn, seen);
    const { index, title, shown = false } = readFormTarget(turn.act.ref.target) ?? {};
    const known = index === undefined ? undefined : departure.draft.handovers[index];
    const target = formTarget({ ...(known && index !== undefined && { index }), shown });
    const dueDate = suggestedHandoverDay(turn, departure);
    const initial = known ?? { ...(title && { title }), ...(dueDate && { dueDate }) };
    return formReply(handoverForm({ reader: turn.reader, departure, where: { in: 'walk', target, shown }, initial }));
  }),
  'handover.suggest': about(suggestHandovers),
  'handover.save': about(saveHandover),
  'handover.remove': about(async (turn, seen) => {
    const departure = await keepDay(turn, seen);
    const { index = -1, title, shown = false } = readFormTarget(turn.act.ref.target) ?? {};
    // The title tells which one was meant: the list may be another by now.
    if (title === undefined || departure.draft.handovers[index]?.title !== title)
      return pageReply(turn, departure, 'day');
    return keepHandovers(turn, departure, { handovers: departure.draft.handovers.toSpliced(index, 1), shown });
  }),
  'walk.kept': about(keep),
  'walk.submit': about(submit),
  'walk.back': about(async (turn, departure) => {
    const page = walkPages.find((one) => one === turn.act.ref.target) ?? nextOpenPage(departure);
    return pageReply(turn, await keepDay(turn, departure), page);
  }),
  'walk.resume': about((turn, departure) => pageReply(turn, departure, nextOpenPage(departure))),
  'walk.later': about(async (turn, departure) => {
    if (departure.status !== 'draft') return { type: 'done', notice: null };
    await keepDay(turn, departure);
    const name = shownName(departure.leaver.name);
    const text = turn.voice.t('notice.draftKept', { name, channel: turn.speaker.channel });
    return noticeReply(text, 'neutral', draftActions(turn.voice, departure.id, name));
  }),
  'walk.discard': async (turn) => {
    // The first page was left before there was a draft.
    if (turn.act.ref.departureId === null) return doneReply(turn, 'notice.discarded');
    return discard(turn);
  },
} satisfies Partial<Record<ActName, Handler>>;

const discard = about(async (turn, departure) => {
  const result = await command(turn, departure.id, { type: 'draft.discard' });
  return result.type === 'refused' ? refusalReply(turn, result.refusal) : doneReply(turn, 'notice.discarded');
});

/**
 * Saves what is kept. Where the list has several pages, the target says which was submitted: what was ticked on the
 * others stays.
 */
async function keep(turn: Turn, departure: Departure): Promise<Reply> {
  const ticked = listOf(turn, walkKeptFields.kept);
  const { target } = turn.act.ref;
  const flow = flowOf(turn, departure);
  if (target === null || flow === null) return edit(turn, departure, { keptActionIds: [...ticked] }, 'plan');
  const candidates = await keepable(turn, departure, flow);
  const from = Number(target);
  const page = new Set(candidates.slice(from, from + keptPerPage).map(({ id }) => id));
  const elsewhere = departure.draft.keptActionIds.filter((id) => !page.has(id));
  const result = await command(turn, departure.id, {
    type: 'draft.edit',
    patch: { keptActionIds: [...elsewhere, ...ticked.filter((id) => page.has(id))] },
  });
  if (result.type === 'refused') return refusalReply(turn, result.refusal);
  const next = from + keptPerPage;
  if (next >= candidates.length) return pageReply(turn, result.departure, 'plan');
  return formReply(walkKeptForm({ reader: turn.reader, departure: result.departure, flow, candidates, from: next }));
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
