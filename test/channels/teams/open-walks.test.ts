import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { act } from '../../../src/views/act-names.ts';
import type { ActRef } from '../../../src/views/card-view.ts';
import { buttonsOf, textOf } from '../../../src/workspace/teams/card-reading.ts';
import type { TeamsMessage } from '../../../src/workspace/teams/chats.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let maya: TeamsPerson;
beforeEach(async () => {
  world = await teamsWorld();
  maya = world.teams.as('U0MAYA');
  await maya.install();
});
afterEach(() => world.stop());

function page(title: string, submit: ActRef): Reply {
  const form = { kind: 'day', title, submit: { label: 'Next', act: submit }, close: 'Later', parts: [] };
  return { type: 'form', form, how: 'replace' };
}
const first = (title = 'First page') => page(title, act('walk.who', null));
const second = (title = 'Second page', id = 'd1') => page(title, act('walk.day', id));
const answer = (name: string, reply: Reply) => world.conversation.answers.set(name, () => reply);
const newest = (): TeamsMessage => {
  const message = maya.inbox().at(-1);
  if (!message) throw new Error('nothing came');
  return message;
};
/** Of each message but the welcome: its first words, and how many buttons it has. */
const says = () =>
  maya
    .inbox()
    .slice(1)
    .map(({ card }) => {
      const [line] = textOf(card)
        .split('\n')
        .filter((one) => one !== 'Relais');
      return `${line} ${buttonsOf(card).length}`;
    });
const closed = 'This form is closed. What became of it stands in a newer message. 0';
const settled = () => world.app.stop();

describe('a walk on Teams', () => {
  it('is one card that turns, and leaves no form behind', async () => {
    answer('start', first());
    await maya.say('offboard');
    answer('walk.who', second());
    await maya.press(newest(), 'walk.who');
    await settled();
    expect(says()).toEqual(['Second page 1']);
    answer('walk.day', { type: 'done', notice: { tone: 'good', text: 'It has started.', actions: [] } });
    await maya.press(newest(), 'walk.day');
    await settled();
    expect(says()).toEqual(['✅ It has started. 0']);
  });

  it('that goes on in a newer message closes the form in the older one', async () => {
    answer('start', first());
    await maya.say('offboard');
    answer('start', first('First page again'));
    await maya.say('offboard');
    await settled();
    expect(says()).toEqual([closed, 'First page again 1']);
    answer('walk.who', second());
    await maya.press(newest(), 'walk.who');
    answer('start', second('Second page, resumed'));
    await maya.say('offboard');
    await settled();
    expect(says()).toEqual([closed, closed, 'Second page, resumed 1']);
  });

  it('leaves the form of another departure as it is', async () => {
    answer('start', second('Of one', 'd1'));
    await maya.say('offboard');
    answer('start', second('Of another', 'd2'));
    await maya.say('offboard');
    await settled();
    expect(says()).toEqual(['Of one 1', 'Of another 1']);
  });

  it('goes on in the card in which it was left', async () => {
    answer('start', second());
    await maya.say('offboard');
    const resume = {
      act: act('walk.resume', 'd1'),
      label: 'Continue',
      accessibilityLabel: 'Continue',
      style: 'primary' as const,
      confirm: null,
    };
    answer('walk.day', { type: 'notice', notice: { tone: 'neutral', text: 'Kept.', actions: [resume] } });
    await maya.press(newest(), 'walk.day');
    await settled();
    expect(says()).toEqual(['Kept. 1']);
    answer('walk.resume', second('Second page again'));
    await maya.press(newest(), 'walk.resume');
    await settled();
    expect(says()).toEqual(['Second page again 1']);
  });

  it('that was discarded elsewhere has no form any more; one that was not keeps it', async () => {
    answer('start', second());
    await maya.say('offboard');
    const discard = {
      act: act('walk.discard', 'd1'),
      label: 'Discard',
      accessibilityLabel: 'Discard',
      style: 'default' as const,
      confirm: null,
    };
    answer('status', { type: 'notice', notice: { tone: 'neutral', text: 'One draft.', actions: [discard] } });
    await maya.say('status');
    answer('walk.discard', { type: 'notice', notice: { tone: 'refused', text: 'Not now.', actions: [discard] } });
    await maya.press(newest(), 'walk.discard');
    await settled();
    expect(says()[0]).toBe('Second page 1');
    answer('walk.discard', { type: 'done', notice: { tone: 'good', text: 'It is gone.', actions: [discard] } });
    await maya.press(newest(), 'walk.discard');
    await settled();
    expect(says()[0]).toBe(closed);
  });
});
