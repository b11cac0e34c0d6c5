import type { ElementValue, ElementValues } from '../../slack/browser-api.ts';
import type { Block, InteractiveElement } from './schema.ts';

/** Whether an element holds a value of its own; buttons and overflow menus only act. */
export function isStateful(element: InteractiveElement): boolean {
  return element.type !== 'button' && element.type !== 'overflow';
}

/** What an element holds before anyone touched it. */
function initialValue(element: InteractiveElement): ElementValue {
  switch (element.type) {
    case 'button':
    case 'overflow':
      return null;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return element.initial_value ?? null;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return element.initial_option?.value ?? null;
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map((option) => option.value ?? '');
    case 'users_select':
      return element.initial_user ?? null;
    case 'multi_users_select':
      return element.initial_users ?? [];
    case 'conversations_select':
      return element.initial_conversation ?? null;
    case 'multi_conversations_select':
      return element.initial_conversations ?? [];
    case 'channels_select':
      return element.initial_channel ?? null;
    case 'datepicker':
      return element.initial_date ?? null;
    case 'timepicker':
      return element.initial_time ?? null;
    case 'datetimepicker':
      return element.initial_date_time ?? null;
  }
}

/** Every element of a surface that holds a value, with the id of the block it sits in. */
function statefulElements(blocks: readonly Block[]): { blockId: string; element: InteractiveElement }[] {
  return blocks.flatMap((block) => elementsOf(block).filter(({ element }) => isStateful(element)));
}

function elementsOf(block: Block): { blockId: string; element: InteractiveElement }[] {
  if (block.type === 'input') return [{ blockId: block.block_id, element: block.element }];
  if (block.type === 'actions') return block.elements.map((element) => ({ blockId: block.block_id, element }));
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image')
    return [{ blockId: block.block_id, element: block.accessory }];
  return [];
}

/**
 * How a surface stands: what was typed where something was, initial values elsewhere. What was typed survives an update
 * of the surface as long as block and action keep their ids, and is forgotten with them.
 */
export function standing(blocks: readonly Block[], typed: ElementValues): ElementValues {
  const values: ElementValues = {};
  for (const { blockId, element } of statefulElements(blocks)) {
    values[blockId] = { ...values[blockId], [element.action_id]: currentValue(element, blockId, typed) };
  }
  return values;
}

/** One element's value: typed, else initial. */
export function currentValue(element: InteractiveElement, blockId: string, typed: ElementValues): ElementValue {
  const mine = typed[blockId]?.[element.action_id];
  return mine === undefined ? initialValue(element) : mine;
}

/** Sets one value without touching the rest. */
export function withValue(typed: ElementValues, at: { blockId: string; actionId: string }, value: ElementValue) {
  return { ...typed, [at.blockId]: { ...typed[at.blockId], [at.actionId]: value } };
}

/** Whether nothing was entered: what leaves a required input unanswered. */
export function isBlank(value: ElementValue): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'string' && value.trim() === '';
}
