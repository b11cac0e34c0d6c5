import { pino } from 'pino';
import { expect, it } from 'vitest';
import { unmet, withMember } from '../../../src/channels/teams/people-there.ts';
import { createSpeakers } from '../../../src/channels/teams/speakers.ts';
import { testPeople } from '../../support/memory/memory-world.ts';

const ours = '0a1b2c3d-0000-4000-8000-00000000000b';
const theirs = '0a1b2c3d-0000-4000-8000-00000000000c';
const user = { handle: 'maya', name: 'Maya Chen', userId: '29:maya', tenantId: ours };
const directory = { byHandle: async () => testPeople.manager };
const log = pino({ level: 'silent' });

it('only people of the one configured tenant are spoken with, even if the directory knows their id', async () => {
  const find = createSpeakers({ directory: () => directory, tenantId: ours, log });
  expect(await find(user)).toMatchObject({ person: { id: 'maya' } });
  expect(await find({ ...user, tenantId: theirs })).toBeNull();
  expect(await find({ ...user, tenantId: null })).toBeNull();
});

it('the local workspace has only one tenant, and asks for none', async () => {
  const find = createSpeakers({ directory: () => directory, tenantId: null, log });
  expect(await find({ ...user, tenantId: null })).toMatchObject({ person: { id: 'maya' } });
});

it.each([
  ['a member', { tenantId: ours, userRole: 'user' }, false],
  ['somebody of whom Teams tells neither', {}, false],
  ['a guest', { tenantId: ours, userRole: 'guest' }, true],
  ['somebody of another tenant', { tenantId: theirs, userRole: 'user' }, true],
] as const)('%s is somebody from outside: %#', (_, told, outsider) => {
  const address = {
    ...unmet('maya', '29:maya'),
    serviceUrl: 'https://teams.example.com',
    conversation: null,
    tenantId: ours,
    botId: '28:relais',
  };
  const member = { id: '29:maya', name: 'Maya Chen', ...told };
  expect(withMember(address, member, ours).outsider).toBe(outsider);
});
