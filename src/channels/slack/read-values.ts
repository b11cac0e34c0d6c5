import { z } from 'zod';
import type { Directory } from '../../engine/ports/directory.ts';
import type { FormValues } from '../../views/form-view.ts';
import { personIdOf } from './command-words.ts';
import { fieldIdOf } from './draw-field.ts';
import type { ElementState, PayloadView } from './payloads.ts';

const inputSchema = z.looseObject({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.looseObject({ action_id: z.string() }),
});

export interface DrawnField {
  fieldId: string;
  blockId: string;
  actionId: string;
}

/** The fields this view shows, as Slack hands them back. */
export function fieldsOf(view: PayloadView): DrawnField[] {
  return view.blocks.flatMap((block) => {
    const input = inputSchema.safeParse(block);
    if (!input.success) return [];
    const { block_id: blockId, element } = input.data;
    const fieldId = fieldIdOf(element.action_id);
    return fieldId === null ? [] : [{ fieldId, blockId, actionId: element.action_id }];
  });
}

/** What is filled in; null for what is empty. People come as Relais' PersonIds. */
export async function readValues(view: PayloadView, directory: Pick<Directory, 'named'>): Promise<FormValues> {
  const read = fieldsOf(view).map(async ({ fieldId, blockId, actionId }) => {
    const state = view.state?.values[blockId]?.[actionId];
    return [fieldId, state ? await filledIn(state, directory) : null] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

async function filledIn(
  state: ElementState,
  directory: Pick<Directory, 'named'>,
): Promise<string | readonly string[] | null> {
  switch (state.type) {
    case 'plain_text_input':
    case 'number_input':
      return state.value || null;
    case 'radio_buttons':
    case 'static_select':
      return state.selected_option?.value ?? null;
    case 'checkboxes':
    case 'multi_static_select': {
      const chosen = (state.selected_options ?? []).map(({ value }) => value);
      return chosen.length === 0 ? null : chosen;
    }
    case 'users_select':
      return state.selected_user ? personIdOf(state.selected_user, directory) : null;
    case 'datepicker':
      return state.selected_date ?? null;
    case 'timepicker':
      return state.selected_time ?? null;
    case 'conversations_select':
      return state.selected_conversation ?? null;
    default:
      return null;
  }
}
