import { expect, it } from 'vitest';
import { drawNotice } from '../../../src/channels/teams/draw-reply.ts';
import { checkCard, verbsIn, wordsIn } from '../../support/teams-limits.ts';
import { button, hostileTexts } from '../slack/samples.ts';

const options = { key: 'answer', locale: 'en' } as const;

it.each([
  ['refused', '⚠️ Relais'],
  ['good', '✅ Relais'],
  ['neutral', 'Relais'],
] as const)('a notice that is %s says so, and offers the way forward', (tone, title) => {
  const drawn = drawNotice({ tone, text: 'The plan changed meanwhile.', actions: [button()] }, options);
  expect(checkCard(drawn)).toEqual([]);
  expect(wordsIn(drawn).split('\n').slice(0, 2)).toEqual([title, 'The plan changed meanwhile.']);
  expect(verbsIn(drawn)).toEqual(['task.accept']);
  expect(drawn.fallbackText).toBe('The plan changed meanwhile.');
});

it.each(hostileTexts.map((text) => [JSON.stringify(text), text]))('a notice takes %s as words', (_shown, text) => {
  expect(checkCard(drawNotice({ tone: 'neutral', text, actions: [] }, options))).toEqual([]);
});
