import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import { testPerson } from '../support/memory/memory-world.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['gitea'], ['go version', 'git --version', 'ssh -V']);

/** When the calls were made; read-backs are told. */
const calledAt = new Date();
const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000), calledAt });

describe.skipIf(why !== null)('a real Gitea', () => {
  let system: RealSystem;
  let connector: Connector;

  const connect = async (token: string | undefined, more: Record<string, unknown> = {}) => {
    const entry = { id: 'git', type: 'gitea', label: 'Gitea', baseUrl: system.values['URL'], token: 'env:REAL_TOKEN' };
    const made = createConnectors(await loadSystems(systemsSchema.parse([{ ...entry, ...more }])), {
      now: () => new Date(),
      env: { REAL_TOKEN: token, REAL_PASSWORD: system.values['ADMIN_PASSWORD'] },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
    }).get('git');
    if (!made) throw new Error('no connector');
    return made;
  };

  const leaver = () => testPerson('alex', 'Alex Moreau', { email: system.values['LEAVER_EMAIL'] ?? '' });

  async function account() {
    const found = await connector.find(leaver(), context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error(`the leaver is ${found.status}`);
    return found.accounts[0];
  }

  /** The API as the administrator, past Relais. */
  async function asAdministrator(method: string, path: string, body?: object): Promise<unknown> {
    const { API, ADMIN_USER, ADMIN_PASSWORD } = system.values;
    const response = await fetch(`${API}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${ADMIN_USER}:${ADMIN_PASSWORD}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect([method, path, response.ok]).toEqual([method, path, true]);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }

  async function tokenWith(scopes: readonly string[]): Promise<string> {
    const made = await asAdministrator('POST', '/users/tom/tokens', { name: `trial ${scopes}`, scopes });
    return String(Reflect.get(Object(made), 'sha1'));
  }

  beforeAll(async () => {
    system = startRealSystem('gitea');
    // Least rights: the token that the script makes may do everything.
    const scopes = ['write:admin', 'write:organization', 'write:repository', 'write:user'];
    connector = await connect(await tokenWith(scopes));
  });
  afterAll(() => system?.stop());

  it('checks well with the scopes that the docs name, and says what is wrong with a wrong or a lesser token', async () => {
    expect(await connector.check(context())).toEqual({
      ok: true,
      granted: expect.arrayContaining(['write:admin', 'write:organization', 'write:repository', 'write:user']),
      needed: ['write:admin', 'write:organization', 'write:repository', 'write:user'],
      problems: [],
    });
    const wrong = await (await connect('another-token')).check(context());
    expect(inEnglishToo(wrong.problems)).toMatchObject([{ message: expect.stringContaining('refuses the token') }]);
    const lesser = await tokenWith(['write:admin', 'read:organization', 'write:repository', 'write:user']);
    expect(inEnglishToo((await (await connect(lesser)).check(context())).problems)).toMatchObject([
      { message: 'the token lacks write:organization' },
    ]);
    const limited = await tokenWith([
      'public-only',
      'write:admin',
      'write:organization',
      'write:repository',
      'write:user',
    ]);
    expect((await (await connect(limited)).check(context())).ok).toBe(false);
    const leavers = await (await connect(system.values['LEAVER_TOKEN'])).check(context());
    expect(inEnglishToo(leavers.problems)).toMatchObject([
      { message: 'the token is alex.moreau’s, who is no administrator' },
    ]);
  });

  it('lists access tokens by the administrator’s password too, as Forgejo wants', async () => {
    const basic = { user: 'tom', password: 'env:REAL_PASSWORD' };
    const byPassword = await connect(system.values['ADMIN_TOKEN'], { basic });
    expect(inEnglishToo((await byPassword.check(context())).problems)).toEqual([]);
    const look = await byPassword.look(await account(), context());
    expect(look.items.filter(({ action }) => action.id.includes('/tokens/'))).toHaveLength(2);
  });

  it('proves that somebody has no account only by finding somebody who has', async () => {
    const nobody = testPerson('nobody', 'No Body', { email: 'nobody@acme.example' });
    expect((await connector.find(nobody, context())).status).toBe('none');
    const shouted = { ...leaver(), email: leaver().email.toUpperCase() };
    expect(await connector.find(shouted, context())).toMatchObject({
      status: 'found',
      accounts: [{ login: 'alex.moreau' }],
    });
    // Within other addresses the text is found too, and counts for nothing.
    const part = testPerson('part', 'Part', { email: 'moreau@acme.example' });
    expect((await connector.find(part, context())).status).toBe('none');
    const named = testPerson('named', 'Named', { email: 'x@example.com' });
    const byName = await connector.find({ ...named, userNames: { git: ['Alex.Moreau'] } }, context());
    expect(byName).toMatchObject({ status: 'found', accounts: [{ login: 'alex.moreau' }] });
    // An organisation stands under the same path as a user.
    expect((await connector.find({ ...named, userNames: { git: ['acme'] } }, context())).status).toBe('none');
  });

  it('protects the account of its own token', async () => {
    const found = await connector.find(testPerson('tom', 'Tom', { email: 'tom@acme.example' }), context());
    if (found.status !== 'found') throw new Error(found.status);
    expect(found.accounts[0]?.protectedBecause).toMatchObject({ en: 'Relais’ own token belongs to it' });
  });

  it('tells the last use, and lists everybody', async () => {
    const use = await connector.lastUse(await account(), new Date(Date.now() - 3_600_000), context());
    expect(Date.now() - (use?.at?.getTime() ?? 0)).toBeLessThan(3_600_000);
    const listing = await connector.accounts?.read(context());
    expect(listing?.accounts.map(({ login }) => login).toSorted()).toEqual([
      ...['alex.moreau', 'jonas', 'leo.dubois', 'maya', 'nadia', 'priya', 'tom'],
    ]);
  });

  it('lets nobody in any more by any way but deploy keys once every action of the plan was done', async () => {
    const before = system.prove();
    expect(before.filter((line) => line.startsWith('IN'))).toHaveLength(13);
    const one = await account();
    const look = await connector.look(one, context());
    expect(look.untold).toEqual([]);
    expect(look.snapshot).toMatchObject({
      organisations: [{ name: 'acme', teams: ['Owners', 'engineering'] }],
    });
    const labels = look.items.map(({ action: { id, target } }) => [
      id.split('/')[2],
      // The proof makes a token each time, of another name.
      target === null ? null : inEnglish(target.label).replace(/^again-\d+$/, 'again'),
    ]);
    expect(labels.toSorted()).toEqual([
      ['collaborations', 'tom/runbooks'],
      ['deploy-keys', null],
      ['disable', null],
      ['oauth-apps', 'alex tool'],
      ['organisations', 'acme (Owners, engineering)'],
      ['repositories', null],
      ['ssh-keys', 'laptop'],
      ['tokens', 'again'],
      ['tokens', 'ci'],
      ['tokens', 'laptop'],
    ]);
    const told = look.items.filter(({ action }) => action.manual).map(({ action }) => inEnglish(action.call));
    expect(told).toEqual([
      expect.stringContaining('acme/website: alex deploy (SHA256:'),
      expect.stringContaining('alex.moreau/scripts'),
    ]);
    // Renamed behind Relais’ back between the look and the calls.
    await asAdministrator('POST', '/admin/users/alex.moreau/rename', { new_username: 'alex.next' });
    const states: [string, string][] = [];
    for (const { action } of look.items.filter((each) => !each.action.manual)) {
      expect((await connector.readBack(action, context())).state, `${action.id} before`).toBe('not-desired');
      expect((await connector.act(action, context())).status).toBe('accepted');
      states.push([action.id, (await connector.readBack(action, context())).state]);
    }
    expect(states.filter(([, state]) => state !== 'desired')).toEqual([]);
    const after = await connector.look(one, context());
    expect(after.untold).toEqual([]);
    expect(after.items.filter(({ standing }) => standing === 'open')).toEqual([]);
    // The deploy key is a person’s to judge: the plan names it, and it works until then.
    await asAdministrator('POST', '/admin/users/alex.next/rename', { new_username: 'alex.moreau' });
    const proved = system.prove();
    expect(proved.filter((line) => !line.startsWith('OUT'))).toEqual([
      'IN  git over SSH, deploy key Alex added to acme/website',
    ]);
    const keys = await asAdministrator('GET', '/repos/acme/website/keys');
    for (const key of Array.isArray(keys) ? keys : [])
      await asAdministrator('DELETE', `/repos/acme/website/keys/${Reflect.get(Object(key), 'id')}`);
    expect(system.prove().filter((line) => !line.startsWith('OUT'))).toEqual([]);
  }, 180_000);

  it('cuts for good: when sign-in is allowed again, no token and no key works', async () => {
    await asAdministrator('PATCH', '/admin/users/alex.moreau', {
      ...{ source_id: 0, login_name: 'alex.moreau', prohibit_login: false },
    });
    const ways = system.prove().filter((line) => line.startsWith('IN'));
    // The password and the sessions only slept, as the docs say; nobody gave the private repositories back.
    expect(ways.filter((line) => /token (?:laptop|ci)|SSH|private/.test(line))).toEqual([]);
    expect(ways.length).toBeGreaterThan(0);
    const action = (await connector.look(await account(), context())).items.find(
      ({ action }) => action.stage === 'disable',
    );
    if (action === undefined) throw new Error('nothing to disable');
    expect(action.standing).toBe('open');
    await connector.act(action.action, context());
    expect((await connector.readBack(action.action, context())).state).toBe('desired');
  });

  it('says before it tries that the last owner of an organisation cannot be taken out', async () => {
    await asAdministrator('POST', '/orgs', { username: 'field-tools' });
    const teams = await asAdministrator('GET', '/orgs/field-tools/teams');
    const [owners] = Array.isArray(teams) ? teams : [];
    await asAdministrator('PUT', `/teams/${Reflect.get(Object(owners), 'id')}/members/alex.moreau`);
    await asAdministrator('DELETE', '/orgs/field-tools/members/tom');
    const look = await connector.look(await account(), context());
    const own = look.items.find(({ action }) => action.id.endsWith('/owned-organisations'))?.action;
    if (own === undefined) throw new Error('not said');
    expect(inEnglish(own.call)).toContain('of: field-tools.');
    expect(look.items.some(({ action }) => action.id.includes('/organisations/'))).toBe(false);
    expect((await connector.readBack(own, context())).state).toBe('not-desired');
    await asAdministrator('PUT', `/teams/${Reflect.get(Object(owners), 'id')}/members/maya`);
    const [again] = (await connector.look(await account(), context())).items.filter(({ action }) =>
      action.id.includes('/organisations/'),
    );
    if (again === undefined) throw new Error('not found by the next look');
    expect((await connector.act(again.action, context())).status).toBe('accepted');
    expect((await connector.readBack(again.action, context())).state).toBe('desired');
    expect((await connector.readBack(own, context())).state).toBe('desired');
  });

  it('sees that a deleted user is gone by the id, beside its own user who is found', async () => {
    const one = await account();
    expect(await connector.look({ ...one, id: '99999' }, context())).toMatchObject({
      account: { status: 'deleted' },
      items: [{ standing: 'closed', action: { stage: 'disable' } }],
    });
  });
});
