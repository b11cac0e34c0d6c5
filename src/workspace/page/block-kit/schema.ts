import { z } from 'zod';

/**
 * The part of Slack's Block Kit that this page draws, read leniently: the page is a client, not a validator. Whatever
 * does not fit becomes an `unknown` block that is shown as such, never dropped in silence.
 * Reference: https://docs.slack.dev/reference/block-kit/blocks
 */
const textSchema = z.object({
  type: z.enum(['plain_text', 'mrkdwn']),
  text: z.string(),
  emoji: z.boolean().optional(),
});

const optionSchema = z.object({
  text: textSchema,
  value: z.string().optional(),
  description: textSchema.optional(),
  url: z.string().optional(),
});

const optionGroupSchema = z.object({ label: textSchema, options: z.array(optionSchema) });

const confirmSchema = z.object({
  title: textSchema,
  text: textSchema,
  confirm: textSchema,
  deny: textSchema,
  style: z.enum(['primary', 'danger']).optional(),
});

const base = { action_id: z.string().default(''), confirm: confirmSchema.optional() };
const entry = {
  ...base,
  placeholder: textSchema.optional(),
  focus_on_load: z.boolean().optional(),
};
const options = { options: z.array(optionSchema).optional(), option_groups: z.array(optionGroupSchema).optional() };

const buttonSchema = z.object({
  ...base,
  type: z.literal('button'),
  text: textSchema,
  value: z.string().optional(),
  url: z.string().optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().optional(),
});

const imageElementSchema = z.object({
  type: z.literal('image'),
  image_url: z.string().optional(),
  alt_text: z.string().default(''),
});

const interactiveSchemas = [
  buttonSchema,
  z.object({ ...base, type: z.literal('overflow'), options: z.array(optionSchema) }),
  z.object({
    ...entry,
    ...options,
    type: z.literal('static_select'),
    initial_option: optionSchema.optional(),
  }),
  z.object({
    ...entry,
    ...options,
    type: z.literal('multi_static_select'),
    initial_options: z.array(optionSchema).optional(),
    max_selected_items: z.number().optional(),
  }),
  z.object({
    ...entry,
    type: z.literal('external_select'),
    initial_option: optionSchema.optional(),
    min_query_length: z.number().optional(),
  }),
  z.object({
    ...entry,
    type: z.literal('multi_external_select'),
    initial_options: z.array(optionSchema).optional(),
    min_query_length: z.number().optional(),
    max_selected_items: z.number().optional(),
  }),
  z.object({ ...entry, type: z.literal('users_select'), initial_user: z.string().optional() }),
  z.object({
    ...entry,
    type: z.literal('multi_users_select'),
    initial_users: z.array(z.string()).optional(),
    max_selected_items: z.number().optional(),
  }),
  z.object({ ...entry, type: z.literal('conversations_select'), initial_conversation: z.string().optional() }),
  z.object({
    ...entry,
    type: z.literal('multi_conversations_select'),
    initial_conversations: z.array(z.string()).optional(),
    max_selected_items: z.number().optional(),
  }),
  z.object({ ...entry, type: z.literal('channels_select'), initial_channel: z.string().optional() }),
  z.object({ ...entry, type: z.literal('datepicker'), initial_date: z.string().optional() }),
  z.object({
    ...entry,
    type: z.literal('timepicker'),
    initial_time: z.string().optional(),
    timezone: z.string().optional(),
  }),
  z.object({ ...entry, type: z.literal('datetimepicker'), initial_date_time: z.number().optional() }),
  z.object({
    ...entry,
    type: z.literal('radio_buttons'),
    options: z.array(optionSchema),
    initial_option: optionSchema.optional(),
  }),
  z.object({
    ...entry,
    type: z.literal('checkboxes'),
    options: z.array(optionSchema),
    initial_options: z.array(optionSchema).optional(),
  }),
  z.object({
    ...entry,
    type: z.literal('plain_text_input'),
    multiline: z.boolean().optional(),
    initial_value: z.string().optional(),
    min_length: z.number().optional(),
    max_length: z.number().optional(),
    dispatch_action_config: z
      .object({
        trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional(),
      })
      .optional(),
  }),
  z.object({
    ...entry,
    type: z.literal('number_input'),
    is_decimal_allowed: z.boolean().optional(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.object({ ...entry, type: z.literal('email_text_input'), initial_value: z.string().optional() }),
  z.object({ ...entry, type: z.literal('url_text_input'), initial_value: z.string().optional() }),
] as const;

const interactiveSchema = z.discriminatedUnion('type', interactiveSchemas);
const elementSchema = z.discriminatedUnion('type', [...interactiveSchemas, imageElementSchema]);

const styleSchema = z
  .object({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();

const richInlineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style: styleSchema }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style: styleSchema }),
  z.object({ type: z.literal('emoji'), name: z.string() }),
  z.object({ type: z.literal('user'), user_id: z.string(), style: styleSchema }),
  z.object({ type: z.literal('channel'), channel_id: z.string(), style: styleSchema }),
  z.object({ type: z.literal('broadcast'), range: z.string() }),
  z.object({
    type: z.literal('date'),
    timestamp: z.number(),
    format: z.string(),
    url: z.string().optional(),
    fallback: z.string().optional(),
    style: styleSchema,
  }),
]);

