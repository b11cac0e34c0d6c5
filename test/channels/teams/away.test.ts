import { describe, expect, it, onTestFinished } from 'vitest';
import { buttonsOf, textOf } from '../../../src/workspace/teams/card-reading.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { button, card } from '../slack/samples.ts';

import { fakeDirectory, teamsWorld } from './teams-world.ts';

const english = 'Relais cannot reach its database at the moment, so nothing was done.';
const french = 'Relais n’atteint pas sa base de données en ce moment : rien n’a été fait.';

/** French is set with spaces that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** A store that can be taken away, and brought back with all that was asked of it meanwhile. */
async function world() {
  const memory = createMemoryStore();
  let back = () => {};
  let away: Promise<void> | null = null;
  const once: typeof memory.once = {
    ...memory.once,
    take: async (...asked) => {
      await away;
      return memory.once.take(...asked);
    },
  };
  const directory: typeof fakeDirectory = {
    ...fakeDirectory,
    byHandle: async (...asked) => {
      await away;
      return fakeDirectory.byHandle(...asked);
    },
  };
  const made = await teamsWorld({ once, directory: () => directory, storeAnswers: async () => away === null });
  onTestFinished(() => {
    back();
    return made.stop();
  });
  const maya = made.teams.as('U0MAYA');
  await maya.install();
  return {
    ...made,
    maya,
    takeAway() {
      away = new Promise((resolve) => {
        back = () => {
          away = null;
          resolve();
        };
      });
    },
    bringBack: () => back(),
    said: () => maya.inbox().map((one) => plain(`${one.text}${textOf(one.card)}`)),
  };
}

describe('Teams, while the store is away', () => {
  it('tells whoever writes at once, in both languages, and does not do it later', async () => {
    const { maya, conversation, said, takeAway, bringBack } = await world();
    takeAway();
    const began = performance.now();
    await maya.say('offboard');
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(said().at(-1)).toContain(english);
    expect(said().at(-1)).toContain(french);
    bringBack();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(conversation.acts).toEqual([]);
    // Sent again by its person, it is done.
    await maya.say('offboard');
    expect(conversation.acts.map(({ act }) => act.ref.name)).toEqual(['start']);
  });

  it('answers a click likewise', async () => {
    const { maya, conversation, takeAway } = await world();
    conversation.answers.set('status', () => ({
      type: 'card',
      card: card([{ type: 'actions', actions: [button()] }]),
    }));
    await maya.say('status');
    const shown = maya.inbox().findLast((one) => buttonsOf(one.card).length > 0);
    if (!shown) throw new Error('no card came');
    takeAway();
    const answer = await maya.press(shown, () => true, {});
    expect(JSON.stringify(answer)).toContain(english);
    expect(conversation.acts).toHaveLength(1);
  });
});
