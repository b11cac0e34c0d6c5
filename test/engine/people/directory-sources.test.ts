import { expect, it } from 'vitest';
import type { ChannelId, Person } from '../../../src/domain/people/people.ts';
import { mayStart } from '../../../src/domain/people/permissions.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { createKeptLists } from '../../../src/engine/people/sources/kept-lists.ts';
import { createKnownPeople } from '../../../src/engine/people/sources/known-people.ts';
import type { Channel } from '../../../src/engine/ports/channel.ts';
import type { SourcePerson } from '../../../src/engine/ports/people-source.ts';
import { createMemoryChannel } from '../../support/memory/memory-channel.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { testPeople, testPerson } from '../../support/memory/memory-world.ts';
import { createVirtualClock } from '../../support/memory/virtual-time.ts';
import { toldPerson } from './told.ts';

const at = '2026-11-02T08:00:00.000Z';

async function directoryOf(
  lists: Record<string, SourcePerson[]>,
  organisation: Record<string, unknown> = {},
  onTeams: readonly Person[] = [],
) {
  const clock = createVirtualClock(at);
  const store = createMemoryStore();
  const kept = createKeptLists(store.notes);
  for (const [id, people] of Object.entries(lists))
    await kept.write(
      id,
      people.map((person) => ({ person, at, missingSince: null })),
      { readAt: at, unreadable: 0, failure: null },
    );
  const parsed = organisationSchema.parse(organisation);
  const sources = Object.keys(lists).map((id) => ({ id, label: id.toUpperCase(), source: null }));
  const known = createKnownPeople({ sources, lists: kept, organisation: parsed, clock });
  const ids: string[] = [];
  const channel = createMemoryChannel(Object.values(testPeople));
  const channels = new Map<ChannelId, Channel>([
    ['slack', channel],
    ['teams', createMemoryChannel(onTeams, 'teams')],
  ]);
  return createDirectory({
    ...{ people: store.people, channels, organisation: parsed, clock, known },
    newId: () => `id-${ids.push('')}`,
  });
}

const byHandle = (person: { handles: { slack?: string | undefined } }) => person.handles.slack ?? '';
const alex = (more: Partial<SourcePerson> = {}) => toldPerson('a1', { email: 'alex@example.com', ...more });
const maya = toldPerson('m1', { email: 'maya@example.com', name: 'Maya Chen' });
const jonas = toldPerson('j1', { email: 'jonas@example.com', name: 'Jonas Weber' });

it('takes manager, number, team, country, title and contract from the sources', async () => {
  const directory = await directoryOf({
    okta: [
      maya,
      alex({
        ...{ managerId: 'm1', employeeNumber: '42', team: 'Platform', country: 'GB', title: 'Engineer' },
        ...{ workerType: 'consultant', otherEmails: ['a.moreau@example.com'] },
      }),
    ],
  });
  const person = await directory.byHandle('slack', byHandle(testPeople.leaver));
  const manager = await directory.byHandle('slack', byHandle(testPeople.manager));
  expect(person).toMatchObject({
    ...{ email: 'alex@example.com', employeeNumber: '42', team: 'Platform', country: 'GB', title: 'Engineer' },
    ...{ otherEmails: ['a.moreau@example.com'], managerId: manager?.id },
  });
  expect(person && directory.workerTypeOf(person)).toBe('consultant');
  expect(manager && directory.managesPeople(manager)).toBe(true);
  expect(person && directory.managesPeople(person)).toBe(false);
  // Any of their addresses means them.
  expect((await directory.byEmail('A.Moreau@example.com'))?.id).toBe(person?.id);
});

it('lets nobody but HR and administrators begin where sources name different managers and nothing says which counts', async () => {
  const lists = { okta: [maya, jonas, alex({ managerId: 'm1' })], hris: [alex({ managerEmail: 'jonas@example.com' })] };
  const as = (id: string, roles: ('hr' | 'it' | 'admin')[] = []) => ({ type: 'person' as const, id, roles });
  const directory = await directoryOf(lists);
  const person = await directory.byEmail('alex@example.com');
  const managers = await Promise.all(['maya@example.com', 'jonas@example.com'].map(directory.byEmail));
  expect(person?.managerId).toBeNull();
  for (const one of managers) expect(one && person && mayStart(as(one.id), person)).toBe(false);
  expect(person && mayStart(as('nadia', ['hr']), person)).toBe(true);
  expect(person && (await directory.disagreementsOf(person))).toEqual([
    {
      field: 'manager',
      said: [
        { source: 'OKTA', value: 'Maya Chen (maya@example.com)' },
        { source: 'HRIS', value: 'Jonas Weber (jonas@example.com)' },
      ],
      goesBy: null,
    },
  ]);
  const decided = await directoryOf(lists, { precedence: { manager: ['hris'] } });
  const known = await decided.byEmail('alex@example.com');
  expect(known?.managerId).toBe((await decided.byEmail('jonas@example.com'))?.id);
  expect(known && (await decided.disagreementsOf(known))).toMatchObject([{ field: 'manager', goesBy: 'HRIS' }]);
});

