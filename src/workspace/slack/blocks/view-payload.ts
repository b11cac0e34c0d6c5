/** What `views.*` take: https://docs.slack.dev/reference/views */
import { z } from 'zod';
import { homeBlocks, modalBlocks } from './block-kit.ts';
import { plainText } from './composition.ts';

const shared = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

export const homeView = z.strictObject({ type: z.literal('home'), blocks: homeBlocks, ...shared });

export const modalView = z
  .strictObject({
    type: z.literal('modal'),
    blocks: modalBlocks,
    ...shared,
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .superRefine((view, context) => {
    if (!view.submit && view.blocks.some((block) => block.type === 'input'))
      context.addIssue({ code: 'custom', path: ['submit'], message: 'missing required field: submit' });
  });

export type HomePayload = z.infer<typeof homeView>;
export type ModalPayload = z.infer<typeof modalView>;

/** Slack refuses a view whose JSON is larger. */
export const largestView = 250_000;
