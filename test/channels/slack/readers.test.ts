import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { company, type WorkspacePerson } from '../../../src/workspace/company.ts';
import { type SlackWorld, slackWorld } from './slack-world.ts';

const extra = (count: number): WorkspacePerson[] =>
  Array.from({ length: count }, (_, index) => ({
    ...(company[1] ?? raise()),
    ...{ id: `U0EXTRA${index}` as const, name: `Extra ${index}`, email: `extra${index}@example.com`, roles: [] },
  }));
const stranger: WorkspacePerson = {
  ...(company[1] ?? raise()),
  ...{ id: 'U0STRANGER', name: 'Sam Stranger', email: 'sam@other.example.com', outsider: 'stranger' },
};

function raise(): never {
  throw new Error('nobody');
}

describe('who reads along in a channel on Slack', () => {
  let world: SlackWorld;
  beforeAll(async () => {
    // Where Relais may look into public channels: with its own scopes it is told nothing of them.
    world = await slackWorld({ people: [...company, ...extra(430), stranger], scopesBesides: ['channels:read'] });
  });
  afterAll(() => world.stop());

  const channelOf = (id: string, kind: 'private' | 'channel', members: readonly string[]): string => {
    world.workspace.ensureChannel({ id, kind, name: id.toLowerCase(), memberIds: members });
    return id;
  };
  const relais = 'U0RELAIS';

  it('is told for a private channel, without Relais itself', async () => {
    const id = channelOf('C0PRIV', 'private', ['U0MAYA', 'U0NADIA', relais]);
    expect(await world.slack.channel.readersOf(id)).toEqual({ type: 'closed', handles: ['U0MAYA', 'U0NADIA'] });
  });

  it('is told to the last page', async () => {
    const members = extra(430).map(({ id }) => id);
    const readers = await world.slack.channel.readersOf(channelOf('C0LONG', 'private', [...members, relais]));
    expect(readers.type === 'closed' && readers.handles.toSorted()).toEqual(members.toSorted());
  });

  it('is everybody where it is public, and others where it is shared', async () => {
    const open = channelOf('C0OPEN', 'channel', ['U0MAYA', relais]);
    expect(await world.slack.channel.readersOf(open)).toEqual({ type: 'open', why: 'public' });
    const shared = channelOf('C0SHARED', 'private', ['U0MAYA', 'U0STRANGER', relais]);
    expect(await world.slack.channel.readersOf(shared)).toEqual({ type: 'open', why: 'shared' });
  });

  it('is refused where Relais is not, or is nothing', async () => {
    const elsewhere = channelOf('C0ELSEWHERE', 'private', ['U0MAYA']);
    await expect(world.slack.channel.readersOf(elsewhere)).rejects.toMatchObject({ name: 'ChannelError' });
    await expect(world.slack.channel.readersOf('C0NOTHING')).rejects.toMatchObject({ name: 'ChannelError' });
  });

  it('is unknown without the scope for it', async () => {
    const poor = await slackWorld({ scopesWithout: 'groups:read' });
    poor.workspace.ensureChannel({ id: 'C0PRIV', kind: 'private', name: 'priv', memberIds: ['U0MAYA', relais] });
    expect(await poor.slack.channel.readersOf('C0PRIV')).toEqual({ type: 'open', why: 'unknown' });
    poor.workspace.ensureChannel({ id: 'C0OPEN', kind: 'channel', name: 'open', memberIds: ['U0MAYA', relais] });
    expect(await poor.slack.channel.readersOf('C0OPEN')).toEqual({ type: 'open', why: 'unknown' });
    await poor.stop();
  });
});
