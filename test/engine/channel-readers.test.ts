import { expect, it } from 'vitest';
import type { CompanyRole } from '../../src/domain/people/people.ts';
import { readAlong } from '../../src/engine/cards/channel-readers.ts';
import { type Channel, ChannelError, type Readers } from '../../src/engine/ports/channel.ts';
import { createMemoryWorld, testPeople } from '../support/memory/memory-world.ts';

const place = { channel: 'slack', id: 'C1' } as const;
const departure = { requester: 'maya', manager: 'maya', leaver: testPeople.leaver };

async function asked(answer: Readers | ChannelError, roles: readonly CompanyRole[] = []) {
  const { deps, channel } = await createMemoryWorld();
  const readersOf: Channel['readersOf'] = async () => {
    if (answer instanceof ChannelError) throw answer;
    return answer;
  };
  const directory = {
    ...deps.directory,
    byHandle: async (_: string, handle: string) =>
      Object.values(testPeople).find(({ handles }) => handles.slack === handle) ?? null,
    rolesOf: ({ id }: { id: string }) =>
      id === testPeople.leaver.id ? roles : id === 'nadia' ? (['hr'] as const) : [],
  };
  return readAlong({ channels: new Map([['slack', { ...channel, readersOf }]]), directory }, departure, place);
}

const handlesOf = (...who: (keyof typeof testPeople)[]) => who.map((one) => testPeople[one].handles.slack ?? '');

it('whoever leaves is one of the others, whatever role they hold', async () => {
  expect(await asked({ type: 'closed', handles: handlesOf('manager', 'hr') })).toEqual({ type: 'insiders' });
  const withLeaver: Readers = { type: 'closed', handles: handlesOf('manager', 'leaver') };
  expect(await asked(withLeaver, ['hr', 'admin'])).toEqual({ type: 'others', count: 1 });
});

it('a teammate is one of the others too, and so is whoever reads an open channel', async () => {
  const withTeammate: Readers = { type: 'closed', handles: handlesOf('manager', 'priya') };
  expect(await asked(withTeammate)).toEqual({ type: 'others', count: 1 });
  expect(await asked({ type: 'open', why: 'public' })).toEqual({ type: 'open', why: 'public' });
});

it('a refusal is doubt and never nobody; a platform that is down is asked again', async () => {
  const error = (kind: ChannelError['kind']) => asked(new ChannelError(kind, { en: 'no', fr: 'non' }));
  for (const kind of ['rejected', 'unreachable', 'gone'] as const)
    expect(await error(kind), kind).toEqual({ type: 'open', why: 'unknown' });
  for (const kind of ['throttled', 'unavailable', 'unknown-outcome'] as const)
    expect(await error(kind), kind).toEqual({ type: 'not-asked' });
});
