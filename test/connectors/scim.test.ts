import type { RequestHandler } from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scim } from '../../src/connectors/scim/index.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { designTool } from '../../src/workspace/systems/scim/products.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { colleague, personOf } from './okta-world.ts';
import { type ScimWorld, type ScimWorldOptions, scimWorld } from './scim-world.ts';

const semantics = (deactivateSemantics: string, more: object = {}) => ({ deactivateSemantics, ...more });

connectorContract('scim, a product that suspends', () => scimWorld());
connectorContract('scim, a product that removes', () =>
  scimWorld({ product: designTool, settings: semantics('remove') }),
);

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const read = () => ({ ...context(), calledAt: null });
const alex = personOf(colleague('U0ALEX'));

async function world(options: ScimWorldOptions = {}): Promise<ScimWorld> {
  const made = await scimWorld(options);
  onTestFinished(() => made.close());
  return made;
}

async function planOf({ connector }: ScimWorld): Promise<readonly PlannedAction[]> {
  const found = await connector.find(alex, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return (await connector.look(found.accounts[0], context())).items.map(({ action }) => action);
}

async function first(made: ScimWorld): Promise<PlannedAction> {
  const [action] = await planOf(made);
  if (!action) throw new Error('nothing to do');
  return action;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

describe('scim', () => {
  it('plans the deactivation first, then each group on its own', async () => {
    const actions = await planOf(await world());
    expect(actions.map(({ stage, effect, target }) => [stage, effect, target?.label ?? null])).toEqual([
      ['disable', 'reversible', null],
      ['groups', 'reversible', 'API integrations'],
    ]);
    expect(actions[0]?.call).toMatch(/^PATCH \/Users\/[\w-]+ active = false$/);
  });

  it('really keeps the person out, in a product that suspends and in one that removes', async () => {
    for (const options of [{}, { product: designTool, settings: semantics('remove') }]) {
      const made = await world(options);
      expect(made.sandbox.signIn(alex.email)).toBe(true);
      for (const action of await planOf(made)) await made.connector.act(action, context());
      expect(made.sandbox.signIn(alex.email)).toBe(false);
      expect(made.sandbox.accounts().find(({ email }) => email === alex.email)?.groups).toEqual([]);
    }
  });

  it('calls a removal what it is: it cannot be taken back', async () => {
    for (const kind of ['remove', 'delete', 'unlink'])
      expect((await first(await world({ settings: semantics(kind) }))).effect).toBe('destructive');
  });

  it('deletes, and reads back that the id is unknown', async () => {
    const made = await world({ settings: semantics('delete') });
    const action = await first(made);
    expect(action.call).toMatch(/^DELETE /);
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    const { state, evidence } = await made.connector.readBack(action, read());
    expect(state).toBe('desired');
    expect(evidence.map(({ http, detail }) => [http, detail])).toEqual([
      [200, expect.stringMatching(/^the witness [0-9a-f-]{36} is there$/)],
      [404, 'no such user'],
      // Somebody who is there is found by the id, and nobody by nobody's: so that not finding means something.
      [200, 'a user to try id on'],
      [200, '1 found by id'],
      [200, '0 found by id'],
      [200, '0 found by id'],
    ]);
    expect((await made.connector.act(action, context())).status).toBe('already');
  });

  it('does not take an inactive user for a deleted one', async () => {
    const made = await world({ settings: semantics('delete', { deactivateWith: 'patch' }) });
    const action = await first(made);
    await made.connector.act(action, context());
    expect((await made.connector.readBack(action, read())).state).toBe('not-desired');
  });

  it('does not take a wrong address for a deleted user', async () => {
    let lost = false;
    const quirk: RequestHandler = (_request, response, next) => {
      if (lost) response.status(404).json({});
      else next();
    };
    const made = await world({ settings: semantics('delete'), quirk });
    const action = await first(made);
    lost = true;
    expect((await failureOf(made.connector.readBack(action, read()))).kind).toBe('not-found');
  });

  it('does not take a user who vanished for a suspended one', async () => {
    const made = await world();
    const gone = await world({ settings: semantics('suspend') });
    const action = { ...(await first(made)), tenant: gone.server.baseUrl };
    await fetch(`${gone.server.baseUrl}/Users/${action.accountId}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer canary-scim-0123456789' },
    });
    expect((await failureOf(gone.connector.readBack(action, read()))).kind).toBe('not-found');
    expect((await failureOf(gone.connector.act(action, context()))).kind).toBe('not-found');
  });

  it('leaves what SCIM cannot show after an unlinking to a person', async () => {
    const made = await world({ settings: semantics('unlink') });
    const actions = await planOf(made);
    expect(actions.map(({ stage, manual }) => [stage, manual])).toEqual([
      ['disable', false],
      ['task', true],
    ]);
    const task = actions[1];
    if (!task) throw new Error('no task');
    expect(await made.connector.act(task, context())).toMatchObject({ status: 'manual' });
    expect(await made.connector.readBack(task, read())).toMatchObject({ state: 'unreadable' });
  });

  it.each([
    ['patch', { op: 'replace', path: 'active', value: false }],
    ['patch-without-path', { op: 'replace', value: { active: false } }],
    ['patch-old', { op: 'Replace', path: 'active', value: 'False' }],
  ])('asks by %s', async (deactivateWith, operation) => {
    // scimmy is strict about types; an old server would take the text.
    const quirk: RequestHandler = (request, _response, next) => {
      if (request.body?.Operations?.[0]?.value === 'False') request.body.Operations[0].value = false;
      next();
    };
    const made = await world({ settings: { deactivateWith }, quirk });
    const action = await first(made);
    const before = made.sent.length;
    await made.connector.act(action, context());
    expect(made.sent.slice(before)).toHaveLength(1);
    expect((await made.connector.readBack(action, read())).state).toBe('desired');
    const fresh = await world({ settings: { deactivateWith } });
    await failureOrDone(fresh.connector.act({ ...action, tenant: fresh.server.baseUrl }, context()));
    expect(fresh.sent.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] },
    });
  });

  it('asks by PUT with everything else as it was', async () => {
    const made = await world({ settings: { deactivateWith: 'put' } });
    const action = await first(made);
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect((await made.connector.readBack(action, read())).state).toBe('desired');
    const put = made.sent.find(({ method }) => method === 'PUT');
    expect(put?.body).toMatchObject({ userName: alex.email, displayName: 'Alex Moreau', active: false });
  });

  it('escapes quotes and backslashes in filters, and finds nobody by them', async () => {
    const made = await world();
    const hostile = { ...alex, email: 'x" or userName pr or "\\@example.com' };
    expect((await made.connector.find(hostile, context())).status).toBe('none');
    expect(made.sent.map(({ path }) => path)).toContainEqual(
      expect.stringContaining('userName+eq+"x\\"+or+userName+pr+or+\\"\\\\@example.com"'),
    );
  });

  it('believes no list of a product that hides all of them', async () => {
    const made = await world();
    const actions = await planOf(made);
    made.sandbox.misbehave('hides-lists');
    await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'unproven' });
    for (const action of actions)
      expect(await made.connector.readBack(action, read()).catch(({ kind }: ConnectorError) => kind)).not.toMatchObject(
        {
          state: 'desired',
        },
      );
  });

  it('compares what it gets, since some servers ignore filters and list everybody', async () => {
    const quirk: RequestHandler = (request, _response, next) => {
      const url = new URL(request.url, 'http://server');
      if (!url.searchParams.has('filter')) return next();
      url.searchParams.delete('filter');
      // Small pages, so that the person is on a later one.
      url.searchParams.set('count', '3');
      request.url = url.pathname + url.search;
      next();
    };
    const made = await world({ quirk });
    const found = await made.connector.find(alex, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ login: alex.email }] });
    expect((await made.connector.find({ ...alex, email: 'nobody@example.com' }, context())).status).toBe('none');
    const report = await made.connector.check(context());
    expect(inEnglishToo(report.problems)[0]?.message).toContain('by userName, somebody is found whoever is asked for');
  });

  it('goes on when the server knows only userName, and reads every user when not even that', async () => {
    const refuseFilter =
      (by: string): RequestHandler =>
      (request, response, next) => {
        const filter = String(request.query['filter'] ?? '');
        if (filter.startsWith(by)) response.status(400).json({ status: '400', scimType: 'invalidFilter' });
        else next();
      };
    const some = await world({ quirk: refuseFilter('emails') });
    const found = await some.connector.find(alex, context());
    expect(found.status).toBe('found');
    expect(found.evidence.map(({ detail }) => detail)).toContain('filter not supported');
    const none = await world({ quirk: refuseFilter('userName') });
    expect(await none.connector.find(alex, context())).toMatchObject({
      status: 'found',
      accounts: [{ login: alex.email }],
    });
    expect((await none.connector.check(context())).ok).toBe(false);
  });

  it('finds the groups by their members where the user does not list them, and the other way round', async () => {
    const hide =
      (attribute: string): RequestHandler =>
      (_request, response, next) => {
        const send = response.send.bind(response);
        response.send = (body: unknown) =>
          send(JSON.stringify(body, (key, value: unknown) => (key === attribute ? undefined : value)));
        next();
      };
    const byMembers = await world({ quirk: hide('groups') });
    const actions = await planOf(byMembers);
    expect(actions.map(({ target }) => target?.label)).toEqual([undefined, 'API integrations']);
    const byUser = await world({ quirk: hide('members') });
    for (const action of (await planOf(byUser)).slice(1)) {
      expect((await byUser.connector.readBack(action, read())).state).toBe('not-desired');
      await byUser.connector.act(action, context());
      expect((await byUser.connector.readBack(action, read())).state).toBe('desired');
    }
  });

  it('names a member by value where the settings say so, and leaves groups alone where they say so', async () => {
    const left = await planOf(await world({ settings: { groups: 'leave' } }));
    expect(left.map(({ stage }) => stage)).toEqual(['disable']);
    const made = await world({ settings: { groupRemoval: 'value' } });
    const [, group] = await planOf(made);
    if (!group) throw new Error('no group');
    await made.connector.act(group, context());
    expect(made.sent.findLast(({ method }) => method === 'PATCH')?.body).toMatchObject({
      Operations: [{ op: 'remove', path: 'members', value: [{ value: group.accountId }] }],
    });
  });

  it('never touches a protected account', async () => {
    const made = await world({ settings: { protected: [alex.email.toUpperCase()] } });
    const found = await made.connector.find(alex, context());
    expect(found).toMatchObject({ accounts: [{ protectedBecause: { en: expect.stringContaining('protected') } }] });
    expect((await failureOf(made.connector.act(await first(made), context()))).kind).toBe('protected');
    expect(made.writes()).toBe(0);
  });

  it('tells no activity where the product tells none', async () => {
    const made = await scimWorld({ settings: { lastActivityAttribute: 'lastLogin' } });
    onTestFinished(() => made.close());
    const found = await made.connector.find(alex, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error('not found');
    expect(await made.connector.lastUse(found.accounts[0], new Date(0), context())).toMatchObject({ at: null });
  });

  it('refuses settings that would send the secret around', () => {
    const settings = { id: 'crm', type: 'scim', label: 'CRM', baseUrl: 'https://crm.example.com/scim/v2' };
    expect(scim.schema.safeParse({ ...settings, token: 'plain-secret' }).success).toBe(false);
    expect(scim.schema.safeParse({ ...settings, token: 'env:TOKEN', surprise: 1 }).success).toBe(false);
    expect(scim.schema.parse({ ...settings, token: 'env:TOKEN' })).toMatchObject({ deactivateSemantics: 'suspend' });
  });
});

async function failureOrDone(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}
