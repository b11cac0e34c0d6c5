import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { FieldOption, FormField } from '../../views/form-view.ts';
import { clean, shorten } from '../clean.ts';
import { type HandleOf, plain } from './draw-text.ts';
import { limits } from './limits.ts';

const prefix = 'field:';

function fieldActionId(fieldId: string): string {
  return `${prefix}${fieldId}`;
}

/** Null for an element that is no field of ours. */
export function fieldIdOf(actionId: string): string | null {
  return actionId.startsWith(prefix) ? actionId.slice(prefix.length) : null;
}

/** Null for a list of nothing, which Slack cannot draw: its value is then null. */
export function drawField(field: FormField, formKind: string, handleOf: HandleOf): types.InputBlock | null {
  const element = elementOf(field, handleOf);
  if (element === null) return null;
  return {
    type: 'input',
    block_id: blockIdOf(field, formKind),
    label: plain(field.label, limits.inputLabel),
    ...(field.hint && { hint: plain(field.hint, limits.inputLabel) }),
    optional: !field.required,
    dispatch_action: field.onChange !== null,
    element,
  };
}

/**
 * Slack keeps what a person typed as long as a block keeps its id. The id therefore changes with the form and with the
 * initial value: what Relais fills in anew is shown, what it leaves alone stays as typed.
 */
function blockIdOf(field: FormField, formKind: string): string {
  const choices = 'options' in field ? field.options.map(({ value }) => value) : null;
  const print = createHash('sha256')
    .update(JSON.stringify([field.type, field.initial, choices]))
    .digest('hex');
  return `${formKind}.${field.id}.${print.slice(0, 8)}`.slice(0, 255);
}

function elementOf(field: FormField, handleOf: HandleOf): types.InputBlock['element'] | null {
  const action_id = fieldActionId(field.id);
  switch (field.type) {
    case 'text': {
      const most = Math.min(field.maxLength, limits.inputValue);
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.multiline,
        max_length: most,
        ...(field.minLength > 0 && { min_length: Math.min(field.minLength, most) }),
        ...(field.placeholder && { placeholder: plain(field.placeholder, limits.placeholder) }),
        ...(field.initial && { initial_value: shorten(clean(field.initial), most) }),
      };
    }
    case 'number':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        ...(field.initial !== null && { initial_value: String(field.initial) }),
      };
    case 'choice':
      return choiceOf(field, action_id);
    case 'choices':
      return choicesOf(field, action_id);
    case 'person': {
      const handle = field.initial === null ? null : handleOf(field.initial);
      return { type: 'users_select', action_id, ...(handle !== null && { initial_user: handle }) };
    }
    case 'date':
      return { type: 'datepicker', action_id, ...(field.initial && { initial_date: field.initial }) };
    case 'time':
      return {
        type: 'timepicker',
        action_id,
        timezone: field.zone,
        ...(field.initial && { initial_time: field.initial }),
      };
    case 'channel':
      return {
        type: 'conversations_select',
        action_id,
        filter: {
          include: field.offers === 'any' ? ['public', 'private'] : ['private'],
          exclude_external_shared_channels: true,
          exclude_bot_users: true,
        },
        ...(field.initial && { initial_conversation: field.initial }),
      };
  }
}

function choiceOf(field: FormField & { type: 'choice' }, action_id: string): types.InputBlock['element'] | null {
  if (field.options.length === 0) return null;
  const options = field.options.map(optionOf);
  const initial = options.find(({ value }) => value === field.initial);
  const preset = initial && { initial_option: initial };
  return field.style === 'buttons' && options.length <= limits.optionsShown
    ? { type: 'radio_buttons', action_id, options, ...preset }
    : { type: 'static_select', action_id, ...listOf(options), ...preset };
}

function choicesOf(field: FormField & { type: 'choices' }, action_id: string): types.InputBlock['element'] | null {
  if (field.options.length === 0) return null;
  const options = field.options.map(optionOf);
  const initial = options.filter(({ value }) => value !== undefined && field.initial.includes(value));
  const preset = initial.length > 0 && { initial_options: initial };
  return options.length <= limits.optionsShown
    ? { type: 'checkboxes', action_id, options, ...preset }
    : { type: 'multi_static_select', action_id, ...listOf(options), ...preset };
}

function optionOf({ value, label, detail }: FieldOption): types.PlainTextOption {
  return {
    value,
    text: plain(label, limits.optionText),
    ...(detail && { description: plain(detail, limits.optionText) }),
  };
}

/** A list holds a hundred options; a longer one is parted into groups named by their first and last. */
function listOf(options: types.PlainTextOption[]) {
  if (options.length <= limits.optionsPerList) return { options };
  const option_groups = Array.from({ length: Math.ceil(options.length / limits.optionsPerList) }, (_, index) => {
    const group = options.slice(index * limits.optionsPerList, (index + 1) * limits.optionsPerList);
    const [first, last] = [group[0]?.text.text ?? '', group.at(-1)?.text.text ?? ''];
    return { label: plain(`${shorten(first, 36)} – ${shorten(last, 36)}`, limits.optionText), options: group };
  });
  return { option_groups };
}
