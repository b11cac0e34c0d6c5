import express from 'express';
import { onTestFinished } from 'vitest';
import { createConnectors, loadSystems, systemsSchema } from '../../../src/connectors/registry.ts';
import { company } from '../../../src/workspace/company.ts';
import { createSandboxSystems } from '../../../src/workspace/systems/sandbox-systems.ts';
import { createMemoryWorld, testPeople } from '../../support/memory/memory-world.ts';
import { serve, temporaryFolder } from './serving.ts';

/**
 * An engine whose connectors speak to these sandbox systems, in which the leaver of the tests is this person of the
 * company. `added` names systems that are there by choice only.
 */
export async function cutsSandboxes(
  concerned: readonly string[],
  personId: string,
  { added = [] }: { added?: readonly string[] } = {},
) {
  const world = await createMemoryWorld();
  // The limits of a system count real time: where the clock stood still, what waits for the next second would wait for
  // ever.
  const began = performance.now();
  const now = () => new Date(world.clock.now().getTime() + performance.now() - began);
  const { email } = testPeople.leaver;
  const played = company.find(({ id }) => id === personId);
  const people = company.map((person) => {
    if (person.id === personId) return { ...person, email };
    // Whoever takes over what the leaver owns.
    return person.id === played?.managerId ? { ...person, email: testPeople.manager.email } : person;
  });
  const sandbox = createSandboxSystems({ dataDir: temporaryFolder(), people, now, with: added });
  onTestFinished(() => sandbox.close());
  const app = express();
  app.use(sandbox.router);
  const connectors = createConnectors(await loadSystems(systemsSchema.parse(sandbox.configuration(await serve(app)))), {
    env: sandbox.secrets(),
    now,
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: false,
  });
  const these = new Map([...connectors].filter(([id]) => concerned.includes(id)));
  Object.assign(world.deps, { connectors: these });
  const systems = sandbox.systems.filter(({ id }) => concerned.includes(id));
  return { world, systems };
}
