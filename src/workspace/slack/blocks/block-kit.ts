/**
 * Block Kit as Slack checks it, limits included: https://docs.slack.dev/reference/block-kit/blocks. Like Slack, it refuses unknown
 * properties, so that a typing error in a card shows here and not in somebody's real workspace.
 */
import { z } from 'zod';
import { anyText, identifier, imageSource, plainText } from './composition.ts';
import { accessory, actionElement, image, inputElement } from './elements.ts';

const id = { block_id: identifier.optional() };

const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...id,
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
      elements: z.array(z.looseObject({ type: z.string() })),
    }),
  ),
});

const cell = z.union([
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string() }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string() }),
]);

const common = [
  z
    .strictObject({
      type: z.literal('section'),
      ...id,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: accessory.optional(),
      expand: z.boolean().optional(),
    })
    .refine((it) => it.text !== undefined || it.fields !== undefined, { message: 'missing required field: text' }),
  z.strictObject({ type: z.literal('actions'), ...id, elements: z.array(actionElement).min(1).max(25) }),
  z.strictObject({
    type: z.literal('context'),
    ...id,
    elements: z
      .array(z.union([image, anyText(2000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('divider'), ...id }),
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
]);
const viewBlock = z.discriminatedUnion('type', [...common]);

type AnyBlock = z.infer<typeof messageBlock>;

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

export const messageBlocks = listOf(messageBlock, 50);
export const viewBlocks = listOf(viewBlock, 100);

/** The old secondary attachments: only what people still use them for, a coloured bar beside blocks or text. */
export const attachment = z.looseObject({
  color: z.string().optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
  blocks: messageBlocks.optional(),
});
