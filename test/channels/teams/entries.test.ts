import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { textOf } from '../../../src/workspace/teams/card-reading.ts';
import { objectIdOf } from '../../../src/workspace/teams/identity.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { button, card } from '../slack/samples.ts';
import { personOf, type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let maya: TeamsPerson;

beforeEach(async () => {
  world = await teamsWorld({ patience: 300 });
  maya = world.teams.as('U0MAYA');
  await maya.install();
});
afterEach(() => world.stop());

const last = (person = maya) => {
  const message = person.inbox().at(-1);
  if (!message) throw new Error('the chat is empty');
  return message;
};
const readLast = (person = maya): string => `${last(person).text}${textOf(last(person).card)}`;
const acts = () => world.conversation.acts.map(({ act, speaker }) => ({ ...act, by: speaker.person.id }));
const says = (text: string): Reply => ({ type: 'notice', notice: { tone: 'good', text, actions: [] } });

describe('what is typed', () => {
  it.each([
    ['status', 'status'],
    ['Statut', 'status'],
    ['help', 'help'],
    ['aide', 'help'],
    ['home', 'home'],
    ['accueil', 'home'],
    ['offboard', 'start'],
    ['départ', 'start'],
    ['frobnicate the whatsit', 'command'],
  ])('"%s" asks for %s', async (text, name) => {
    await maya.say(text);
    expect(acts()).toMatchObject([{ ref: { name, departureId: null }, by: 'p-maya' }]);
  });

  it('people are who they are, whatever they are called', async () => {
    await maya.say('offboard', [world.teams.as('U0LEO').person]);
    expect(acts()).toMatchObject([{ ref: { name: 'start' }, words: ['offboard', { personId: 'p-leo' }] }]);
  });

  it('costs no write once it is known how somebody is reached', async () => {
    await maya.say('status');
    const write = vi.spyOn(world.notes, 'write');
    await maya.say('status');
    expect(write).not.toHaveBeenCalled();
  });

  it('is answered in a message', async () => {
    world.conversation.answers.set('status', () => says('Two are leaving.'));
    await maya.say('status');
    expect(readLast()).toContain('Two are leaving.');
  });

  it('once, though Teams sends it twice', async () => {
    const before = maya.inbox().length;
    const twice = { ...maya.activity(), type: 'message', id: 'same', text: 'status' };
    await maya.send(twice);
    await maya.send(twice);
    expect(acts()).toHaveLength(1);
    expect(maya.inbox()).toHaveLength(before + 1);
  });

  it('once, though another process, or the next start, hears of it again', async () => {
    const { once } = createMemoryStore();
    const twice = { ...maya.activity(), type: 'message', id: 'same', text: 'status' };
    const worlds = [await teamsWorld({ once }), await teamsWorld({ once })];
    for (const one of worlds) await one.teams.as('U0MAYA').send(twice);
    expect(worlds.flatMap(({ conversation }) => conversation.acts)).toHaveLength(1);
    for (const one of worlds) await one.stop();
  });

  it('among others is answered in private, and nothing of it is said there', async () => {
    const team = await world.teams.addToTeam('platform', ['U0MAYA', 'U0ALEX'], 'U0MAYA');
    world.conversation.answers.set('status', () => says('Alex is leaving.'));
    await maya.say('status', [], team);
    expect(readLast()).toContain('Alex is leaving.');
    const there = team.messages.map(({ text, card: drawn }) => `${text}${textOf(drawn)}`).join('\n');
    expect(there).not.toContain('Alex');
    expect(there).toContain('nobody else reads it');
  });

  it('among others by somebody without the app gets told how to go on', async () => {
    const team = await world.teams.addToTeam('platform', ['U0ALEX'], 'U0MAYA');
    await world.teams.as('U0ALEX').say('status', [], team);
    expect(team.messages.at(-1)?.text).toContain('Add the Relais app');
  });
});

describe('who speaks', () => {
  it('is the sender, not what the card carries', async () => {
    await post();
    await maya.press(last(), 'task.accept', {
      from: { id: '29:other' },
      personId: 'p-tom',
      aadObjectId: objectIdOf('U0TOM'),
    });
    expect(acts()).toMatchObject([{ ref: { name: 'task.accept' }, by: 'p-maya' }]);
  });

  it('is nobody whom the directory does not know', async () => {
    const stranger = { ...maya.activity(), type: 'message', text: 'status' };
    await maya.send({ ...stranger, from: { id: '29:nobody', aadObjectId: 'nobody' } });
    expect(acts()).toEqual([]);
    expect(readLast()).toContain('only speaks with people of this organisation');
  });
});

async function post(): Promise<void> {
  const target = { to: { type: 'person' as const, person: personOf('U0MAYA') }, thread: null };
  await world.app.channel.post(target, card([{ type: 'actions', actions: [button()] }]), 'k');
}

describe('a click', () => {
  it('that needs only words gets them at once, and leaves the card', async () => {
    world.conversation.answers.set('task.accept', () => says('It is yours.'));
    await post();
    const before = maya.inbox().length;
    const { body } = await maya.press(last(), 'task.accept');
    expect(body).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'It is yours.',
    });
    expect(maya.inbox()).toHaveLength(before);
  });

  it('from a client without Execute does the same by messages', async () => {
    world.conversation.answers.set('task.accept', () => says('It is yours.'));
    await post();
    await maya.submit(last(), 'task.accept');
    expect(acts()).toMatchObject([{ ref: { name: 'task.accept' }, by: 'p-maya' }]);
    expect(readLast()).toContain('It is yours.');
  });

  it('that takes long is said to, and answered below', async () => {
    let done: () => void = () => undefined;
    world.conversation.answers.set(
      'task.accept',
      () =>
        new Promise((resolve) => {
          done = () => resolve(says('At last.'));
        }),
    );
    await post();
    const { body } = await maya.press(last(), 'task.accept');
    expect(body).toMatchObject({ value: expect.stringContaining('The answer comes as a message') });
    done();
    await world.app.stop();
    expect(readLast()).toContain('At last.');
  });

  it('that Relais never made is answered like an old button', async () => {
    await maya.send({ ...maya.activity(), type: 'message', value: { relais: { name: 'constructor' } } });
    expect(acts()).toMatchObject([{ ref: { name: 'unknown' } }]);
  });
});

