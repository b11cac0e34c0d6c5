import type { ElementValues } from '../../slack/browser-api.ts';
import type { WordKey } from '../words/english.ts';
import type { Block } from './schema.ts';
import { currentValue, isBlank } from './values.ts';

/** What a client checks itself before it sends a form: key of the word to show and what to fill in. */
export interface Complaint {
  word: WordKey;
  values: Record<string, string | number>;
}

/** Per `block_id`; empty when the form may go out. */
export function complaintsAbout(blocks: readonly Block[], typed: ElementValues): Record<string, Complaint> {
  const found: Record<string, Complaint> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const { element } = block;
    const value = currentValue(element, block.block_id, typed);
    if (isBlank(value)) {
      if (!block.optional) found[block.block_id] = { word: 'form.required', values: {} };
      continue;
    }
    const complaint = typeof value === 'string' ? complaintOfText(element, value) : null;
    if (complaint) found[block.block_id] = complaint;
  }
  return found;
}

function complaintOfText(element: Extract<Block, { type: 'input' }>['element'], value: string): Complaint | null {
  switch (element.type) {
    case 'plain_text_input':
      if (element.min_length !== undefined && value.length < element.min_length)
        return { word: 'form.tooShort', values: { count: element.min_length } };
      if (element.max_length !== undefined && value.length > element.max_length)
        return { word: 'form.tooLong', values: { count: element.max_length } };
      return null;
    case 'number_input': {
      const number = Number(value.replace(',', '.'));
      if (Number.isNaN(number)) return { word: 'form.notNumber', values: {} };
      if (!element.is_decimal_allowed && !Number.isInteger(number)) return { word: 'form.notWhole', values: {} };
      if (element.min_value !== undefined && number < Number(element.min_value))
        return { word: 'form.tooSmall', values: { limit: element.min_value } };
      if (element.max_value !== undefined && number > Number(element.max_value))
        return { word: 'form.tooLarge', values: { limit: element.max_value } };
      return null;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : { word: 'form.notEmail', values: {} };
    case 'url_text_input':
      return /^https?:\/\/\S+$/i.test(value.trim()) ? null : { word: 'form.notUrl', values: {} };
    default:
      return null;
  }
}
