import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { textOf } from '../../../src/workspace/teams/card-reading.ts';
import { type Chat, relaisAuthor, type TeamsMessage } from '../../../src/workspace/teams/chats.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { button, card } from '../slack/samples.ts';
import { personOf, type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let maya: TeamsPerson;
beforeEach(async () => {
  world = await teamsWorld({ patience: 200 });
  maya = world.teams.as('U0MAYA');
  for (const act of ['start', 'status', 'help', 'task.accept']) world.conversation.answers.set(act, () => confidential);
});
afterEach(() => world.stop());

const confidential: Reply = { type: 'notice', notice: { tone: 'good', text: 'Alex is leaving.', actions: [] } };
const fromRelais = ({ messages }: Chat) => messages.filter(({ author }) => author === relaisAuthor);
const said = (messages: readonly TeamsMessage[]): string =>
  messages.map(({ text, summary, card: drawn }) => `${text} ${summary} ${textOf(drawn)}`).join('\n');

describe.each(['channel', 'group chat'])('in a %s', (kind) => {
  const gather = (): Promise<Chat> => {
    const add = kind === 'channel' ? world.teams.addToTeam : world.teams.addToGroup;
    return add('platform', ['U0MAYA', 'U0LEO', 'U0ALEX'], 'U0MAYA');
  };

  it.each([
    ['offboard', 'start', ['offboard', { personId: 'p-alex' }]],
    ['status', 'status', ['status']],
    ['help', 'help', ['help']],
    ['départ', 'start', ['départ', { personId: 'p-alex' }]],
  ] as const)('"%s" goes on in private, and nothing of it is said there', async (text, name, words) => {
    await maya.install();
    const place = await gather();
    const before = fromRelais(place).length;
    const mentioned = words.length === 1 ? [] : [world.teams.as('U0ALEX').person];
    await maya.say(text, mentioned, place);
    expect(world.conversation.acts.map(({ act }) => act)).toMatchObject([{ ref: { name }, words }]);
    expect(said(maya.inbox())).toContain('Alex is leaving.');
    expect(
      fromRelais(place)
        .slice(before)
        .map((one) => one.text),
    ).toEqual(['The answer is in your own chat with Relais, where nobody else reads it.']);
    expect(said(fromRelais(place))).not.toContain('Alex');
  });

  it('goes on in private also where Relais has never written before, again and again', async () => {
    const place = await gather();
    world.teams.installUnheard('U0LEO');
    const leo = world.teams.as('U0LEO');
    for (const count of [1, 2]) {
      await leo.say('status', [], place);
      expect(leo.inbox()).toHaveLength(count);
    }
    expect(fromRelais(place).at(-1)?.text).toContain('conversation privée avec Relais');
    // And cards come there from now on.
    const target = { to: { type: 'person' as const, person: personOf('U0LEO') }, thread: null };
    await world.app.channel.post(target, card([]), 'k');
    expect(leo.inbox()).toHaveLength(3);
  });

  it('says how to install it to whoever has not, has removed it, or has blocked it', async () => {
    const place = await gather();
    const leo = world.teams.as('U0LEO');
    const answered = async (): Promise<string> => {
      await leo.say('status', [], place);
      return fromRelais(place).at(-1)?.text ?? '';
    };
    const how = 'Ajoutez l’application Relais';
    expect(await answered()).toContain(how);
    await leo.install();
    world.teams.setBlocked('U0LEO', true);
    expect(await answered()).toContain(how);
    world.teams.setBlocked('U0LEO', false);
    expect(await answered()).toContain('La réponse est dans');
    await leo.uninstall();
    expect(await answered()).toContain(how);
    expect(said(fromRelais(place))).not.toContain('leaving');
  });

  it('tells somebody of whom the directory knows nothing that it speaks with its own people only', async () => {
    await maya.install();
    const place = await gather();
    const conversation = { id: place.id, conversationType: place.type, tenantId: 'elsewhere' };
    await maya.send({
      ...maya.activity(),
      ...{ type: 'message', text: 'status', conversation, from: { id: '29:nobody', aadObjectId: 'nobody' } },
    });
    expect(world.conversation.acts).toEqual([]);
    expect(fromRelais(place).at(-1)?.text).toContain('only speaks with people of this organisation');
  });

  it('says where the answer is when it took long, too', async () => {
    await maya.install();
    const place = await gather();
    let answer: (reply: Reply) => void = () => undefined;
    world.conversation.answers.set('status', () => new Promise((resolve) => (answer = resolve)));
    const before = fromRelais(place).length;
    await maya.say('status', [], place);
    expect(fromRelais(place)).toHaveLength(before);
    answer(confidential);
    await world.app.stop();
    expect(said(maya.inbox())).toContain('Alex is leaving.');
    expect(fromRelais(place).at(-1)?.text).toContain('in your own chat');
    expect(said(fromRelais(place))).not.toContain('Alex');
  });

  it('answers a click on a card that stands there in private', async () => {
    await maya.install();
    const place = await gather();
    await world.app.channel.post(
      { to: { type: 'conversation', id: place.id }, thread: null },
      card([{ type: 'actions', actions: [button()] }]),
      'k',
    );
    const message = fromRelais(place).at(-1);
    if (!message) throw new Error('nothing stands there');
    world.conversation.answers.set('task.accept', () => ({
      type: 'card',
      card: card([], { title: 'Alex is leaving.' }),
    }));
    const { body } = await maya.press(message, 'task.accept');
    expect(body).toMatchObject({ value: expect.stringContaining('in your own chat') });
    expect(said(maya.inbox())).toContain('Alex is leaving.');
    expect(said(fromRelais(place))).not.toContain('Alex is leaving.');
  });
});
