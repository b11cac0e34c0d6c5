import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { company } from '../../../src/workspace/company.ts';
import {
  createEntraSandbox,
  entraSandboxClient,
  entraSandboxTenant,
} from '../../../src/workspace/systems/entra/entra-sandbox.ts';
import { entraUserId } from '../../../src/workspace/systems/entra/seed.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { client, handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';
const id = entraUserId({ id: 'U0ALEX' });
const jonas = entraUserId({ id: 'U0JONAS' });
const answerShape = z.object({ access_token: z.string().optional(), error: z.string().optional() });

async function open(options: { dataDir?: string; pageSize?: number } = {}) {
  const clock = handClock();
  const dataDir = options.dataDir ?? temporaryFolder();
  const sandbox = createEntraSandbox({ dataDir, people: company, now: clock.now, ...options });
  const base = await serve(sandbox.router, '/sandbox/entra');
  const signIn = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entraSandboxClient,
      client_secret: sandboxToken,
      scope: 'https://graph.microsoft.com/.default',
      ...fields,
    });
    const response = await fetch(`${base}/${entraSandboxTenant}/oauth2/v2.0/token`, { method: 'POST', body });
    const answer = answerShape.parse(await response.json());
    return { status: response.status, ...answer };
  };
  const { access_token: token } = await signIn({});
  const graph = client(`${base}/v1.0`, { authorization: `Bearer ${token}` });
  const account = (email = alex) => sandbox.accounts().find((each) => each.email === email);
  return { sandbox, base, clock, dataDir, signIn, graph, account };
}

