import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import { testPerson } from '../support/memory/memory-world.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['postgresql'], ['psql']);

/** When the calls were made; read-backs are told. */
const calledAt = new Date();
const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000), calledAt });

/**
 * Whoever else signs in there, the superuser that the server was made with too; the real company writes an address into
 * Alex’s comment alone.
 */
const others = ['maya', 'priya', 'jonas', 'tom', 'nadia', 'leo', 'postgres'];

describe.skipIf(why !== null)('a real PostgreSQL', () => {
  let system: RealSystem;
  let connector: Connector;

  const connect = async (more: Record<string, unknown> = {}) => {
    const { HOST: host, PORT: port, CA: caFile, DATABASES, ADMIN_ROLE: user, ADMIN_PASSWORD } = system.values;
    const databases = (DATABASES ?? '').split(',');
    const place = { host, port: Number(port), caFile, databases, user, others, data: { to: 'platform' } };
    const systems = systemsSchema.parse([
      { id: 'db', type: 'postgresql', label: 'PostgreSQL', password: 'env:REAL_SECRET', ...place, ...more },
    ]);
    const made = createConnectors(await loadSystems(systems), {
      now: () => new Date(),
      env: { REAL_SECRET: ADMIN_PASSWORD, ANOTHER: 'another-secret' },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
    }).get('db');
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
    system = startRealSystem('postgresql');
    connector = await connect();
  });
  afterAll(() => system?.stop());

  it('checks well with the rights that the docs name', async () => {
    const report = await connector.check(context());
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ ok: true, granted: ['CREATEROLE', 'pg_signal_backend', 'pg_read_all_stats'] });
    expect(inEnglish(report.notes?.[0] ?? '')).toBe(
      'databases that allow connections and are not under databases: postgres, template1',
    );
  });

  it('says what is wrong with a wrong secret, a wrong database, a role without rights and a foreign certificate', async () => {
    const told = async (more: Record<string, unknown>) => {
      const { problems } = await (await connect(more)).check(context());
      return inEnglishToo(problems).map(({ message }) => inEnglish(message));
    };
    expect(await told({ password: 'env:ANOTHER' })).toEqual([
      expect.stringContaining('refuses the role or its password'),
    ]);
    expect(await told({ databases: ['acme', 'nowhere'] })).toContainEqual(expect.stringContaining('no such database'));
    expect(await told({ caFile: undefined })).toEqual([expect.stringContaining('SELF_SIGNED_CERT_IN_CHAIN')]);
    expect(await told({ host: 'localhost' })).toEqual([expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID')]);
    expect(await told({ user: 'tom' })).toEqual([expect.stringContaining('refuses the role or its password')]);
  });

  it('finds a role by the address in its comment, and says of nobody that they have none while one is unknown', async () => {
    const nobody = testPerson('nobody', 'No Body', { email: 'nobody@acme.example' });
    expect((await connector.find(nobody, context())).status).toBe('none');
    const shouted = { ...leaver(), email: leaver().email.toUpperCase() };
    expect(await connector.find(shouted, context())).toMatchObject({ status: 'found', accounts: [{ login: 'alex' }] });
    const fewer = await connect({ others: others.slice(1) });
    await expect(fewer.find(nobody, context())).rejects.toMatchObject({ kind: 'unproven' });
    await expect(fewer.find(nobody, context())).rejects.toThrow(/\(maya\)/);
    const unmade = await connect({ others: others.slice(0, -1) });
    await expect(unmade.find(nobody, context())).rejects.toThrow(/\(postgres\)/);
  });

  it('lists every role that signs in, held against the count of the server', async () => {
    const listing = await connector.accounts?.read(context());
    expect(listing?.accounts.map(({ login }) => login).toSorted()).toEqual(['alex', ...others, 'relais'].toSorted());
  });

  it('never touches the role that Relais signs in by, nor the server’s own', async () => {
    const own = await connector.find(
      { ...leaver(), userNames: { db: ['relais'] }, email: 'x@acme.example' },
      context(),
    );
    expect(own).toMatchObject({ status: 'found', accounts: [{ login: 'relais', own: true }] });
    const made = await connector.find(
      { ...leaver(), userNames: { db: ['postgres'] }, email: 'x@acme.example' },
      context(),
    );
    expect(made).toMatchObject({
      accounts: [{ id: '10', protectedBecause: { en: expect.stringContaining('the server was made with') } }],
    });
  });

  it('does not tell what is held in a database that is not named', async () => {
    const fewer = await connect({ databases: ['acme'] });
    const { untold } = await fewer.look(await account(), context());
    expect(untold.map(({ what, reason }) => [what, inEnglish(reason)])).toEqual([
      ['rights', expect.stringMatching(/do not name: metrics$/)],
      ['owned', expect.stringMatching(/do not name: metrics$/)],
    ]);
  });

  it('lets nobody in any more by any way once every action of the plan was done', async () => {
    const before = system.prove();
    expect(before.filter((line) => line.startsWith('IN'))).toHaveLength(8);
    const one = await account();
    const use = await connector.lastUse(one, new Date(Date.now() - 3_600_000), context());
    expect(Date.now() - (use?.at?.getTime() ?? 0)).toBeLessThan(3_600_000);
    const look = await connector.look(one, context());
    expect(look.untold).toEqual([]);
    const shown = look.items.map(({ action: { stage, target, call } }) => [
      stage,
      target === null ? null : inEnglish(target.label),
      inEnglish(call),
    ]);
    expect(shown).toEqual([
      ['disable', null, 'ALTER ROLE "alex" NOLOGIN NOCREATEROLE'],
      ['sessions', null, expect.stringContaining(`usesysid = ${one.id}`)],
      ['credentials', null, expect.stringContaining('PASSWORD NULL VALID UNTIL')],
      ['groups', 'pg_read_all_data', 'REVOKE "pg_read_all_data" FROM "alex"'],
      ['groups', 'platform', 'REVOKE "platform" FROM "alex"'],
      ['groups', 'acme: table public.salaries', 'REVOKE ALL PRIVILEGES ON TABLE public.salaries FROM "alex"'],
      ['groups', 'metrics: schema public', 'REVOKE ALL PRIVILEGES ON SCHEMA public FROM "alex"'],
      [
        'data',
        'acme: function reports.total() (SECURITY DEFINER), schema reports, table reports.invoices, to platform',
        'REASSIGN OWNED BY "alex" TO "platform"',
      ],
      ['data', 'metrics: table public.latency, to platform', 'REASSIGN OWNED BY "alex" TO "platform"'],
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
    expect(system.prove().filter((line) => !line.startsWith('OUT'))).toEqual([]);
    // Relais is a member of nothing more than before.
    const own = await connector.find(
      { ...leaver(), userNames: { db: ['relais'] }, email: 'x@acme.example' },
      context(),
    );
    if (own.status !== 'found' || !own.accounts[0]) throw new Error('no role of Relais');
    expect((await connector.look(own.accounts[0], context())).snapshot['memberships']).toMatchObject([
      { name: 'pg_read_all_stats' },
      { name: 'pg_signal_backend' },
    ]);
  }, 120_000);

  it('sees that a dropped role is gone by its id, beside the role of Relais', async () => {
    const gone = { ...(await account()), id: '4294967294' };
    expect(await connector.look(gone, context())).toMatchObject({
      account: { status: 'dropped' },
      items: [{ standing: 'closed', action: { stage: 'disable' } }],
    });
  });
});
