import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshOf, textOf } from '../../../src/workspace/teams/card-reading.ts';
import type { TeamsMessage } from '../../../src/workspace/teams/chats.ts';
import { userIdOf } from '../../../src/workspace/teams/identity.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { card } from '../slack/samples.ts';
import { personOf, type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let maya: TeamsPerson;
beforeEach(async () => {
  world = await teamsWorld({ patience: 300 });
  maya = world.teams.as('U0MAYA');
  await maya.install();
});
afterEach(() => world.stop());

const titled = (title: string) => card([], { title });
const newest = (messages: readonly TeamsMessage[]): TeamsMessage => {
  const message = messages.at(-1);
  if (!message) throw new Error('the chat is empty');
  return message;
};
const acts = () => world.conversation.acts;
/**
 * What Teams sends when somebody whom the card does not name looks at it from its menu, or a forger who made up a key.
 */
const asks = (person: TeamsPerson, data: object) =>
  person.invoke('adaptiveCard/action', {
    action: { type: 'Action.Execute', verb: 'card.refresh', data },
    trigger: 'manual',
  });

async function inPersonalChat(): Promise<TeamsMessage> {
  const target = { to: { type: 'person' as const, person: personOf('U0MAYA') }, thread: null };
  await world.app.channel.post(target, titled('As it was'), 'd/task|t|p-maya');
  return newest(maya.inbox());
}

describe('a card in a personal chat', () => {
  it('is asked for again by its reader only, and shows what is true by then', async () => {
    const message = await inPersonalChat();
    expect(refreshOf(message.card)?.userIds).toEqual([userIdOf('U0MAYA')]);
    world.conversation.standingCards.set('d/task|t|p-maya for p-maya', titled('As it is'));
    const seen = await maya.look(message);
    expect(textOf(seen)).toContain('As it is');
    // And again at the next look.
    expect(refreshOf(seen)).toEqual(refreshOf(message.card));
    expect(acts()).toEqual([]);
  });

  it('stays as it stands while Relais cannot answer', async () => {
    const message = await inPersonalChat();
    world.conversation.standing = () => new Promise(() => undefined);
    expect(textOf(await maya.look(message))).toContain('As it was');
    world.conversation.standing = () => Promise.reject(new Error('the store is closed'));
    expect(textOf(await maya.look(message))).toContain('As it was');
  });

  it('is not refreshed any more after an update than before: the update asks for the same', async () => {
    const message = await inPersonalChat();
    const ref = { channel: 'teams' as const, conversation: 'a:U0MAYA', message: message.id };
    await world.app.channel.update(ref, titled('Later'), 'd/task|t|p-maya');
    expect(refreshOf(newest(maya.inbox()).card)).toEqual(refreshOf(message.card));
  });
});

describe('a card among others', () => {
  const key = 'd/departure|-|p-maya';
  async function inTeam(members: string[]): Promise<TeamsMessage> {
    const team = await world.teams.addToTeam('people-ops', members, 'U0MAYA');
    const target = { to: { type: 'conversation' as const, id: team.id }, thread: null };
    await world.app.channel.post(target, titled('The view of the manager'), key);
    return newest(team.messages);
  }

  it('is for each who looks their own view of it', async () => {
    const message = await inTeam(['U0MAYA', 'U0NADIA', 'U0ALEX']);
    world.conversation.standingCards.set(`${key} for p-nadia`, titled('The view of HR'));
    expect(textOf(await world.teams.as('U0NADIA').look(message))).toContain('The view of HR');
    // Nobody else sees what she sees.
    expect(textOf(newest(world.teams.chat('19:people-ops@thread.tacv2')?.messages ?? []).card)).not.toContain('HR');
  });

  it('gives nobody a view that is not theirs, whatever they ask for', async () => {
    const message = await inTeam(['U0MAYA', 'U0NADIA', 'U0ALEX']);
    world.conversation.standingCards.set(`${key} for p-nadia`, titled('The view of HR'));
    const alex = world.teams.as('U0ALEX');
    expect(await alex.look(message)).toEqual(message.card);
    for (const data of [
      { relaisCard: key },
      { relaisCard: key, personId: 'p-nadia', aadObjectId: world.teams.as('U0NADIA').objectId },
      { relaisCard: 'no such key' },
      { relaisCard: 7 },
      {},
    ]) {
      const { body } = await asks(alex, data);
      expect(body).toMatchObject({ type: 'application/vnd.microsoft.error' });
      expect(JSON.stringify(body)).not.toContain('The view of');
    }
  });

  it('answers nothing to somebody whom the directory does not know', async () => {
    const stranger = { ...maya.activity(), from: { id: '29:nobody', aadObjectId: 'nobody' } };
    const action = { type: 'Action.Execute', verb: 'card.refresh', data: { relaisCard: 'home' } };
    const { body } = await maya.send({
      ...stranger,
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action, trigger: 'manual' },
    });
    expect(body).toMatchObject({ statusCode: 403, type: 'application/vnd.microsoft.error' });
  });

  it('names nobody when Teams does not tell who is there', async () => {
    world.teams.misbehave('no-members');
    expect(refreshOf((await inTeam(['U0MAYA', 'U0NADIA'])).card)).toBeNull();
  });
});

it('the home page is fresh when it is opened', async () => {
  world.conversation.answers.set('home', () => ({ type: 'card', card: titled('My tasks, then') }));
  await maya.say('home');
  world.conversation.homeCard = titled('My tasks, now');
  const message = newest(maya.inbox());
  expect(textOf(message.card)).toContain('My tasks, then');
  expect(textOf(await maya.look(message))).toContain('My tasks, now');
});
