/**
 * After Slack accepted blocks, each has a `block_id` and each interactive element an `action_id`: it makes up the
 * missing ones.
 */
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Block } from '../browser-api.ts';
import type { homeBlocks, messageBlocks, modalBlocks } from './block-kit.ts';

export type CheckedBlocks = z.infer<typeof messageBlocks> | z.infer<typeof modalBlocks> | z.infer<typeof homeBlocks>;

export function identified(blocks: CheckedBlocks): Block[] {
  return blocks.map((block): Block => {
    const block_id = block.block_id ?? madeUp();
    switch (block.type) {
      case 'actions':
        return { ...block, block_id, elements: block.elements.map(withActionId) };
      case 'input':
        return { ...block, block_id, element: withActionId(block.element) };
      case 'section':
        if (!block.accessory || block.accessory.type === 'image') return { ...block, block_id };
        return { ...block, block_id, accessory: withActionId(block.accessory) };
      default:
        return { ...block, block_id };
    }
  });
}

function withActionId<T extends { action_id?: string | undefined }>(element: T): T & { action_id: string } {
  return { ...element, action_id: element.action_id ?? madeUp() };
}

function madeUp(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
