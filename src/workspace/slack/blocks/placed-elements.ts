/** The interactive elements of stored blocks, and where each one sits. */
import { z } from 'zod';
import type { Block } from '../browser-api.ts';

const option = z.looseObject({
  text: z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() }),
  value: z.string(),
});
export type StoredOption = z.infer<typeof option>;

const storedElement = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  options: z.array(option).optional(),
  option_groups: z.array(z.looseObject({ options: z.array(option) })).optional(),
  initial_option: option.optional(),
  initial_options: z.array(option).optional(),
  initial_value: z.string().optional(),
  initial_user: z.string().optional(),
  initial_users: z.array(z.string()).optional(),
  initial_conversation: z.string().optional(),
  initial_conversations: z.array(z.string()).optional(),
  initial_channel: z.string().optional(),
  initial_channels: z.array(z.string()).optional(),
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  initial_date_time: z.number().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  is_decimal_allowed: z.boolean().optional(),
  max_selected_items: z.number().optional(),
  response_url_enabled: z.boolean().optional(),
});
export type StoredElement = z.infer<typeof storedElement>;

export interface PlacedElement {
  blockId: string;
  element: StoredElement;
  /** Of an input block; `required` unless it says `optional`. */
  input: { required: boolean; dispatches: boolean; label: string } | null;
}

const shapes = z.looseObject({
  elements: z.array(z.unknown()).optional(),
  element: z.unknown().optional(),
  accessory: z.unknown().optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  label: z.looseObject({ text: z.string() }).optional(),
});

export function placedElements(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block): PlacedElement[] => {
    const shape = shapes.parse(block);
    const blockId = block.block_id;
    if (block.type === 'input') {
      const input = {
        required: shape.optional !== true,
        dispatches: shape.dispatch_action === true,
        label: shape.label?.text ?? '',
      };
      return [{ blockId, element: storedElement.parse(shape.element), input }];
    }
    const candidates = block.type === 'actions' ? (shape.elements ?? []) : [shape.accessory];
    return candidates.flatMap((candidate) => {
      const parsed = storedElement.safeParse(candidate);
      return parsed.success ? [{ blockId, element: parsed.data, input: null }] : [];
    });
  });
}

/** Everything that can be chosen in a static element. */
export function choices(element: StoredElement): readonly StoredOption[] {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}