it('gives nobody a role by an address that a source says is theirs', async () => {
  const directory = await directoryOf(
    { okta: [alex({ otherEmails: ['head.of.hr@example.com'] })] },
    { roles: { hr: ['head.of.hr@example.com'] } },
  );
  const person = await directory.byEmail('head.of.hr@example.com');
  expect(person?.email).toBe('alex@example.com');
  expect(person && directory.rolesOf(person)).toEqual([]);
  expect(await directory.holders('hr')).toEqual([]);
});

it('takes nobody’s account on another platform for somebody else’s by an address that a source says is theirs', async () => {
  const eve = testPerson('eve', 'Eve Roux', { handles: { teams: 't-eve' } });
  const wrong = toldPerson('n1', { email: 'nadia@example.com', otherEmails: ['eve@example.com'] });
  const directory = await directoryOf({ okta: [wrong] }, { roles: { hr: ['nadia@example.com'] } }, [eve]);
  const nadia = await directory.byHandle('slack', byHandle(testPeople.hr));
  expect(nadia?.handles.teams).toBeUndefined();
  const speaker = await directory.byHandle('teams', 't-eve');
  expect(speaker?.email).toBe('eve@example.com');
  expect(speaker && directory.rolesOf(speaker)).toEqual([]);
  expect(nadia && directory.rolesOf(nadia)).toEqual(['hr']);
});

it('knows whoever no chat platform knows, without a handle and so without a role', async () => {
  const directory = await directoryOf(
    { hris: [toldPerson('f1', { name: 'Fanny Field', email: 'fanny@example.com', managerEmail: 'maya@example.com' })] },
    { roles: { it: ['fanny@example.com'] } },
  );
  const person = await directory.byEmail('fanny@example.com');
  expect(person).toMatchObject({
    name: 'Fanny Field',
    handles: {},
    managerId: (await directory.byEmail('maya@example.com'))?.id,
  });
  expect(person && directory.rolesOf(person)).toEqual([]);
  expect(await directory.holders('it')).toEqual([]);
  expect((await directory.byEmail('fanny@example.com'))?.id).toBe(person?.id);
  expect(await directory.byEmail('nobody@example.com')).toBeNull();
});

it('comes to an end where managers lead in a circle, also in relais.yaml', async () => {
  const directory = await directoryOf(
    { okta: [alex({ managerEmail: 'maya@example.com' }), { ...maya, managerEmail: 'alex@example.com' }] },
    {
      people: [
        { email: 'jonas@example.com', manager: 'priya@example.com' },
        { email: 'priya@example.com', manager: 'jonas@example.com' },
      ],
    },
  );
  expect((await directory.byEmail('alex@example.com'))?.managerId).toBeNull();
  expect((await directory.byEmail('maya@example.com'))?.managerId).toBeNull();
  expect(await directory.byEmail('jonas@example.com')).not.toBeNull();
  expect(await directory.byEmail('priya@example.com')).not.toBeNull();
});

it('tells contracts for a time with who answers for them: a sponsor, else the manager, and nobody where sponsors differ', async () => {
  const until = (contractEnd: string, more: Partial<SourcePerson> = {}) =>
    alex({ contractEnd, managerId: 'm1', ...more });
  const one = await directoryOf({ okta: [maya, until('2026-12-31')] });
  expect(await one.contracts()).toMatchObject([
    { email: 'alex@example.com', endsOn: '2026-12-31', sponsor: 'maya@example.com' },
  ]);
  const two = await directoryOf({
    okta: [maya, until('2026-12-31', { sponsor: 'jonas@example.com' })],
    csv: [jonas, alex({ contractEnd: '2027-01-31', sponsor: 'priya@example.com', managerEmail: 'maya@example.com' })],
  });
  expect(await two.contracts()).toMatchObject([{ endsOn: '2026-12-31', sponsor: 'maya@example.com' }]);
  // What relais.yaml says wins.
  const file = [{ email: 'alex@example.com', contractEnd: '2027-06-30', sponsor: 'priya@example.com' }];
  const own = await directoryOf({ okta: [maya, until('2026-12-31')] }, { people: file });
  expect(await own.contracts()).toMatchObject([{ endsOn: '2027-06-30', sponsor: 'priya@example.com' }]);
});
