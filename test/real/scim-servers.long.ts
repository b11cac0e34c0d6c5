import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors, systemsSchema } from '../../src/connectors/registry.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { testPerson } from '../support/memory/memory-world.ts';

/** Genuine SCIM servers, started by scripts beside the project; a newcomer's clone has none. */
const real = resolve(import.meta.dirname, '../../../shared/real');
const why = existsSync(join(real, 'scim'))
  ? spawnSync('python3', ['--version']).status === 0
    ? null
    : 'there is no python3, which these servers run on'
  : 'there are no real systems beside this clone (../shared/real)';
if (why !== null) process.stderr.write(`\nSKIPPED: the real SCIM servers are not cut, because ${why}\n`);

interface RealSystem {
  values: Readonly<Record<string, string>>;
  prove(): string[];
  stop(): void;
}

/** Starts one on loopback, in a folder of its own. */
function start(name: string): RealSystem {
  const folder = mkdtempSync(join(tmpdir(), `relais-real-${name}-`));
  const run = (script: string, arguments_: string[]) =>
    execFileSync(join(real, name, script), arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const values = Object.fromEntries(
    run('start', [folder])
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return {
    values,
    prove: () =>
      spawnSync(join(real, name, 'prove'), [folder], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter((line) => line !== ''),
    stop() {
      run('stop', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000), calledAt: new Date() });

describe.skipIf(why !== null).each(['scim', 'scim-django'])('the real SCIM server %s', (name) => {
  let system: RealSystem;
  let connector: Connector;

  beforeAll(() => {
    system = start(name);
    const systems = systemsSchema.parse([
      // Nothing but the address and the token: the defaults have to do.
      { id: 'real', type: 'scim', label: 'Real', baseUrl: system.values['URL'], token: 'env:REAL_TOKEN' },
    ]);
    const connectors = createConnectors(systems, {
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
