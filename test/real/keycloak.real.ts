import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import { testPerson } from '../support/memory/memory-world.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['keycloak'], ['java']);

/** When the calls were made; read-backs are told. */
const calledAt = new Date();
const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000), calledAt });

describe.skipIf(why !== null)('a real Keycloak', () => {
  let system: RealSystem;
  let connector: Connector;

  const connect = async (secret: string | undefined) => {
    const { URL: baseUrl, REALM: realm, CLIENT_ID: clientId } = system.values;
    const systems = systemsSchema.parse([
      { id: 'sso', type: 'keycloak', label: 'Keycloak', baseUrl, realm, clientId, clientSecret: 'env:REAL_SECRET' },
    ]);
    const made = createConnectors(await loadSystems(systems), {
      now: () => new Date(),
      env: { REAL_SECRET: secret },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
    }).get('sso');
    if (!made) throw new Error('no connector');
    return made;
  };

  const leaver = () => testPerson('alex', 'Alex Moreau', { email: system.values['LEAVER_EMAIL'] ?? '' });

  async function account() {
    const found = await connector.find(leaver(), context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error(`the leaver is ${found.status}`);
    return found.accounts[0];
  }

  beforeAll(async () => {
    system = startRealSystem('keycloak');
    connector = await connect(system.values['CLIENT_SECRET']);
  });
  afterAll(() => system?.stop());

  it('checks well with the rights that the docs name, and says what is wrong with a wrong secret', async () => {
    expect(await connector.check(context())).toEqual({
      ok: true,
      granted: expect.arrayContaining(['manage-users', 'view-realm', 'view-clients', 'view-events']),
      needed: ['manage-users', 'view-realm', 'view-clients', 'view-events'],
      problems: [],
    });
    const refused = await (await connect('another-secret')).check(context());
    expect(refused.ok).toBe(false);
    expect(inEnglishToo(refused.problems)).toMatchObject([{ message: expect.stringContaining('refuses') }]);
  });

  it('proves that somebody has no account only by finding somebody who has', async () => {
    const nobody = testPerson('nobody', 'No Body', { email: 'nobody@acme.example' });
    expect((await connector.find(nobody, context())).status).toBe('none');
    const shouted = { ...leaver(), email: leaver().email.toUpperCase() };
    expect(await connector.find(shouted, context())).toMatchObject({
      status: 'found',
      accounts: [{ id: system.values['LEAVER_ID'], login: 'alex' }],
    });
  });

  it('tells the last sign-in', async () => {
    const use = await connector.lastUse(await account(), new Date(Date.now() - 3_600_000), context());
    expect(Date.now() - (use?.at?.getTime() ?? 0)).toBeLessThan(3_600_000);
  });

  it('lets nobody in any more by any way once every action of the plan was done', async () => {
    const before = system.prove();
    expect(before.filter((line) => line.startsWith('IN'))).toHaveLength(10);
    const one = await account();
    const look = await connector.look(one, context());
    expect(look.untold).toEqual([]);
    expect(look.snapshot['identityProviders']).toEqual([{ id: 'partner', login: 'alex.at.partner' }]);
    const labels = look.items.map(({ action: { id, target } }) => [id.split('/')[2], target?.label ?? null]);
    expect(labels.toSorted()).toEqual([
      ['consents', 'portal'],
      ['consents', 'wiki'],
      ['credentials', 'otp (phone)'],
      ['credentials', 'password'],
      ['disable', null],
      ['groups', '/platform'],
      ['groups', '/platform/on-call'],
      ['roles', 'billing-reader'],
      ['roles', 'deployer'],
      ['roles', 'wiki / editor'],
      ['sessions', null],
    ]);
    const states: [string, string][] = [];
    for (const { action } of look.items) {
      expect((await connector.readBack(action, context())).state, `${action.id} before`).toBe('not-desired');
      expect((await connector.act(action, context())).status).toBe('accepted');
      states.push([action.id, (await connector.readBack(action, context())).state]);
    }
    expect(states.filter(([, state]) => state !== 'desired')).toEqual([]);
    const after = await connector.look(one, context());
    expect(after.untold).toEqual([]);
    expect(after.items.filter(({ standing }) => standing === 'open')).toEqual([]);
    // What lives on is what the plan announced: an access token, for whoever checks only its signature, for minutes.
    const proved = system.prove();
    expect(proved.filter((line) => !line.startsWith('OUT') && !line.startsWith('LIVES access token'))).toEqual([]);
    expect(look.items.find(({ action }) => action.stage === 'sessions')?.action.residualMinutes).toBe(5);
  }, 120_000);

  it('sees that a deleted user is gone by the id, beside others who answer', async () => {
    const one = await account();
    const gone = { ...one, id: '00000000-0000-4000-8000-000000000000' };
    expect(await connector.look(gone, context())).toMatchObject({
      account: { status: 'deleted' },
      items: [{ standing: 'closed', action: { stage: 'disable' } }],
    });
  });
});
