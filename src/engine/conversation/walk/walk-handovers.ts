import type { Departure } from '../../../domain/departure.ts';
import { refuse } from '../../../domain/refusal.ts';
import { type HandoverDraft, handoverDraftSchema } from '../../../domain/tasks/handover-draft.ts';
import { handoverFields } from '../../../views/forms/fields.ts';
import { readFormTarget } from '../../../views/forms/walk-handovers.ts';
import { peopleOf } from '../../people/cast.ts';
import type { Reply } from '../conversation.ts';
import { errorReply, refusalReply } from '../replies.ts';
import { command, type Turn, textOf } from '../turn.ts';
import { suggestedDay } from './walk-day.ts';
import { notSpokenWith } from './walk-people.ts';
import { edit, required } from './walk-saving.ts';

/** One handover of a submitted form, or what is missing at which field. */
export async function readHandover(
  turn: Turn,
): Promise<{ handover: HandoverDraft; people: Departure['people'] } | { reply: Reply }> {
  for (const field of [handoverFields.title, handoverFields.to, handoverFields.dueDate])
    if (textOf(turn, field) === null) return { reply: required(turn, field) };
  const parsed = handoverDraftSchema.safeParse({
    title: textOf(turn, handoverFields.title),
    notes: textOf(turn, handoverFields.notes) ?? '',
    to: textOf(turn, handoverFields.to),
    fallback: textOf(turn, handoverFields.fallback),
    dueDate: textOf(turn, handoverFields.dueDate),
  });
  if (!parsed.success) {
    const [field = handoverFields.title] = parsed.error.issues[0]?.path ?? [];
    return { reply: { type: 'errors', errors: { [String(field)]: turn.voice.t('notice.choiceMissing') } } };
  }
  const people = await peopleOf(turn.deps, [parsed.data.to, parsed.data.fallback]);
  for (const field of [handoverFields.to, handoverFields.fallback] as const) {
    const shut = notSpokenWith(turn, people[parsed.data[field] ?? ''], field);
    if (shut) return { reply: shut };
  }
  return { handover: parsed.data, people };
}

export async function saveHandover(turn: Turn, departure: Departure): Promise<Reply> {
  const read = await readHandover(turn);
  if ('reply' in read) return read.reply;
  const { leaver, draft } = departure;
  for (const field of [handoverFields.to, handoverFields.fallback] as const)
    if (read.handover[field] === leaver.id)
      return errorReply(turn, field, refuse('assignee-is-leaver', { name: leaver.name }).refusal);
  const { index, shown = false } = readFormTarget(turn.act.ref.target) ?? {};
  const handovers =
    index !== undefined && draft.handovers[index]
      ? draft.handovers.with(index, read.handover)
      : [...draft.handovers, read.handover];
  if (handovers.length > 20)
    return errorReply(turn, handoverFields.title, refuse('draft-incomplete', { field: 'handovers' }).refusal);
  return keepHandovers(turn, departure, { handovers, shown, people: read.people });
}

/** Keeps the handovers and goes back to the page, which goes on showing what the leaver owns if it did before. */
export async function keepHandovers(
  turn: Turn,
  departure: Departure,
  { handovers, shown, people = {} }: { handovers: HandoverDraft[]; shown: boolean; people?: Departure['people'] },
): Promise<Reply> {
  if (!shown) return edit(turn, departure, { handovers }, 'day', people);
  const result = await command(turn, departure.id, { type: 'draft.edit', patch: { handovers }, people });
  return result.type === 'refused' ? refusalReply(turn, result.refusal) : suggestedDay(turn, result.departure);
}
