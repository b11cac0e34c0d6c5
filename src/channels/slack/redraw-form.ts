import type { types } from '@slack/bolt';
import { z } from 'zod';
import { shorten } from '../clean.ts';
import { context } from './draw-block.ts';
import { mrkdwn, mrkdwnOf } from './draw-text.ts';
import { limits } from './limits.ts';
import type { ElementState, PayloadView } from './payloads.ts';
import { fieldsOf } from './read-values.ts';
import type { SlackWords } from './words.ts';

const labelSchema = z.looseObject({ label: z.looseObject({ text: z.string() }) });
const elementSchema = z.looseObject({ element: z.looseObject({ action_id: z.string() }) });

/** Field messages as Slack wants them: by block. `rest` has no field in this view. */
export function errorsByBlock(
  view: PayloadView,
  errors: Readonly<Record<string, string>>,
): { byBlock: Record<string, string>; rest: string[] } {
  const fields = new Map(fieldsOf(view).map(({ fieldId, blockId }) => [fieldId, blockId]));
  const byBlock: Record<string, string> = {};
  const rest: string[] = [];
  for (const [fieldId, message] of Object.entries(errors)) {
    const blockId = fields.get(fieldId);
    if (blockId === undefined) rest.push(message);
    else byBlock[blockId] = shorten(message, limits.inputLabel);
  }
  return { byBlock, rest };
}

/**
 * The same form again with what was typed, and with messages on top: for when Slack can no longer show them at the
 * fields (a late answer, a click inside the form).
 */
export function redrawForm(view: PayloadView, messages: readonly string[]): types.ModalView {
  const states = view.state?.values ?? {};
  const blocks = view.blocks.map((block) => {
    const element = elementSchema.safeParse(block);
    if (block.type !== 'input' || !element.success) return block;
    const state = states[block.block_id ?? '']?.[element.data.element.action_id];
    return state ? withInitial(block, element.data.element, state) : block;
  });
  const top = messages.map((message) => context(mrkdwn(`⚠️ ${mrkdwnOf(message, limits.contextText - 5, () => null)}`)));
  const next = {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    notify_on_close: true,
    title: view.title,
    ...(view.submit && { submit: view.submit }),
    ...(view.close && { close: view.close }),
    blocks: [...top, ...blocks].slice(0, limits.viewBlocks),
  };
  return modalSchema.parse(next);
}

/** Slack gives our own blocks back; that they are ours is checked by the signature, that they are blocks, here. */
const modal = z.looseObject({ type: z.literal('modal'), title: z.looseObject({ text: z.string() }) });
const modalSchema = z.custom<types.ModalView>((value) => modal.safeParse(value).success);

/** "Label: message" for each field, as the reader's language sets a colon. */
export function messagesWithLabels(
  view: PayloadView,
  errors: Readonly<Record<string, string>>,
  { labelled }: Pick<SlackWords, 'labelled'>,
): string[] {
  const labels = new Map<string, string>();
  for (const { fieldId, blockId } of fieldsOf(view)) {
    const label = labelSchema.safeParse(view.blocks.find(({ block_id }) => block_id === blockId));
    if (label.success) labels.set(fieldId, label.data.label.text);
  }
  return Object.entries(errors).map(([fieldId, message]) => {
    const label = labels.get(fieldId);
    return label === undefined ? message : labelled(label, message);
  });
}

function withInitial(
  block: Record<string, unknown>,
  element: Record<string, unknown>,
  state: ElementState,
): Record<string, unknown> {
  return { ...block, element: { ...withoutInitial(element), ...initialOf(state, element) } };
}

function withoutInitial(element: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')));
}

const optionSchema = z.looseObject({ value: z.string() });
const optionsSchema = z.looseObject({
  options: z.array(optionSchema).optional(),
  option_groups: z.array(z.looseObject({ options: z.array(optionSchema) })).optional(),
});

function initialOf(state: ElementState, element: unknown): Record<string, unknown> {
  const lists = optionsSchema.safeParse(element).data ?? {};
  const options = [...(lists.options ?? []), ...(lists.option_groups ?? []).flatMap((group) => group.options)];
  // Slack takes an option as preset only when it is one of the list to the letter.
  const chosen = new Set((state.selected_options ?? []).map(({ value }) => value));
  const many = options.filter(({ value }) => chosen.has(value));
  const typed: Record<string, unknown> = {
    initial_value: state.value,
    initial_user: state.selected_user,
    initial_conversation: state.selected_conversation,
    initial_date: state.selected_date,
    initial_time: state.selected_time,
    initial_option: options.find(({ value }) => value === state.selected_option?.value),
    initial_options: many.length > 0 ? many : null,
  };
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value != null && value !== ''));
}