describe('a form', () => {
  const form = (title: string): Reply => ({
    type: 'form',
    how: 'replace',
    form: {
      kind: 'decline',
      title,
      submit: { label: 'Send', act: { name: 'task.decline.submit', departureId: 'd', target: 't', seen: '1' } },
      close: 'Close',
      parts: [
        {
          type: 'field',
          field: {
            type: 'text',
            id: 'reason',
            label: 'Reason',
            hint: null,
            required: false,
            onChange: null,
            multiline: true,
            maxLength: 500,
            minLength: 0,
            placeholder: null,
            initial: null,
          },
        },
      ],
    },
  });

  it('stands below, turns its pages in place, and shows what is wrong with what was typed', async () => {
    world.conversation.answers.set('help', () => form('Page one'));
    await maya.say('help');
    const { id } = last();
    world.conversation.answers.set('task.decline.submit', () => ({ type: 'errors', errors: { reason: 'Say more.' } }));
    await maya.press(last(), 'task.decline.submit', { [reasonInput()]: 'no' });
    await world.app.stop();
    expect(last().id).toBe(id);
    expect(readLast()).toContain('Say more.');
    expect(readLast()).toContain('no');
    expect(acts().at(-1)?.values).toEqual({ reason: 'no' });
    world.conversation.answers.set('task.decline.submit', () => form('Page two'));
    await maya.press(last(), 'task.decline.submit', { [reasonInput()]: 'no time' });
    await world.app.stop();
    expect(last().id).toBe(id);
    expect(readLast()).toContain('Page two');
    world.conversation.answers.set('task.decline.submit', () => ({ type: 'done', notice: null }));
    const before = maya.inbox().length;
    const { body } = await maya.press(last(), 'task.decline.submit');
    await world.app.stop();
    // The click is answered, and the form goes: no card stays that says nothing. It may be somebody's word about an
    // account that is still open: nothing is said to be done.
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: 'Noted.' });
    expect(maya.inbox().map((message) => message.id)).not.toContain(id);
    expect(maya.inbox()).toHaveLength(before - 1);
  });

  it('opens in a dialog too, and goes on there', async () => {
    world.conversation.answers.set('start', () => form('Who is leaving?'));
    const opened = await maya.invoke('composeExtension/fetchTask', {
      commandId: 'offboard',
      commandContext: 'compose',
    });
    expect(opened.body).toMatchObject({ task: { type: 'continue' } });
    expect(textOf(opened.body)).toContain('Who is leaving?');
    world.conversation.answers.set('task.decline.submit', () => says('Thank you.'));
    const data = { relais: { name: 'task.decline.submit', departureId: 'd', target: 't', seen: '1' } };
    const sent = await maya.invoke('task/submit', { data });
    expect(sent.body).toMatchObject({ task: { type: 'message', value: 'Thank you.' } });
  });

  /** The input's id, as it is drawn. */
  function reasonInput(): string {
    const [, id = ''] = /"type":"Input\.Text","id":"([^"]+)"/.exec(JSON.stringify(last().card)) ?? [];
    return id || 'reason';
  }
});

describe('installing', () => {
  it('welcomes once, says who did it, and again after a removal', async () => {
    const leo = world.teams.as('U0LEO');
    await leo.install(world.teams.as('U0HUGO').person);
    expect(leo.inbox()).toHaveLength(1);
    expect(readLast(leo)).toContain('Bienvenue dans Relais');
    expect(readLast(leo)).toContain('Installation faite par Hugo Martin.');
    await leo.uninstall();
    await expect(
      world.app.channel.post({ to: { type: 'person', person: personOf('U0LEO') }, thread: null }, card([]), 'k'),
    ).rejects.toMatchObject({ kind: 'unreachable' });
    await leo.install();
    expect(leo.inbox()).toHaveLength(2);
  });
});
