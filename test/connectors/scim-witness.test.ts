import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { serveTroubled } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';
import { scimAt } from './scim-at.ts';
import { type FakeScim, type FakeUser, fakeScim } from './scim-fake.ts';

/** SCIM has no id of the organisation: other users who exist there stand in its place. */

const alex = personOf(colleague('U0ALEX'));
let passed = 0;
let ticks = 0;
const now = () => {
  ticks += 1;
  return new Date(Date.parse('2026-03-02T09:00:00.000Z') + passed * 1000 + ticks);
};
const context = () => ({ now, signal: new AbortController().signal });
const read = () => ({ ...context(), calledAt: null });

const leaver: FakeUser = { id: 1, userName: 'alex.moreau@example.com', active: true };
const numbered = (id: number, name: string, active = true): FakeUser => ({
  id,
  userName: `${name}@example.com`,
  active,
});
const colleagues = [
  numbered(2, 'left', false),
  numbered(3, 'hugo'),
  numbered(4, 'lea'),
  numbered(5, 'noor'),
  numbered(6, 'omar'),
];

interface Served {
  fake: FakeScim;
  connector: Connector;
  baseUrl: string;
  requests(): string[];
}

async function served(users: FakeUser[], settings: object = { deactivateSemantics: 'remove' }): Promise<Served> {
  const fake = fakeScim({ users: users.map((user) => ({ ...user })), groups: [] });
  const asked: string[] = [];
  const server = await serveTroubled(
    (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      return fake.handler(request, response);
    },
    { throttled: () => ({}), lies: () => undefined },
  );
  onTestFinished(() => server.close());
  const connector = scimAt(server.baseUrl, { groups: 'leave', lookups: ['userName'], ...settings }, { now });
  return { fake, connector, baseUrl: server.baseUrl, requests: () => asked };
}

async function planned({ connector }: Served): Promise<{ tenant: string; action: PlannedAction }> {
  const found = await connector.find(alex, context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(found.status);
  const { items } = await connector.look(account, context());
  if (!items[0]) throw new Error('nothing to do');
  return { tenant: found.tenant, action: items[0].action };
}

function leave({ fake }: Served, ...ids: (string | number)[]): void {
  fake.users = fake.users.filter(({ id }) => !ids.includes(id));
}

const kindOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: { kind: string }) => error.kind,
  );

describe('the witnesses of a SCIM organisation', () => {
  it('are three active users other than the leaver, by id, without their names', async () => {
    const made = await served([leaver, ...colleagues]);
    const { tenant } = await planned(made);
    // `printf hugo@example.com | sha256sum`, its first twelve digits, and so on.
    expect(tenant).toMatch(/ 3~[0-9a-f]{12},4~[0-9a-f]{12},5~[0-9a-f]{12}$/);
    expect(tenant).not.toContain('example.com,');
    expect(tenant).not.toMatch(/hugo|lea@|noor/);
  });

  it('are checked on later looks, so that the fingerprint stays while one of them does', async () => {
    const made = await served([leaver, ...colleagues]);
    const { tenant, action } = await planned(made);
    leave(made, 3, 4);
    made.fake.users.unshift(numbered(9, 'new'));
    expect(await made.connector.find(alex, { ...context(), tenant })).toMatchObject({ status: 'found', tenant });
    leave(made, 1);
    expect(await made.connector.find(alex, { ...context(), tenant })).toMatchObject({ status: 'none', tenant });
    expect((await made.connector.readBack(action, read())).state).toBe('desired');
  });

  it('that have all left show nothing any more: a person decides', async () => {
    const made = await served([leaver, ...colleagues]);
    const { tenant, action } = await planned(made);
    leave(made, 3, 4, 5);
    const found = await made.connector.find(alex, { ...context(), tenant });
    expect(found.tenant).toMatch(/ 6~[0-9a-f]{12},2~[0-9a-f]{12}$/);
    expect(await kindOf(made.connector.readBack(action, read()))).toBe('mismatch');
    passed += 61;
    expect(await kindOf(made.connector.act(action, context()))).toBe('mismatch');
    // Once it is adopted, it is the one that is known.
    const adopted = { ...action, tenant: found.tenant };
    leave(made, 1);
    expect((await made.connector.readBack(adopted, read())).state).toBe('desired');
  });

  it('are told from who has the same number in another organisation', async () => {
    const made = await served([leaver, ...colleagues]);
    const { tenant, action } = await planned(made);
    made.fake.users = [3, 4, 5, 6].map((id) => numbered(id, `elsewhere-${id}`));
    passed += 61;
    expect((await made.connector.find(alex, { ...context(), tenant })).tenant).not.toBe(tenant);
    expect(await kindOf(made.connector.readBack(action, read()))).toBe('mismatch');
  });

  it('may take another name where their ids are given once in the world', async () => {
    const id = '2819c223-7f76-453a-919d-413861904646';
    const made = await served([leaver, { id, userName: 'hugo@example.com', active: true }]);
    const { tenant } = await planned(made);
    expect(tenant).toMatch(new RegExp(` ${id}$`));
    Object.assign(made.fake.users[1] ?? {}, { userName: 'hugo@new.example.com' });
    expect((await made.connector.find(alex, { ...context(), tenant })).tenant).toBe(tenant);
  });

  it('are asked once for all that is read back in one moment', async () => {
    const made = await served([leaver, ...colleagues]);
    const { action } = await planned(made);
    leave(made, 1);
    passed += 61;
    const before = made.requests().length;
    const together = await Promise.all([1, 2, 3, 4].map(() => made.connector.readBack(action, read())));
    expect(together.map(({ state }) => state)).toEqual(['desired', 'desired', 'desired', 'desired']);
    const asked = made.requests().slice(before);
    // Once before anything is read, and once after it.
    expect(asked.filter((path) => path.endsWith('/Users/3'))).toHaveLength(2);
  });
});

