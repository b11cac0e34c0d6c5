import { expect, it } from 'vitest';
import { drawRich } from '../../../src/channels/slack/draw-rich.ts';
import { readable } from '../../../src/workspace/slack/readable.ts';

it('a moment that Slack says on its reader’s clock is read in words, and nothing stands twice or apart', () => {
  const when = 'Friday 20 November 2026 at 17:00';
  const line = ['not answered · Due ', { moment: '2026-11-20T17:00:00.000Z', words: when, beside: '' }, '.'];
  const block = drawRich([line], { handleOf: () => null, moment: '{date_long} {time}' });
  const message = { blocks: [{ block_id: '', ...block }], attachments: [], text: '' };
  expect(readable(message as unknown as Parameters<typeof readable>[0], () => '')).toBe(
    'not answered · Due Friday 20 November 2026 at 17:00.',
  );
});
