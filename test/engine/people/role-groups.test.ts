import { expect, it } from 'vitest';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { createRoleGroups } from '../../../src/engine/people/role-groups.ts';
import { ConnectorError } from '../../../src/engine/ports/connector.ts';
import type { GroupMember } from '../../../src/engine/ports/group-source.ts';
import { createMemoryChannel } from '../../support/memory/memory-channel.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { createVirtualClock } from '../../support/memory/virtual-time.ts';

const group = { group: '00gHR', in: 'okta' };
const hr = { handle: null, email: testPeople.hr.email };

async function world() {
  const clock = createVirtualClock('2026-11-02T08:00:00.000Z');
  const store = createMemoryStore();
  const people = Object.values(testPeople);
  for (const person of people) await store.people.save(person);
  const organisation = organisationSchema.parse({
    roles: { hr: [group], it: [testPeople.it.email] },
    ownRoles: [{ id: 'legal', name: 'Legal', people: [group, testPeople.jonas.email] }],
  });
  const state = { members: (): readonly GroupMember[] => [hr], asked: [] as string[] };
  const source = {
    id: 'okta',
    members: async (id: string) => {
      state.asked.push(id);
      return state.members();
    },
  };
  const groups = createRoleGroups({
    ...{ organisation, sources: new Map([['okta', source]]), notes: store.notes, once: store.once, clock },
  });
  const channel = createMemoryChannel(people);
  const directory = createDirectory({
    ...{ people: store.people, channels: new Map([['slack' as const, channel]]), organisation, clock, groups },
    newId: () => 'new',
  });
  const pass = async (hours: number) => {
    clock.set(new Date(clock.now().getTime() + hours * 3_600_000));
    await groups.refresh(new AbortController().signal);
  };
  return { state, groups, directory, pass, channel };
}

it('gives a role to everybody in the group, and takes it from whoever leaves it', async () => {
  const { state, directory, pass } = await world();
  expect(directory.rolesOf(testPeople.hr)).toEqual([]);
  await pass(0);
  expect(directory.rolesOf(testPeople.hr)).toEqual(['hr']);
  expect((await directory.holders('hr')).map(({ id }) => id)).toEqual(['nadia']);
  expect((await directory.ownRoles()).get('legal')?.people.map(({ id }) => id)).toEqual(['nadia', 'jonas']);
  state.members = () => [];
  await pass(1);
  expect(directory.rolesOf(testPeople.hr)).toEqual([]);
  expect(state.asked).toEqual(['00gHR', '00gHR']);
});

it('keeps the last known members for a day when the group cannot be read, and then gives the role to nobody', async () => {
  const { state, directory, groups, pass } = await world();
  await pass(0);
  state.members = () => {
    throw new ConnectorError('unavailable', { en: 'down', fr: 'en panne' });
  };
  await pass(23);
  expect(directory.rolesOf(testPeople.hr)).toEqual(['hr']);
  expect(groups.states()).toMatchObject([
    { readAt: '2026-11-02T08:00:00.000Z', expired: false, failure: { message: { en: 'down', fr: 'en panne' } } },
  ]);
  await pass(1.1);
  expect(directory.rolesOf(testPeople.hr)).toEqual([]);
  expect(await directory.holders('hr')).toEqual([]);
  expect(groups.states()).toMatchObject([{ expired: true }]);
});

it('never gives a role by a group of far too many, nor to a guest or a stranger in it', async () => {
  const { state, directory, channel, pass } = await world();
  state.members = () => Array.from({ length: 3_000 }, (_, index) => ({ handle: null, email: `p${index}@example.com` }));
  await pass(0);
  expect(await directory.holders('hr')).toEqual([]);
  channel.standing.set('U-nadia', 'guest');
  state.members = () => [hr, { handle: null, email: 'stranger@example.net' }];
  await pass(1);
  const nadia = await directory.byEmail(testPeople.hr.email);
  expect(nadia && directory.rolesOf(nadia)).toEqual([]);
  expect(await directory.holders('hr')).toEqual([]);
});

it('by a Slack group means the account, whatever address it has', async () => {
  const { directory, pass, state } = await world();
  state.members = () => [{ handle: 'U-nadia', email: null }];
  await pass(0);
  expect(directory.rolesOf(testPeople.hr)).toEqual(['hr']);
  expect(directory.rolesOf({ ...testPeople.hr, handles: { slack: 'U-other' } })).toEqual([]);
  expect(directory.rolesOf({ ...testPeople.hr, handles: {} })).toEqual([]);
});
