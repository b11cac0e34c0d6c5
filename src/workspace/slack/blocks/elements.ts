/**
 * Block Kit's interactive elements with their published limits:
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
import { z } from 'zod';
import {
  confirmDialog,
  identifier,
  imageSource,
  optionGroup,
  plainOption,
  plainText,
  richOption,
} from './composition.ts';

const action = { action_id: identifier.optional() };
const confirm = { confirm: confirmDialog.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(150).optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
};
const select = { ...action, ...confirm, ...focus, ...placeholder };
const multi = { ...select, max_selected_items: z.number().int().min(1).optional() };
const style = z.enum(['primary', 'danger']).optional();
const label = { accessibility_label: z.string().max(75).optional() };
const conversationFilter = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
};

const oneListOfOptions = (element: { options?: unknown; option_groups?: unknown }): boolean =>
  (element.options === undefined) !== (element.option_groups === undefined);
const staticOptions = {
  options: z.array(plainOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const exactlyOne = { message: 'exactly one of options and option_groups must be given' };
const textInput = { ...action, ...focus, ...placeholder, ...dispatch };
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be in the format YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be in the format HH:mm');

const button = z.strictObject({
  type: z.literal('button'),
  ...action,
  ...confirm,
  ...label,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.url().max(3000).optional(),
  style,
});

export const image = z
  .strictObject({ type: z.literal('image'), alt_text: z.string().min(1).max(2000), ...imageSource })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), {
    message: 'exactly one of image_url and slack_file must be given',
  });

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...action,
  ...confirm,
  options: z.array(plainOption).min(1).max(5),
});

const choices = [
  z.strictObject({
    type: z.literal('checkboxes'),
    ...action,
    ...confirm,
    ...focus,
    options: z.array(richOption).min(1).max(10),
    initial_options: z.array(richOption).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...action,
    ...confirm,
    ...focus,
    options: z.array(richOption).min(1).max(10),
    initial_option: richOption.optional(),
  }),
  z
    .strictObject({
      type: z.literal('static_select'),
      ...select,
      ...staticOptions,
      initial_option: plainOption.optional(),
    })
    .refine(oneListOfOptions, exactlyOne),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...multi,
      ...staticOptions,
      initial_options: z.array(plainOption).min(1).optional(),
    })
    .refine(oneListOfOptions, exactlyOne),
  z.strictObject({
    type: z.literal('external_select'),
    ...select,
    initial_option: plainOption.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...multi,
    initial_options: z.array(plainOption).min(1).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...select, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...multi,
    initial_users: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...select,
    ...conversationFilter,
    initial_conversation: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...multi,
    ...conversationFilter,
    initial_conversations: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...select,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...multi,
    initial_channels: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({ type: z.literal('datepicker'), ...select, initial_date: date.optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...select,
    initial_time: time.optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...action,
    ...confirm,
    ...focus,
    initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const;

const typed = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...textInput,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...textInput,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...textInput, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...textInput, initial_value: z.string().optional() }),
] as const;

/** In an actions block. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, ...choices]);
/** Beside a section's text. */
export const accessory = z.discriminatedUnion('type', [button, overflow, image, ...choices]);
/** In an input block. `file_input` and `rich_text_input` are not played by the local workspace. */
export const inputElement = z.discriminatedUnion('type', [...choices, ...typed]);
