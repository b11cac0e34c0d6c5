import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { testPerson } from '../support/memory/memory-world.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['scim', 'scim-django'], ['python3']);

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000), calledAt: new Date() });

describe.skipIf(why !== null).each(['scim', 'scim-django'])('the real SCIM server %s', (name) => {
  let system: RealSystem;
  let connector: Connector;

  beforeAll(async () => {
    system = startRealSystem(name);
    const systems = systemsSchema.parse([
      // Nothing but the address and the token: the defaults have to do.
      { id: 'real', type: 'scim', label: 'Real', baseUrl: system.values['URL'], token: 'env:REAL_TOKEN' },
    ]);
    const connectors = createConnectors(await loadSystems(systems), {
      now: () => new Date(),
      env: { REAL_TOKEN: system.values['TOKEN'] },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
    });
    connector = connectors.get('real') as Connector;
  });
  afterAll(() => system?.stop());

  it('lets nobody in any more once every action of the plan was done, with the default settings', async () => {
    const login = system.values['LEAVER_USERNAME'] ?? '';
    const leaver = testPerson('alex', 'Alex Moreau', { email: login.includes('@') ? login : `${login}@acme.example` });
    expect(system.prove().filter((line) => line.startsWith('IN')).length).toBeGreaterThan(0);

    const found = await connector.find(leaver, context());
    if (found.status !== 'found') throw new Error(`the leaver is ${found.status}`);
    const [account] = found.accounts;
    if (!account) throw new Error('no account');
    expect(account.id).toBe(system.values['LEAVER_ID']);
    const look = await connector.look(account, context());
    expect(look.untold).toEqual([]);
    const groups = look.items.filter(({ action }) => action.stage === 'groups' && action.id.includes('/groups/'));
    expect(groups).toHaveLength(2);

    const states: [PlannedAction['id'], string][] = [];
    for (const { action } of look.items) {
      await connector.act(action, context());
      states.push([action.id, (await connector.readBack(action, context())).state]);
    }
    expect(states.map(([, state]) => state)).toEqual(states.map(() => 'desired'));
    const after = await connector.look(account, context());
    expect(after.untold).toEqual([]);
    expect(after.items.filter(({ standing }) => standing === 'open')).toEqual([]);
    expect(system.prove().filter((line) => !line.startsWith('OUT'))).toEqual([]);
  }, 120_000);

  it('proves that somebody has no account only by finding somebody who has', async () => {
    const nobody = testPerson('nobody', 'No Body', { email: 'nobody@acme.example' });
    expect((await connector.find(nobody, context())).status).toBe('none');
  });
});