const richSectionSchema = z.object({ type: z.literal('rich_text_section'), elements: z.array(richInlineSchema) });
const richPartSchema = z.discriminatedUnion('type', [
  richSectionSchema,
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    indent: z.number().optional(),
    offset: z.number().optional(),
    elements: z.array(richSectionSchema),
  }),
  z.object({ type: z.literal('rich_text_quote'), elements: z.array(richInlineSchema) }),
  z.object({ type: z.literal('rich_text_preformatted'), elements: z.array(richInlineSchema) }),
]);

const id = { block_id: z.string().default('') };

const richTextSchema = z.object({ type: z.literal('rich_text'), elements: z.array(richPartSchema) });
const cellSchema = z.union([
  richTextSchema,
  z.object({ type: z.literal('raw_text'), text: z.string() }),
  z.object({ type: z.literal('raw_number'), text: z.string(), value: z.number().optional() }),
]);
const chartPointSchema = z.object({ label: z.string(), value: z.number() });

const blockSchema = z.discriminatedUnion('type', [
  z.object({
    ...id,
    type: z.literal('section'),
    text: textSchema.optional(),
    fields: z.array(textSchema).optional(),
    accessory: elementSchema.optional(),
  }),
  z.object({ ...id, type: z.literal('header'), text: textSchema }),
  z.object({
    ...id,
    type: z.literal('context'),
    elements: z.array(
      z.union([
        textSchema.extend({ type: z.literal('plain_text') }),
        textSchema.extend({ type: z.literal('mrkdwn') }),
        imageElementSchema,
      ]),
    ),
  }),
  z.object({ ...id, type: z.literal('divider') }),
  z.object({ ...id, type: z.literal('actions'), elements: z.array(interactiveSchema) }),
  richTextSchema.extend(id),
  z.object({
    ...id,
    type: z.literal('container'),
    title: textSchema,
    subtitle: textSchema.optional(),
    // Read by `readBlocks` when it is drawn.
    child_blocks: z.array(z.unknown()),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
  }),
  z.object({
    ...id,
    type: z.literal('alert'),
    text: textSchema,
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
  z.object({
    ...id,
    type: z.literal('plan'),
    title: z.string(),
    tasks: z
      .array(
        z.object({
          task_id: z.string(),
          title: z.string(),
          status: z.enum(['pending', 'in_progress', 'complete', 'error']),
          details: richTextSchema.optional(),
        }),
      )
      .default([]),
  }),
  z.object({ ...id, type: z.literal('table'), rows: z.array(z.array(cellSchema)) }),
  z.object({
    ...id,
    type: z.literal('data_table'),
    caption: z.string(),
    rows: z.array(z.array(cellSchema)),
    page_size: z.number().int().min(1).optional(),
    row_header_column_index: z.number().optional(),
  }),
  z.object({
    ...id,
    type: z.literal('data_visualization'),
    title: z.string(),
    chart: z.discriminatedUnion('type', [
      z.object({ type: z.literal('pie'), segments: z.array(chartPointSchema) }),
      z.object({
        type: z.enum(['bar', 'line', 'area']),
        series: z.array(z.object({ name: z.string(), data: z.array(chartPointSchema) })),
        axis_config: z.object({ categories: z.array(z.string()), y_label: z.string().optional() }),
      }),
    ]),
  }),
  z.object({
    ...id,
    type: z.literal('image'),
    image_url: z.string().optional(),
    alt_text: z.string().default(''),
    title: textSchema.optional(),
  }),
  z.object({
    ...id,
    type: z.literal('input'),
    label: textSchema,
    element: interactiveSchema,
    hint: textSchema.optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
]);

export type TextObject = z.infer<typeof textSchema>;
export type Option = z.infer<typeof optionSchema>;
export type ConfirmDialog = z.infer<typeof confirmSchema>;
export type InteractiveElement = z.infer<typeof interactiveSchema>;
export type BlockElement = z.infer<typeof elementSchema>;
export type ElementOf<T extends InteractiveElement['type']> = Extract<InteractiveElement, { type: T }>;
export type RichInline = z.infer<typeof richInlineSchema>;
export type RichPart = z.infer<typeof richPartSchema>;
type KnownBlock = z.infer<typeof blockSchema>;
export type BlockOf<T extends KnownBlock['type']> = Extract<KnownBlock, { type: T }>;
/** A block this page cannot draw; `kind` is what it called itself. */
type UnknownBlock = { type: 'unknown'; block_id: string; kind: string };
export type Block = KnownBlock | UnknownBlock;

/** Reads a `blocks` array; blocks without an id get one from their position, as Slack would give them one. */
export function readBlocks(json: unknown): Block[] {
  if (!Array.isArray(json)) return [];
  return json.map((raw: unknown, index) => {
    const parsed = blockSchema.safeParse(raw);
    const fallbackId = `block-${index}`;
    if (parsed.success) return { ...parsed.data, block_id: parsed.data.block_id || fallbackId };
    const named = z.object({ type: z.string() }).safeParse(raw);
    return { type: 'unknown', block_id: fallbackId, kind: named.success ? named.data.type : '?' };
  });
}
