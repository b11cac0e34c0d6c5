/** The content arguments that `chat.*` and `response_url` share, checked as Slack checks them. */
import { z } from 'zod';
import { attachment, messageBlocks } from '../blocks/block-kit.ts';
import { type CheckedBlocks, identified } from '../blocks/identified.ts';
import { problems } from '../blocks/problems.ts';
import type { MessageContent } from '../stores/messages.ts';
import { structure } from './method.ts';
import { SlackError } from './slack-error.ts';

export const contentArgs = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
};

const longestText = 40_000;
const metadata = z.strictObject({ event_type: z.string().min(1).max(255), event_payload: z.looseObject({}) });
const largestMetadata = 16_384;

/** What was given, each part undefined when it was left out. */
export function givenContent(args: {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  metadata?: unknown;
}): { [Part in keyof MessageContent]: MessageContent[Part] | undefined } {
  if ((args.text?.length ?? 0) > longestText) throw new SlackError('msg_too_long');
  return {
    text: args.text,
    blocks: args.blocks === undefined ? undefined : identified(checkedBlocks(args.blocks)),
    attachments: args.attachments === undefined ? undefined : checkedAttachments(args.attachments),
    metadata: args.metadata === undefined ? undefined : checkedMetadata(args.metadata),
  };
}

/** A message needs something to show. */
export function newContent(args: Parameters<typeof givenContent>[0]): MessageContent {
  const { text, blocks = [], attachments = [], metadata = null } = givenContent(args);
  if (!text && blocks.length === 0 && attachments.length === 0) throw new SlackError('no_text');
  return { text: text ?? '', blocks, attachments, metadata };
}

function checkedBlocks(given: unknown): CheckedBlocks {
  const blocks = structure(given, 'invalid_blocks_format');
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const checked = messageBlocks.safeParse(blocks);
  if (!checked.success) throw new SlackError('invalid_blocks', problems(checked.error, '/blocks'));
  return checked.data;
}

function checkedAttachments(given: unknown): MessageContent['attachments'] {
  const attachments = z.array(attachment).max(100).safeParse(structure(given, 'invalid_attachments'));
  if (!attachments.success) throw new SlackError('invalid_attachments', problems(attachments.error, '/attachments'));
  return attachments.data.map(({ blocks, color, ...rest }) => ({
    ...rest,
    ...(color === undefined ? {} : { color }),
    ...(blocks === undefined ? {} : { blocks: identified(blocks) }),
  }));
}

function checkedMetadata(given: unknown): MessageContent['metadata'] {
  const value = structure(given, 'invalid_metadata_format');
  if (value === null) return null;
  const checked = metadata.safeParse(value);
  if (!checked.success) throw new SlackError('invalid_metadata_format', problems(checked.error, '/metadata'));
  if (JSON.stringify(checked.data).length > largestMetadata) throw new SlackError('metadata_too_large');
  return checked.data;
}