describe('Entra sandbox', () => {
  it('has an account for everybody in the company; guests have no sessions here', async () => {
    const { sandbox, account } = await open();
    expect(sandbox.accounts()).toHaveLength(company.length);
    for (const one of sandbox.accounts()) expect(one).toMatchObject({ live: true, status: 'enabled' });
    expect(account()).toMatchObject({ sessions: 1, tokens: 1, groups: ['Platform team', 'Business suite users'] });
    expect(account('sofia.rossi@example.com')).toMatchObject({ sessions: 0 });
  });

  it('keeps what comes from Active Directory until somebody ends it there', async () => {
    const { sandbox, graph, account } = await open();
    const jonas = () => account('jonas.weber@example.com');
    expect(jonas()).toMatchObject({
      byHand: true,
      status: 'enabled',
      groups: expect.arrayContaining(['Domain users']),
    });
    expect(await graph('PATCH', `/users/${jonas()?.id}`, { accountEnabled: false })).toMatchObject({ status: 400 });
    expect(account()?.byHand).toBe(false);
    expect(sandbox.endByHand?.(account()?.id ?? '')).toBe(false);
    expect(account()?.status).toBe('enabled');
    expect(sandbox.endByHand?.(jonas()?.id ?? '')).toBe(true);
    expect(jonas()).toMatchObject({ byHand: false, status: 'disabled' });
    expect(jonas()?.groups).not.toContain('Domain users');
  });

  it('lets in the app alone, and says what was consented to in the token', async () => {
    const { base, signIn } = await open();
    expect(await signIn({ client_secret: 'wrong' })).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(await signIn({ client_id: 'wrong' })).toMatchObject({ status: 400, error: 'unauthorized_client' });
    expect(await signIn({ scope: 'User.Read.All' })).toMatchObject({ status: 400, error: 'invalid_scope' });
    const [, claims = ''] = (await signIn({})).access_token?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      roles: expect.arrayContaining(['User.RevokeSessions.All']),
    });
    const stranger = await client(`${base}/v1.0`, { authorization: 'Bearer eyJ.e30.x' })('GET', '/users');
    expect(stranger).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
  });

  it('gives what is selected, and pages with the next address in the body', async () => {
    const { graph } = await open({ pageSize: 4 });
    expect((await graph('GET', `/users/${alex}`)).body).not.toHaveProperty('accountEnabled');
    const user = await graph('GET', `/users/${id}?$select=id,accountEnabled,onPremisesSyncEnabled`);
    expect(user.body).toEqual({ id, accountEnabled: true, onPremisesSyncEnabled: null });
    expect(user.headers.get('request-id')).toMatch(/^[\w-]{36}$/);
    const first = await graph('GET', '/users?$select=id');
    expect(first.body.value).toHaveLength(4);
    const next = new URL(first.body['@odata.nextLink']);
    expect(next.pathname).toBe('/sandbox/entra/v1.0/users');
    expect((await graph('GET', `/users${next.search}`)).body.value).toHaveLength(4);
  });

  it('finds by address with an advanced query; refuses a filter it cannot read', async () => {
    const { base, graph, signIn } = await open();
    const filter = (text: string) => `/users?$filter=${encodeURIComponent(text)}`;
    expect((await graph('GET', filter(`mail eq '${alex.toUpperCase()}'`))).body.value).toHaveLength(1);
    const alias = filter("mail eq 'o''brien' or proxyAddresses/any(p:p eq 'smtp:alex.moreau@mail.example.com')");
    expect((await graph('GET', alias)).status).toBe(400);
    const authorization = `Bearer ${(await signIn({})).access_token}`;
    const eventual = client(`${base}/v1.0`, { authorization, ConsistencyLevel: 'eventual' });
    expect((await eventual('GET', alias)).body.value).toMatchObject([{ id }]);
    expect((await graph('GET', filter('mail is nice'))).status).toBe(400);
  });

  it('closes, ends sessions, and tells from when they are valid', async () => {
    const { sandbox, graph, clock, account } = await open();
    expect((await graph('PATCH', `/users/${id}`, { accountEnabled: false })).status).toBe(204);
    expect(account()).toMatchObject({ status: 'disabled', live: true, sessions: 1 });
    clock.moveBy(60_000);
    expect(await graph('POST', `/users/${id}/revokeSignInSessions`)).toMatchObject({
      status: 200,
      body: { value: true },
    });
    expect(sandbox.signIn(alex)).toBe(false);
    const after = await graph('GET', `/users/${id}?$select=signInSessionsValidFromDateTime`);
    // Without a fraction, as Graph writes it.
    expect(after.body.signInSessionsValidFromDateTime).toBe('2026-11-20T09:01:00Z');
    expect(sandbox.reopen(alex)).toBe(true);
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('refuses what Graph refuses: synchronised accounts, and groups that it can only read', async () => {
    const { sandbox, graph } = await open();
    const refused = { status: 400, body: { error: { code: 'Request_BadRequest' } } };
    expect(await graph('PATCH', `/users/${jonas}`, { accountEnabled: false })).toMatchObject(refused);
    const [device] = (await graph('GET', `/users/${jonas}/registeredDevices`)).body.value;
    expect(await graph('PATCH', `/devices/${device.id}`, { accountEnabled: false })).toMatchObject(refused);
    for (const [person, name] of [
      ['U0JONAS', 'Domain users'],
      ['U0INES', 'Security operations'],
      ['U0HUGO', 'Board news'],
    ] as const) {
      const user = entraUserId({ id: person });
      const groups: { id: string; displayName: string }[] = (await graph('GET', `/users/${user}/memberOf`)).body.value;
      const group = groups.find(({ displayName }) => displayName === name)?.id;
      expect(await graph('DELETE', `/groups/${group}/members/${user}/$ref`), name).toMatchObject(refused);
    }
    expect(sandbox.accounts().every(({ live }) => live)).toBe(true);
  });

  it('takes a licence of a group only with the group, and a direct one only once', async () => {
    const { graph } = await open();
    const states = async () =>
      (await graph('GET', `/users/${id}?$select=licenseAssignmentStates`)).body.licenseAssignmentStates;
    const [byGroup, direct] = await states();
    const take = (skuId: string) =>
      graph('POST', `/users/${id}/assignLicense`, { addLicenses: [], removeLicenses: [skuId] });
    expect((await take(byGroup.skuId)).status).toBe(400);
    expect((await take(direct.skuId)).status).toBe(200);
    expect((await take(direct.skuId)).status).toBe(400);
    expect((await graph('DELETE', `/groups/${byGroup.assignedByGroup}/members/${id}/$ref`)).status).toBe(204);
    expect(await states()).toEqual([]);
  });

  it('keeps a deleted user in the trash, under a name of its own', async () => {
    const { graph, sandbox } = await open();
    expect((await graph('DELETE', `/users/${id}`)).status).toBe(204);
    expect((await graph('GET', `/users/${id}`)).status).toBe(404);
    const trash = (await graph('GET', '/directory/deletedItems/microsoft.graph.user')).body.value;
    expect(trash).toMatchObject([{ id, userPrincipalName: `${id.replaceAll('-', '')}${alex}` }]);
    expect(sandbox.signIn(alex)).toBe(false);
  });

  it('misbehaves when told to, and remembers across a restart', async () => {
    const { sandbox, graph, account, dataDir } = await open();
    sandbox.misbehave('lies');
    expect((await graph('PATCH', `/users/${id}`, { accountEnabled: false })).status).toBe(204);
    expect(account()?.status).toBe('enabled');
    sandbox.misbehave('throttled');
    const both = [await graph('GET', '/users'), await graph('GET', '/users')];
    const limited = both.find(({ status }) => status === 429);
    expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
    sandbox.misbehave('none');
    await graph('PATCH', `/users/${id}`, { accountEnabled: false });
    expect((await open({ dataDir })).account()?.status).toBe('disabled');
  });
});
