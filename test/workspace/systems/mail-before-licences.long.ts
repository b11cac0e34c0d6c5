import { expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { confirm } from '../../support/memory/confirmed-run.ts';
import { testFlow, testPeople } from '../../support/memory/memory-world.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

it('hands mail and files over before anything takes the licence away', async () => {
  const { world, systems } = await cutsSandboxes(['microsoft-365'], 'U0ALEX', { added: ['microsoft-365'] });
  const [system] = systems;
  if (!system) throw new Error('not added');
  const id = await world.plan({}, testFlow);
  await confirm(world, id);
  const verbsOf = ({ revocations }: Departure, wanted: string) =>
    revocations.filter(({ status }) => status === wanted).map(({ action }) => action.id.split('/')[2]);

  await world.advanceTo('2026-03-20T17:50:00.000Z');
  const waiting = await world.load(id);
  expect(system.signIn(testPeople.leaver.email)).toBe(false);
  expect(verbsOf(waiting, 'verified')).toEqual(
    expect.arrayContaining(['automatic-reply', 'meetings', 'one-drive', 'owned-groups', 'inbox-rules']),
  );
  // The mailbox is not shared yet: the licence, and the group that brings the other one, wait for that alone.
  expect(verbsOf(waiting, 'planned').toSorted()).toEqual(['groups', 'licences']);
  expect(verbsOf(waiting, 'manual').toSorted()).toEqual(['mailbox-permissions', 'shared-mailbox', 'sharing-links']);
  expect(verbsOf(waiting, 'failed')).toEqual([]);

  const [account] = system.accounts().filter(({ email }) => email === testPeople.leaver.email);
  expect(system.endByHand?.(account?.id ?? '')).toBe(true);
  await world.advanceTo('2026-03-21T09:00:00.000Z');
  const done = await world.load(id);
  expect(verbsOf(done, 'planned')).toEqual([]);
  expect(verbsOf(done, 'verified')).toEqual(expect.arrayContaining(['shared-mailbox', 'licences', 'groups']));
});