describe('an organisation of the leaver alone', () => {
  it('has no witness: an absence is unproven, and an inactive account counts under its login only', async () => {
    const made = await served([leaver]);
    const { tenant, action } = await planned(made);
    expect(tenant).toBe(new URL(made.baseUrl).href.replace(/\/$/, ''));
    leave(made, 1);
    made.fake.users.push(numbered(2, 'hugo'));
    const gone = made.connector.readBack(action, read());
    await expect(gone).rejects.toMatchObject({
      kind: 'unproven',
      message: 'nothing tells which organisation answers there, and another one would not know this account either',
    });
    made.fake.users.push({ ...leaver, active: false });
    expect((await made.connector.readBack(action, read())).state).toBe('desired');
    Object.assign(made.fake.users[1] ?? {}, { userName: 'somebody@elsewhere.example.com' });
    expect(await kindOf(made.connector.readBack(action, read()))).toBe('unproven');
  });
});

describe('an organisation that had no user but the leaver when it was planned', () => {
  it('is known by a colleague who comes while the account is still there', async () => {
    const made = await served([leaver]);
    const { tenant } = await planned(made);
    made.fake.users.push(numbered(2, 'hugo'));
    const found = await made.connector.find(alex, { ...context(), tenant });
    expect(found).toMatchObject({ status: 'found', accounts: [{ id: '1', tenant: found.tenant }] });
    // `printf hugo@example.com | sha256sum`
    expect(found.tenant).toMatch(/ 2~[0-9a-f]{12}$/);
    const [account] = found.status === 'found' ? found.accounts : [];
    if (!account) throw new Error('no account');
    const [item] = (await made.connector.look(account, context())).items;
    if (!item) throw new Error('nothing to do');
    leave(made, 1);
    expect((await made.connector.readBack(item.action, read())).state).toBe('desired');
    expect(await made.connector.find(alex, { ...context(), tenant: found.tenant })).toMatchObject({ status: 'none' });
  });

  it('is not told by a colleague who comes afterwards: what was planned stays unproven', async () => {
    const made = await served([leaver]);
    const { tenant, action } = await planned(made);
    leave(made, 1);
    expect(await kindOf(made.connector.find(alex, { ...context(), tenant }))).toBe('unproven');
    made.fake.users.push(numbered(2, 'hugo'));
    expect(await kindOf(made.connector.readBack(action, read()))).toBe('unproven');
    // Another fingerprint: a person decides whether it is the same organisation.
    const found = await made.connector.find(alex, { ...context(), tenant });
    expect(found.status).toBe('none');
    expect(found.tenant).not.toBe(tenant);
    expect(await kindOf(made.connector.readBack(action, read()))).toBe('unproven');
  });
});
