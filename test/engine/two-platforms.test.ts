import { describe, expect, it } from 'vitest';
import { quotation } from '../../src/domain/localized.ts';
import type { ChannelId, Person } from '../../src/domain/people/people.ts';
import { createDirectory } from '../../src/engine/people/directory.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import type { Channel } from '../../src/engine/ports/channel.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { createMemoryChannel } from '../support/memory/memory-channel.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { createMemoryWorld, mustDo, testPeople, testPerson } from '../support/memory/memory-world.ts';

/** A directory over two platforms, each of which knows its own people. */
function directoryOver(onSlack: readonly Person[], onTeams: readonly Person[], people: object[] = []) {
  const store = createMemoryStore();
  const platforms = new Map<ChannelId, Channel>([
    ['slack', createMemoryChannel(onSlack)],
    ['teams', createMemoryChannel(onTeams, 'teams')],
  ]);
  let now = new Date('2026-03-02T09:00:00.000Z');
  let count = 0;
  const directory = createDirectory({
    people: store.people,
    channels: platforms,
    organisation: organisationSchema.parse({ people }),
    clock: { now: () => now },
    newId: () => `id-${++count}`,
  });
  return {
    directory,
    store,
    platforms,
    /** What the platforms said is believed no more. */
    forget: () => {
      now = new Date(now.getTime() + 3_600_000);
    },
  };
}

const maya = testPerson('maya', 'Maya Chen', { handles: { slack: 'U1' } });
const mayaOnTeams = testPerson('maya', 'Maya Chen', { handles: { teams: 't1' } });

describe('one person on two platforms', () => {
  it('is tied together by the address, wherever they are met first', async () => {
    const { directory } = directoryOver([maya], [mayaOnTeams]);
    const met = await directory.byHandle('teams', 't1');
    expect(met?.handles).toEqual({ slack: 'U1', teams: 't1' });
    expect((await directory.byHandle('slack', 'U1'))?.id).toBe(met?.id);
  });

  it('is one person when they do two things at once before anybody knew them', async () => {
    const { directory } = directoryOver([maya], [mayaOnTeams]);
    const met = await Promise.all([
      directory.byHandle('teams', 't1'),
      directory.byHandle('teams', 't1'),
      directory.byHandle('slack', 'U1'),
    ]);
    expect(new Set(met.map((person) => person?.id)).size).toBe(1);
    expect(met[0]?.handles).toEqual({ slack: 'U1', teams: 't1' });
  });

  it('keeps where they spoke while a platform is being asked who they are', async () => {
    const { directory, platforms, forget } = directoryOver([maya], []);
    const met = await directory.byHandle('slack', 'U1');
    if (!met) throw new Error('nobody was met');
    // They come to Teams, too, and speak while Teams is being asked for them.
    const onTeams = createMemoryChannel([mayaOnTeams], 'teams');
    platforms.set('teams', {
      ...onTeams,
      lookUp: async (who) => {
        await directory.spokeOn('slack', met);
        return onTeams.lookUp(who);
      },
    });
    forget();
    await directory.byHandle('slack', 'U1');
    expect((await directory.byEmail(maya.email))?.prefers).toBe('slack');
  });

  it('is nobody when a second living account has the same address', async () => {
    const twin = testPerson('maya', 'Maya Chen', { handles: { teams: 't2' } });
    const { directory } = directoryOver([], [mayaOnTeams, twin]);
    expect(await directory.byHandle('teams', 't1')).not.toBeNull();
    expect(await directory.byHandle('teams', 't2')).toBeNull();
    expect((await directory.byHandle('teams', 't1'))?.handles.teams).toBe('t1');
  });

  it('is the new account when the old one is gone', async () => {
    const onTeams = [mayaOnTeams];
    const { directory, forget } = directoryOver([], onTeams);
    const before = await directory.byHandle('teams', 't1');
    onTeams.splice(0, 1, testPerson('maya', 'Maya Chen', { handles: { teams: 't2' } }));
    forget();
    const after = await directory.byHandle('teams', 't2');
    expect([after?.id, after?.handles.teams]).toEqual([before?.id, 't2']);
  });

  it('is nobody when account and address mean two people', async () => {
    const onTeams = [mayaOnTeams];
    const { directory, forget } = directoryOver(
      [maya, testPerson('leo', 'Léo', { handles: { slack: 'U2' } })],
      onTeams,
    );
    await directory.byHandle('teams', 't1');
    await directory.byHandle('slack', 'U2');
    // The account of one now carries the address of the other.
    onTeams.splice(0, 1, testPerson('leo', 'Maya Chen', { handles: { teams: 't1' } }));
    forget();
    expect(await directory.byHandle('teams', 't1')).toBeNull();
  });

  it('is met where they last spoke, unless relais.yaml says', async () => {
    const { directory, store } = directoryOver([maya], [mayaOnTeams]);
    const met = await directory.byHandle('teams', 't1');
    if (!met) throw new Error('nobody was met');
    await directory.spokeOn('teams', met);
    expect((await store.people.byId(met.id))?.prefers).toBe('teams');
    const fixed = directoryOver([maya], [mayaOnTeams], [{ email: 'maya@example.com', channel: 'slack' }]);
    const same = await fixed.directory.byHandle('teams', 't1');
    if (!same) throw new Error('nobody was met');
    await fixed.directory.spokeOn('teams', same);
    expect((await fixed.store.people.byId(same.id))?.prefers).toBe('slack');
  });
});

