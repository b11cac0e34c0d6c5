import { expect, it } from 'vitest';
import type { Person } from '../../../src/domain/people/people.ts';
import { readTombstone } from '../../../src/engine/erasure/tombstones.ts';
import type { Channel, PostTarget } from '../../../src/engine/ports/channel.ts';
import { completedIn, thirtyDays } from '../../engine/completed-world.ts';
import { createMemoryWorld } from '../../support/memory/memory-world.ts';
import { type SlackWorld, slackWorld } from './slack-world.ts';

const everybody = ['U0MAYA', 'U0ALEX', 'U0JONAS', 'U0PRIYA', 'U0NADIA', 'U0TOM', 'U0INES'];

/** Everything that anybody of the company can read in Slack, whole: blocks, fallback texts and metadata. */
function everyMessage({ workspace }: SlackWorld): string {
  return everybody
    .map((id) => workspace.as(id))
    .flatMap((me) => me.conversations().flatMap((conversation) => me.messages(conversation.id)))
    .map((message) => JSON.stringify(message))
    .join('\n');
}

/** The people of the memory world under the ids that the workspace has for them. */
function speakingTo(channel: Channel): Channel {
  const known = (person: Person): Person => ({
    ...person,
    handles: { slack: (person.handles.slack ?? '').replace('U-', 'U0').toUpperCase() },
  });
  const there = (target: PostTarget): PostTarget =>
    target.to.type === 'person' ? { ...target, to: { type: 'person', person: known(target.to.person) } } : target;
  return {
    ...channel,
    post: (target, view, key) => channel.post(there(target), view, key),
    find: (target, key) => channel.find(there(target), key),
  };
}

it('leaves no message in Slack that knows the name of somebody whose departure was erased', async () => {
  const slack = await slackWorld();
  try {
    const world = await createMemoryWorld();
    (world.deps.channels as Map<string, Channel>).set('slack', speakingTo(slack.slack.channel));
    const id = await completedIn(world, thirtyDays);
    const before = everyMessage(slack);
    expect((await world.load(id)).status).toBe('completed');
    expect(before).toContain('Alex Moreau');

    await world.advanceTo('2026-05-05T00:00:00.000Z');

    expect(await world.deps.store.departures.load(id)).toBeNull();
    const tombstone = await readTombstone(world.deps.store.notes, id);
    expect(tombstone?.cards.map(({ channel, outcome }) => [channel, outcome])).toEqual([['slack', 'deleted']]);
    expect(everyMessage(slack)).not.toMatch(/alex|moreau/i);
  } finally {
    await slack.stop();
  }
}, 180_000);
