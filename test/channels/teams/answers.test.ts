import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawButton } from '../../../src/channels/teams/draw-button.ts';
import { createMentions } from '../../../src/channels/teams/mentions.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { textOf } from '../../../src/workspace/teams/card-reading.ts';
import { relaisAuthor } from '../../../src/workspace/teams/chats.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { personOf, type TeamsWorld, teamsWorld } from './teams-world.ts';

function formOf(kind: string, act: string): FormView {
  const submit = { label: 'Start', act: { name: act, departureId: 'd', target: null, seen: null } };
  return { kind, title: 'The plan', submit, close: 'Later', parts: [] };
}

let world: TeamsWorld;
let maya: TeamsPerson;
beforeEach(async () => {
  world = await teamsWorld({ patience: 200 });
  maya = world.teams.as('U0MAYA');
});
afterEach(() => world.stop());

describe('the members of a team', () => {
  it('are never asked for with an empty token, which Microsoft refuses', async () => {
    const team = await world.teams.addToTeam('platform', ['U0MAYA', 'U0LEO'], 'U0MAYA');
    const found = await world.app.channel.lookUp({ email: personOf('U0LEO').email });
    expect(found).toMatchObject({ name: 'Léo Dubois' });
    const asked = `${new URL(world.messagesUrl).origin}/workspace/teams/v3/conversations/${team.id}/pagedmembers`;
    expect((await fetch(`${asked}?continuationToken=`)).status).toBe(403);
  });
});

describe('an answer', () => {
  it('that nobody can be given is no error to Teams, which would send the act again', async () => {
    await maya.install();
    world.teams.setBlocked('U0MAYA', true);
    world.conversation.answers.set('status', () => ({
      type: 'notice',
      notice: { tone: 'refused', text: 'Not for you.', actions: [] },
    }));
    await expect(maya.say('status')).resolves.not.toThrow();
    expect(world.conversation.acts).toHaveLength(1);
    expect(world.log.filter(({ event }) => event === 'teams.failed')).toHaveLength(1);
  });

  it('in place of a form is given once Teams takes it: buttons that are used up do not stay', async () => {
    await maya.install();
    world.conversation.answers.set('start', () => ({
      type: 'form',
      form: formOf('plan', 'walk.submit'),
      how: 'replace',
    }));
    await maya.say('offboard');
    world.conversation.answers.set('walk.submit', async () => {
      // Longer than Teams waits for the answer to a click; by then it takes no more messages.
      await setTimeout(400);
      world.teams.misbehave('throttled');
      return { type: 'done', notice: { tone: 'good', text: 'It has started.', actions: [] } };
    });
    const page = maya.inbox().at(-1);
    if (!page) throw new Error('no page came');
    await maya.press(page, 'walk.submit');
    await setTimeout(600);
    expect(JSON.stringify(maya.inbox().at(-1)?.card)).toContain('walk.submit');
    world.teams.misbehave('none');
    await world.app.stop();
    const now = maya.inbox().at(-1);
    expect(now?.id).toBe(page.id);
    expect(JSON.stringify(now?.card)).not.toContain('walk.submit');
    expect(textOf(now?.card)).toContain('It has started.');
  }, 20_000);

  it('that says nothing takes the form away; where Teams deletes nothing, it says that it was taken', async () => {
    await maya.install();
    const asked = async () => {
      world.conversation.answers.set('start', () => ({
        type: 'form',
        form: formOf('why', 'task.decline.submit'),
        how: 'replace',
      }));
      world.conversation.answers.set('task.decline.submit', () => ({ type: 'done', notice: null }));
      await maya.say('offboard');
      const page = maya.inbox().at(-1);
      if (!page) throw new Error('no page came');
      await maya.press(page, 'task.decline.submit');
      return page.id;
    };
    const standing = (id: string) => maya.inbox().find((message) => message.id === id);
    const first = await asked();
    await expect.poll(() => standing(first)).toBeUndefined();
    world.teams.misbehave('keeps-messages');
    const second = await asked();
    await expect.poll(() => textOf(standing(second)?.card)).toContain('Noted.');
    expect(JSON.stringify(standing(second)?.card)).not.toContain('task.decline.submit');
  });

  it('holds no tag that somebody typed in what notifications show', async () => {
    await maya.install();
    world.conversation.answers.set('command', () => ({
      type: 'notice',
      notice: { tone: 'neutral', text: 'Relais does not know “<at>Leo Martin</at>”.', actions: [] },
    }));
    await maya.say('hello');
    const last = maya
      .inbox()
      .filter(({ author }) => author === relaisAuthor)
      .at(-1);
    expect(textOf(last?.card)).toContain('Leo Martin');
    expect(last?.summary).toContain('Leo Martin');
    expect(last?.summary).not.toMatch(/<\/?at>/);
  });
});

describe('a dangerous button', () => {
  it('looks and reads unlike the one below it that does it', () => {
    const action = {
      act: { name: 'access.confirm', departureId: 'd', target: null, seen: null },
      label: 'Confirm',
      accessibilityLabel: 'Confirm: Alex',
      style: 'danger' as const,
      confirm: { title: 'Confirm?', text: 'Access ends.', confirm: 'Confirm', deny: 'Not yet' },
    };
    const drawn = drawButton(action, { mentions: createMentions(() => null) });
    expect(drawn).toMatchObject({ title: 'Confirm…', style: 'default' });
    expect(JSON.stringify(drawn)).toContain('"title":"Confirm","');
  });
});
