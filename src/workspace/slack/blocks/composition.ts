/**
 * Block Kit's composition objects with their published limits:
 * https://docs.slack.dev/reference/block-kit/composition-objects
 */
import { z } from 'zod';

export function plainText(longest: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(longest),
    emoji: z.boolean().optional(),
  });
}

function mrkdwn(longest: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(longest),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(longest: number) {
  return z.discriminatedUnion('type', [plainText(longest), mrkdwn(longest)]);
}

export const identifier = z.string().max(255);

export const confirmDialog = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = {
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
  url: z.url().max(3000).optional(),
};
export const plainOption = z.strictObject({ text: plainText(75), ...option });
/** Radio buttons and checkboxes may carry mrkdwn. */
export const richOption = z.strictObject({ text: anyText(75), ...option });
export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) });

const url = z.url().max(3000);
const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url })]);
export const imageSource = { image_url: url.optional(), slack_file: slackFile.optional() };
