/**
 * What an element's value looks like in `state.values` and in an action, exactly as Slack shapes it by type: an unset
 * `users_select` is `selected_user: null`, an emptied text is `value: null`, a list is never null.
 */
import type { ElementValue, ElementValues } from '../browser-api.ts';
import { choices, type PlacedElement, type StoredElement, type StoredOption } from './placed-elements.ts';

/** A value that the drawn element cannot have. */
export class ImpossibleValue extends Error {
  override name = 'ImpossibleValue';
}

export type ElementState = Readonly<Record<string, unknown>> & { readonly type: string };
export type StateValues = Record<string, Record<string, ElementState>>;

/** The options an external select showed to this person; what is not among them cannot have been chosen. */
export type OfferedOptions = (blockId: string, actionId: string) => readonly StoredOption[];

/** `state.values` of a message or view: every stateful element, whether touched or not. */
export function stateOf(
  elements: readonly PlacedElement[],
  values: ElementValues,
  offered: OfferedOptions = () => [],
): StateValues {
  const state: StateValues = {};
  for (const { blockId, element } of elements) {
    if (!isStateful(element.type)) continue;
    const given = values[blockId]?.[element.action_id];
    const inBlock = state[blockId] ?? {};
    inBlock[element.action_id] = shaped(element, given, offered(blockId, element.action_id));
    state[blockId] = inBlock;
  }
  return state;
}

export function isStateful(type: string): boolean {
  return type !== 'button' && type !== 'overflow';
}

/** `given` undefined means untouched: the initial value stands. */
export function shaped(
  element: StoredElement,
  given: ElementValue | undefined,
  offered: readonly StoredOption[],
): ElementState {
  const { type } = element;
  const options = (): readonly StoredOption[] => [
    ...choices(element),
    ...offered,
    ...(element.initial_option ? [element.initial_option] : []),
    ...(element.initial_options ?? []),
  ];
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: single(given, element.initial_value) };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow': {
      const value = single(given, element.initial_option?.value);
      return { type, selected_option: value === null ? null : chosen(options(), value) };
    }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes': {
      const selected = several(
        given,
        element.initial_options?.map((option) => option.value),
      );
      return { type, selected_options: selected.map((value) => chosen(options(), value)) };
    }
    case 'users_select':
      return { type, selected_user: single(given, element.initial_user) };
    case 'multi_users_select':
      return { type, selected_users: several(given, element.initial_users) };
    case 'conversations_select':
      return { type, selected_conversation: single(given, element.initial_conversation) };
    case 'multi_conversations_select':
      return { type, selected_conversations: several(given, element.initial_conversations) };
    case 'channels_select':
      return { type, selected_channel: single(given, element.initial_channel) };
    case 'multi_channels_select':
      return { type, selected_channels: several(given, element.initial_channels) };
    case 'datepicker':
      return { type, selected_date: matching(single(given, element.initial_date), /^\d{4}-\d{2}-\d{2}$/) };
    case 'timepicker':
      return { type, selected_time: matching(single(given, element.initial_time), /^([01]\d|2[0-3]):[0-5]\d$/) };
    case 'datetimepicker':
      return { type, selected_date_time: seconds(given, element.initial_date_time) };
    default:
      throw new ImpossibleValue(`an element of type ${type} has no value`);
  }
}

function single(given: ElementValue | undefined, initial: string | undefined): string | null {
  if (given === undefined) return initial ?? null;
  if (given === null || given === '') return null;
  if (typeof given === 'string') return given;
  throw new ImpossibleValue('a text or null was expected');
}

function several(given: ElementValue | undefined, initial: readonly string[] | undefined): readonly string[] {
  if (given === undefined) return initial ?? [];
  if (given === null) return [];
  if (Array.isArray(given)) return given;
  throw new ImpossibleValue('a list was expected');
}

function seconds(given: ElementValue | undefined, initial: number | undefined): number | null {
  if (given === undefined) return initial ?? null;
  if (given === null) return null;
  if (typeof given === 'number' && Number.isInteger(given)) return given;
  throw new ImpossibleValue('a whole number of seconds was expected');
}

function chosen(options: readonly StoredOption[], value: string): StoredOption {
  const found = options.find((option) => option.value === value);
  if (!found) throw new ImpossibleValue(`"${value}" is not among the options`);
  return found;
}

function matching(value: string | null, pattern: RegExp): string | null {
  if (value !== null && !pattern.test(value)) throw new ImpossibleValue(`"${value}" is not in the right format`);
  return value;
}
