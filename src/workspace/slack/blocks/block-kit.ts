/**
 * Block Kit as Slack checks it, limits included: https://docs.slack.dev/reference/block-kit/blocks. Like Slack, it
 * refuses unknown properties, so that a typing error in a card shows here and not in somebody's real workspace.
 */
import { z } from 'zod';
import { anyText, identifier, imageSource, plainText } from './composition.ts';
import { accessory, actionElement, image, inputElement } from './elements.ts';

const id = { block_id: identifier.optional() };

/** Of the small parts only dates are checked to the letter: a wrong one would otherwise show as its own template. */
const richPart = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int({ error: 'must provide an integer' }),
    format: z.string().regex(/\{\w+\}/, { error: 'no date token' }),
    url: z.url().optional(),
    fallback: z.string().optional(),
    style: z.looseObject({}).optional(),
  }),
  ...(['text', 'link', 'user', 'usergroup', 'channel', 'emoji', 'broadcast', 'color', 'team'] as const).map((type) =>
    z.looseObject({ type: z.literal(type) }),
  ),
]);

const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...id,
  elements: z.array(
    z.union([
      z.looseObject({
        type: z.enum(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']),
        elements: z.array(richPart),
      }),
      z.looseObject({
        type: z.literal('rich_text_list'),
        elements: z.array(z.looseObject({ type: z.literal('rich_text_section'), elements: z.array(richPart) })),
      }),
    ]),
  ),
});

const cell = z.union([
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string() }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string() }),
]);

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, { message: 'missing required field: text' });

const context = z.strictObject({
  type: z.literal('context'),
  ...id,
  elements: z
    .array(z.union([image, anyText(2000)]))
    .min(1)
    .max(10),
});

const divider = z.strictObject({ type: z.literal('divider'), ...id });

/** Slack's page lists more kinds of children than its own checks take; what both take, and nothing that is clicked. */
const container = z
  .strictObject({
    type: z.literal('container'),
    ...id,
    title: plainText(150),
    subtitle: anyText(150).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [section, context, divider]))
      .min(1)
      .max(10),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
  })
  .refine((it) => it.default_collapsed !== true || it.is_collapsible === true, {
    message: 'default_collapsed needs is_collapsible',
  });

const alert = z.strictObject({
  type: z.literal('alert'),
  ...id,
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const plan = z.strictObject({
  type: z.literal('plan'),
  ...id,
  title: z.string().min(1),
  tasks: z
    .array(
      z.strictObject({
        type: z.literal('task_card'),
        task_id: z.string().min(1),
        title: z.string().min(1),
        status: z.enum(['pending', 'in_progress', 'complete', 'error']),
        details: richText.optional(),
        output: richText.optional(),
      }),
    )
    .optional(),
});

const chartPoint = z.strictObject({ label: z.string().min(1).max(20), value: z.number() });
const chart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pie'), segments: z.array(chartPoint).min(1).max(12) }),
  z.strictObject({
    type: z.enum(['bar', 'line', 'area']),
    series: z
      .array(z.strictObject({ name: z.string().min(1).max(20), data: z.array(chartPoint).min(1).max(20) }))
      .min(1)
      .max(12),
    axis_config: z.strictObject({
      categories: z.array(z.string().min(1).max(20)).min(1).max(20),
      x_label: z.string().max(50).optional(),
      y_label: z.string().max(50).optional(),
    }),
  }),
]);
const dataVisualization = z.strictObject({
  type: z.literal('data_visualization'),
  ...id,
  title: z.string().min(1).max(50),
  chart,
});

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    ...id,
    caption: z.string().min(1),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(({ rows }) => rows[0]?.every(({ type }) => type !== 'rich_text'), {
    message: 'a header cell is no rich text',
  })
  .refine(({ rows }) => rows.every((row) => row.length === rows[0]?.length), { message: 'rows of different lengths' });

const common = [
  section,
  context,
  divider,
  container,
  z.strictObject({ type: z.literal('actions'), ...id, elements: z.array(actionElement).min(1).max(25) }),
  z.strictObject({ type: z.literal('header'), ...id, text: plainText(150) }),
  z.strictObject({
    type: z.literal('image'),
    ...id,
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
    ...imageSource,
  }),
  z.strictObject({
    type: z.literal('input'),
    ...id,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement,
  }),
  richText,
  z.strictObject({
    type: z.literal('table'),
    ...id,
    rows: z.array(z.array(cell).max(20)).max(100),
    column_settings: z
      .array(
        z
          .strictObject({
            align: z.enum(['left', 'center', 'right']).optional(),
            is_wrapped: z.boolean().optional(),
          })
          .nullable(),
      )
      .max(20)
      .optional(),
  }),
] as const;

const messageBlock = z.discriminatedUnion('type', [
  ...common,
  z.strictObject({ type: z.literal('markdown'), ...id, text: z.string().min(1).max(12_000) }),
  plan,
  dataTable,
  dataVisualization,
]);
const modalBlock = z.discriminatedUnion('type', [...common, alert]);
const homeBlock = z.discriminatedUnion('type', [...common, dataVisualization]);

type AnyBlock = z.infer<typeof messageBlock> | z.infer<typeof modalBlock> | z.infer<typeof homeBlock>;

function listOf<T extends AnyBlock>(block: z.ZodType<T>, most: number) {
  return z
    .array(block)
    .max(most)
    .superRefine((blocks, context) => {
      const seen = new Set<string>();
      for (const [index, each] of blocks.entries()) {
        if (each.block_id && seen.has(each.block_id))
          context.addIssue({ code: 'custom', path: [index, 'block_id'], message: `block_id already exists` });
        if (each.block_id) seen.add(each.block_id);
        for (const [at, action] of actionIds(each).entries())
          if (actionIds(each).indexOf(action) !== at)
            context.addIssue({ code: 'custom', path: [index, 'elements', at], message: 'action_id already exists' });
      }
    });
}

function actionIds(each: AnyBlock): string[] {
  return each.type === 'actions' ? each.elements.flatMap((element) => element.action_id ?? []) : [];
}

/** So many of a kind in one place: the first that is too many is refused as such. */
function atMost<T extends AnyBlock>(list: z.ZodType<T[]>, kinds: Readonly<Partial<Record<AnyBlock['type'], number>>>) {
  return list.superRefine((blocks, context) => {
    for (const [kind, most] of Object.entries(kinds)) {
      const indexes = blocks.flatMap((block, index) => (block.type === kind ? [index] : []));
      const tooMany = indexes[most];
      if (tooMany !== undefined)
        context.addIssue({ code: 'custom', path: [tooMany, 'type'], message: `no more than ${most} ${kind} allowed` });
    }
  });
}

export const messageBlocks = atMost(listOf(messageBlock, 50), {
  table: 1,
  data_table: 1,
  plan: 1,
  data_visualization: 2,
});
export const modalBlocks = listOf(modalBlock, 100);
export const homeBlocks = atMost(listOf(homeBlock, 100), { data_visualization: 2 });

/** The old secondary attachments: only what people still use them for, a coloured bar beside blocks or text. */
export const attachment = z.looseObject({
  color: z.string().optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
  blocks: messageBlocks.optional(),
});