/** A departure with Priya on both platforms. */
async function worldOnBoth() {
  const world = await createMemoryWorld();
  const priya: Person = { ...testPeople.priya, handles: { slack: 'U-priya', teams: 'T-priya' } };
  const teams = createMemoryChannel([priya], 'teams');
  (world.deps.channels as Map<ChannelId, Channel>).set('teams', teams);
  const id = await world.plan();
  return { world, priya, teams, id };
}

describe('a card', () => {
  it('stays where it stands, wherever its reader speaks by now', async () => {
    const { world, priya, teams, id } = await worldOnBoth();
    const offered = world.channel.inbox('U-priya');
    expect(offered).toHaveLength(1);
    await world.deps.store.people.save({ ...priya, prefers: 'teams' });
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev: await revOf(world, id) }));
    // Accepted: the card on Slack says so; nothing new on Teams about the same.
    expect(offered[0]?.versions.length).toBeGreaterThan(1);
    expect(teams.inbox('T-priya')).toEqual([]);
    expect(world.channel.inbox('U-priya')).toHaveLength(1);
  });

  it('that is new goes where its reader speaks by now; what stands is told of the rest where it stands', async () => {
    const { world, priya, teams, id } = await worldOnBoth();
    const [offered] = world.channel.inbox('U-priya');
    await world.deps.store.people.save(priya);
    await world.deps.directory.spokeOn('teams', priya);
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev: await revOf(world, id) }));
    // The reminder goes where she speaks by now, whichever platform the card of the task is on.
    await world.advanceTo('2026-03-19T18:00:00.000Z');
    const nudges = teams.inbox('T-priya');
    expect(nudges.map(({ view, thread }) => [view.kind, thread])).toEqual([['nudge', null]]);
    expect(world.channel.inbox('U-priya')).toEqual([offered]);
    // Done on Teams: the card on Slack says so, too.
    const before = offered?.versions.length ?? 0;
    const done = { type: 'task.complete', taskId: 'handover-1', notes: null, condition: null } as const;
    await mustDo(world.ask('priya', id, { ...done, rev: await revOf(world, id) }));
    expect(offered?.versions.length).toBeGreaterThan(before);
    expect(nudges.every(({ versions }) => versions.length > 1)).toBe(true);
    // And back again: the next new card is on Slack.
    await world.deps.directory.spokeOn('slack', priya);
    await handOverAccess(world, id);
    expect(world.channel.inbox('U-priya').map(({ view }) => view.kind)).toEqual(['task', 'access']);
    expect(teams.inbox('T-priya')).toHaveLength(1);
  });

  it('goes the other way when the preferred one cannot reach its reader', async () => {
    const world = await createMemoryWorld();
    const priya: Person = { ...testPeople.priya, prefers: 'teams', handles: { slack: 'U-priya', teams: 'T-priya' } };
    const teams = createMemoryChannel([priya], 'teams');
    teams.blocked.add('T-priya');
    (world.deps.channels as Map<ChannelId, Channel>).set('teams', teams);
    await world.deps.store.people.save(priya);
    const id = await world.plan();
    expect(world.channel.inbox('U-priya')).toHaveLength(1);
    expect((await world.load(id)).posts.find(({ to }) => to === 'priya')).toMatchObject({
      ref: { channel: 'slack' },
      unreachable: null,
    });
  });

  it('comes anew when its platform is no longer there', async () => {
    const { world, priya, teams, id } = await worldOnBoth();
    await world.deps.store.people.save(priya);
    (world.deps.channels as Map<ChannelId, Channel>).delete('slack');
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev: await revOf(world, id) }));
    expect(teams.inbox('T-priya')).toHaveLength(1);
  });
});

async function revOf(world: Awaited<ReturnType<typeof createMemoryWorld>>, id: string): Promise<number> {
  return (await world.load(id)).tasks.find((task) => task.id === 'handover-1')?.rev ?? 0;
}

/** IT gives Priya something to do by hand that failed: a card of its own. */
async function handOverAccess(world: Awaited<ReturnType<typeof createMemoryWorld>>, id: string): Promise<void> {
  const { planHash } = await world.load(id);
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
  world.systems.code.connector.act = async () => {
    throw new ConnectorError('rejected', quotation('not like this'));
  };
  await world.advanceTo('2026-03-20T17:05:00.000Z');
  const failed = (await world.load(id)).revocations.find(({ status }) => status === 'failed');
  const target = { actionId: failed?.action.id ?? '', rev: failed?.rev ?? 0 };
  await mustDo(world.ask('it', id, { type: 'access.hand', ...target, to: testPeople.priya }));
}
