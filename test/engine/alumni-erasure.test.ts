import { expect, it } from 'vitest';
import { joined } from '../../src/domain/alumni/changes.ts';
import { careForAlumni } from '../../src/engine/alumni/care.ts';
import { createMemoryWorld, testPeople } from '../support/memory/memory-world.ts';
import { completedIn, erasedOn, thirtyDays } from './completed-world.ts';

const email = 'alex.moreau@example.org';

it('whoever stays in touch does so when their departure is erased on its day, and the other way round', async () => {
  const world = await createMemoryWorld();
  const id = await completedIn(world, thirtyDays);
  const { alumni, departures, people } = world.deps.store;
  const at = world.clock.now().toISOString();
  const begun = await alumni.begin(id, at, (one) =>
    joined(
      one,
      testPeople.leaver,
      { purposes: ['newsletter'], rehire: 'yes', email, mark: 'm', isConfirmed: true },
      at,
    ),
  );
  await world.advanceTo(erasedOn);
  expect(await departures.load(id)).toBeNull();
  expect(await people.byId('alex')).toBeNull();
  expect(await alumni.load(begun.id)).toMatchObject({ name: 'Alex Moreau', email });
  expect(await alumni.ofDeparture(id)).toBeNull();
  // Nothing is known of their departure any more, and that is no reason to forget them.
  await careForAlumni(world.deps);
  expect(await alumni.load(begun.id)).not.toBeNull();
  await alumni.erase(begun.id);
  expect(await alumni.list()).toEqual([]);
}, 20_000);
