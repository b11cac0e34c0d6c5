import { describe, expect, it } from 'vitest';
import { company } from '../../../src/workspace/company.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { designTool, type ScimProduct, salesCrm } from '../../../src/workspace/systems/scim/products.ts';
import { createScimSandbox } from '../../../src/workspace/systems/scim/scim-sandbox.ts';
import { usageSchemaId } from '../../../src/workspace/systems/scim/usage-schema.ts';
import { client, handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

async function open(product: ScimProduct = salesCrm, dataDir = temporaryFolder()) {
  const clock = handClock();
  const sandbox = createScimSandbox({ dataDir, people: company, now: clock.now, product });
  const base = await serve(sandbox.router, `/sandbox/${product.id}`);
  const scim = client(base, { authorization: `Bearer ${sandboxToken}` });
  const find = (filter: string, resource = 'Users') => scim('GET', `/${resource}?filter=${encodeURIComponent(filter)}`);
  const account = (email = alex) => sandbox.accounts().find((each) => each.email === email);
  const id = String((await find(`userName eq "${alex}"`)).body.Resources[0]?.id);
  const deactivate = () =>
    scim('PATCH', `/Users/${id}`, {
      schemas: [patchSchema],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    });
  return { sandbox, scim, find, base, id, account, deactivate, dataDir };
}

describe('SCIM sandbox', () => {
  it('has two products with their own users and groups', async () => {
    const crm = await open(salesCrm);
    const design = await open(designTool);
    expect(crm.sandbox).toMatchObject({ id: 'crm', label: 'Sales CRM' });
    expect(crm.account('leo.dubois@example.com')?.groups).toEqual(['Sales pipeline', 'Account owners']);
    expect(crm.account('tom.okafor@example.com')).toBeUndefined();
    expect(design.account('leo.dubois@example.com')?.groups).toEqual(['Viewers', 'Brand library']);
    expect(crm.id).not.toBe(design.id);
    // scimmy keeps its resources in globals: each answer must still be about its own product.
    const [one, other] = await Promise.all([
      crm.scim('GET', `/Users/${crm.id}`),
      design.scim('GET', `/Users/${design.id}`),
    ]);
    expect(one.body.meta.location).toBe(`${crm.base}/Users/${crm.id}`);
    expect(other.body.meta.location).toBe(`${design.base}/Users/${design.id}`);
    expect((await design.scim('GET', `/Users/${crm.id}`)).status).toBe(404);
  });

  it('describes itself and refuses strangers', async () => {
    const { scim, base } = await open();
    const config = await scim('GET', '/ServiceProviderConfig');
    expect(config.body).toMatchObject({
      patch: { supported: true },
      filter: { supported: true },
      bulk: { supported: false },
    });
    expect(config.headers.get('content-type')).toContain('application/scim+json');
    const stranger = await client(base, { authorization: 'Bearer no' })('GET', '/Users');
    expect(stranger).toMatchObject({ status: 401, body: { status: '401' } });
    expect((await scim('POST', '/Bulk', {})).status).toBe(501);
  });

  it('filters without regard to case, knows escapes, and calls nonsense an invalid filter', async () => {
    const { find, scim, id } = await open();
    expect((await find('userName eq "ALEX.Moreau@Example.com"')).body).toMatchObject({ totalResults: 1 });
    expect((await find(`emails.value eq "${alex}"`)).body.Resources).toMatchObject([{ id, userName: alex }]);
    expect((await find(`emails[type eq "work"].value eq "${alex}"`)).body.totalResults).toBe(1);
    expect((await find('userName eq "nobody@example.com"')).body.totalResults).toBe(0);
    expect((await find('userName eq "o\\"brien\\\\x"')).body.totalResults).toBe(0);
    for (const nonsense of ['garbage garbage', 'userName eq', '((', 'userName eq "open'])
      expect(await find(nonsense)).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
    expect((await scim('GET', '/Users/%22')).status).toBe(404);
    expect((await scim('GET', '/Users?attributes=((')).status).toBe(400);
    expect((await scim('GET', '/Users?startIndex=2&count=2')).body).toMatchObject({ startIndex: 2, itemsPerPage: 2 });
  });

  it('deactivates reversibly where the product suspends', async () => {
    const { deactivate, scim, sandbox, account, id } = await open();
    expect(await deactivate()).toMatchObject({ status: 200, body: { active: false } });
    expect((await deactivate()).status).toBe(204);
    expect((await scim('GET', `/Users/${id}`)).body.active).toBe(false);
    expect(account()).toMatchObject({ live: false, status: 'inactive', sessions: 0 });
    expect(sandbox.signIn(alex)).toBe(false);
    await scim('PATCH', `/Users/${id}`, {
      schemas: [patchSchema],
      Operations: [{ op: 'Replace', value: { active: true } }],
    });
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('takes the user out where the product removes', async () => {
    const { deactivate, scim, sandbox, account, id } = await open(designTool);
    expect((await deactivate()).status).toBe(200);
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
    expect((await deactivate()).status).toBe(404);
    expect(account()).toMatchObject({ live: false, status: 'removed', groups: [] });
    expect(sandbox.reopen(alex)).toBe(true);
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('deletes, and takes PUT as well', async () => {
    const { scim, sandbox, id } = await open();
    const user = (await scim('GET', `/Users/${id}`)).body;
    expect((await scim('PUT', `/Users/${id}`, { ...user, active: false })).body).toMatchObject({ active: false });
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404);
    expect(sandbox.signIn(alex)).toBe(false);
    const created = await scim('POST', '/Users', { schemas: user.schemas, userName: 'new@example.com' });
    expect(created.status).toBe(201);
    const twin = await scim('POST', '/Users', { schemas: user.schemas, userName: 'NEW@example.com' });
    expect(twin).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });

  it('takes a member out of a group, and finds groups by member', async () => {
    const { scim, find, id, account } = await open();
    const groups = await find(`members.value eq "${id}"`, 'Groups');
    expect(groups.body.Resources).toMatchObject([{ displayName: 'API integrations' }]);
    const path = `/Groups/${groups.body.Resources[0].id}`;
    const removal = { schemas: [patchSchema], Operations: [{ op: 'remove', path: `members[value eq "${id}"]` }] };
    expect((await scim('PATCH', path, removal)).status).toBe(200);
    expect((await scim('PATCH', path, removal)).status).toBe(204);
    expect((await find(`members[value eq "${id}"]`, 'Groups')).body.totalResults).toBe(0);
    expect(account()).toMatchObject({ groups: [], live: true });
  });

  it('misbehaves in SCIM’s own words', async () => {
    const { scim, sandbox, deactivate, id } = await open();
    sandbox.misbehave('down');
    expect(await scim('GET', `/Users/${id}`)).toMatchObject({ status: 503, body: { status: '503' } });
    sandbox.misbehave('throttled');
    await scim('GET', `/Users/${id}`);
    const refused = await scim('GET', `/Users/${id}`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    sandbox.misbehave('lies');
    expect(await deactivate()).toMatchObject({ status: 200, body: { active: false } });
    expect((await scim('GET', `/Users/${id}`)).body.active).toBe(true);
    sandbox.misbehave('half-failing');
    expect((await deactivate()).status).toBe(200);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(500);
    expect((await scim('GET', `/Users/${id}`)).body.active).toBe(false);
  });

  it('tells the last sign-in in an extension of its own', async () => {
    const { scim, sandbox, id, deactivate } = await open();
    expect(sandbox.recordActivity(alex)).toBe(true);
    const { body } = await scim('GET', `/Users/${id}`);
    expect(body[usageSchemaId]).toEqual({ lastSignIn: '2026-11-20T09:00:00.000Z' });
    expect(body.schemas).toContain(usageSchemaId);
    expect((await deactivate()).status).toBe(200);
  });

  it('keeps its state over a restart', async () => {
    const { deactivate, dataDir } = await open();
    await deactivate();
    const again = await open(salesCrm, dataDir);
    expect(again.account()?.status).toBe('inactive');
    again.sandbox.reset();
    expect(again.account()?.live).toBe(true);
  });
});
