import { expect, it } from 'vitest';
import { systemLookSchema } from '../../src/domain/systems/look.ts';
import { lookAtSystem } from '../../src/engine/access/look-at-system.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { createMemoryWorld, testPeople } from '../support/memory/memory-world.ts';

it('looks at an account that the search does not find any more by what a system knows of it, so that the look can be stored', async () => {
  const world = await createMemoryWorld();
  const state = await world.load(await world.plan());
  const { connector } = world.systems.okta;
  const known = state.accounts.find(({ system }) => system === connector.id);
  if (!known) throw new Error('Alex has an account there');
  const forgetful: Connector = {
    ...connector,
    find: async (person, context) => {
      const { asked, tenant, evidence } = await connector.find(person, context);
      return { status: 'none', asked, tenant, evidence };
    },
    // As most connectors do: the account comes back as it was given.
    look: async (account, context) => ({ ...(await connector.look(account, context)), account }),
  };
  const { look } = await lookAtSystem(world.deps, forgetful, { person: testPeople.leaver, known: state });
  expect(look.accounts.map(({ account }) => account.id)).toEqual([known.id]);
  expect(systemLookSchema.safeParse(look).error).toBeUndefined();
});
