/** What Slack's client checks by itself before it sends a submission: nothing of this ever reaches the app. */
import { z } from 'zod';
import { clientSays } from '../client-words.ts';
import type { ElementState, StateValues } from './element-state.ts';
import type { PlacedElement, StoredElement } from './placed-elements.ts';

export function inputProblems(
  elements: readonly PlacedElement[],
  state: StateValues,
  locale: 'en' | 'fr',
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { blockId, element, input } of elements) {
    const its = state[blockId]?.[element.action_id];
    if (!input || !its) continue;
    const problem = isUnset(its) ? input.required && clientSays(locale, 'required') : wrongValue(element, its, locale);
    if (problem) found[blockId] = problem;
  }
  return found;
}

function isUnset(state: ElementState): boolean {
  return Object.entries(state).every(
    ([key, value]) => key === 'type' || value === null || (Array.isArray(value) && value.length === 0),
  );
}

function wrongValue(element: StoredElement, state: ElementState, locale: 'en' | 'fr'): string | false {
  const text = typeof state['value'] === 'string' ? state['value'] : '';
  switch (element.type) {
    case 'plain_text_input':
      if (element.min_length !== undefined && text.length < element.min_length)
        return clientSays(locale, 'tooShort', { n: element.min_length });
      if (text.length > (element.max_length ?? 3000))
        return clientSays(locale, 'tooLong', { n: element.max_length ?? 3000 });
      return false;
    case 'number_input':
      return wrongNumber(element, text, locale);
    case 'email_text_input':
      return !z.email().safeParse(text).success && clientSays(locale, 'notEmail');
    case 'url_text_input':
      return !z.url({ protocol: /^https?$/ }).safeParse(text).success && clientSays(locale, 'notUrl');
    default: {
      const many = Object.values(state).find((value) => Array.isArray(value));
      const most = element.max_selected_items;
      return (
        most !== undefined && Array.isArray(many) && many.length > most && clientSays(locale, 'tooMany', { n: most })
      );
    }
  }
}

function wrongNumber(element: StoredElement, text: string, locale: 'en' | 'fr'): string | false {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return clientSays(locale, 'notNumber');
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return clientSays(locale, 'notWhole');
  if (element.min_value !== undefined && number < Number(element.min_value))
    return clientSays(locale, 'tooSmall', { n: element.min_value });
  if (element.max_value !== undefined && number > Number(element.max_value))
    return clientSays(locale, 'tooBig', { n: element.max_value });
  return false;
}
