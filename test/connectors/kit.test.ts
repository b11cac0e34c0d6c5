import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ActionKind } from '../../src/connectors/action-kind.ts';
import { noAuth } from '../../src/connectors/http/auth.ts';
import { createHttpClient, type HttpClient } from '../../src/connectors/http/http-client.ts';
import { checkReport } from '../../src/connectors/kit/check-frame.ts';
import { connectorOf } from '../../src/connectors/kit/connector-of.ts';
import type { ConnectorParts, KitSystem, Search } from '../../src/connectors/kit/connector-parts.ts';
import { readsOnce } from '../../src/connectors/kit/reads-once.ts';
import { removableKind } from '../../src/connectors/kit/removable-kind.ts';
import { idText, optional } from '../../src/connectors/kit/vendor-shapes.ts';
import { inEnglish, quotation } from '../../src/domain/localized.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { ErrorKind } from '../../src/domain/systems/evidence.ts';
import { type CheckReport, ConnectorError } from '../../src/engine/ports/connector.ts';
import { colleague, personOf } from './people.ts';

const alex = personOf(colleague('U0ALEX'));

interface Club {
  settings: KitSystem['settings'];
  http: HttpClient;
}

/** A kind that says what it is told to. */
const badge: ActionKind<Club> = {
  verb: 'badge',
  named: { en: 'badges', fr: 'badges' },
  plan: async () => [{ stage: 'credentials', call: 'DELETE /badge', effect: 'reversible' }],
  act: async () => ({ status: 'accepted', evidence: [], readBackAfterSeconds: 0 }),
  readBack: async () => ({ state: 'desired', evidence: [] }),
};

function refused(kind: ErrorKind): never {
  throw new ConnectorError(kind, quotation(`told to be ${kind}`));
}

/** A connector of the kit whose parts can be replaced one by one, and its clock. */
function club(
  parts: Partial<ConnectorParts<Club>> = {},
  answer: (path: string) => [number, unknown] = () => [200, {}],
) {
  let passed = 0;
  const asked: string[] = [];
  const now = () => new Date(Date.parse('2026-03-02T09:00:00.000Z') + passed);
  const http = createHttpClient({
    baseUrl: 'https://club.example.com',
    auth: noAuth,
    limits: { concurrency: 2 },
    timeoutMs: 2000,
    allowPrivateAddresses: false,
    fetch: async (url, { method }) => {
      asked.push(`${method} ${url.pathname}`);
      const [status, body] = answer(`${method} ${url.pathname}`);
      return new Response(JSON.stringify(body), { status });
    },
  });
  const settings: KitSystem['settings'] = { id: 'club', label: 'Club', tier: 'other', protected: [] };
  const system: Club = { settings, http };
  const account: Account = {
    system: 'club',
    systemLabel: 'Club',
    tenant: 'https://club.example.com c1',
    id: '42',
    login: alex.email,
    name: alex.name,
    status: 'member',
    protectedBecause: null,
  };
  let organisation = 'c1';
  const found: Search = { status: 'found', accounts: [account], asked: [alex.email], evidence: [] };
  const connector = connectorOf<Club>({
    system,
    origin: 'https://club.example.com',
    tenant: async () => {
      asked.push('tenant');
      return { id: organisation, evidence: [] };
    },
    search: async () => found,
    control: async () => [],
    now: async () => ({ account, presence: 'there', evidence: [] }),
    kinds: [badge],
    snapshot: async () => ({}),
    lastUse: async () => null,
    rehearsal: { people: async () => [], lookUps: () => [], grant: () => ({ en: 'Grant it.', fr: 'Accordez-le.' }) },
    check: async () => ({ ok: true, granted: null, needed: [], problems: [] }),
    ...parts,
  });
  const context = { now, signal: new AbortController().signal };
  const planned = async () => {
    const { items } = await connector.look(account, context);
    if (!items[0]) throw new Error('no plan');
    return items[0].action;
  };
  return {
    connector,
    account,
    context,
    settings,
    asked,
    planned,
    move: (to: string) => {
      organisation = to;
    },
    pass: (seconds: number) => {
      passed += seconds * 1000;
    },
  };
}

const english = ({ problems }: CheckReport) => problems.map(({ message }) => inEnglish(message));

describe('a connector of the kit', () => {
  it('has nobody only where its control finds somebody', async () => {
    const none: Search = { status: 'none', asked: [alex.email], evidence: [] };
    const sure = club({ search: async () => none });
    expect(await sure.connector.find(alex, sure.context)).toMatchObject({ status: 'none', asked: [alex.email] });
    const unsure = club({ search: async () => none, control: async () => refused('unproven') });
    await expect(unsure.connector.find(alex, unsure.context)).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('asks the same once in a look where it says so, and the organisation anew by each look all the same', async () => {
    const read =
      (path: string): ConnectorParts<Club>['tenant'] =>
      async ({ http }, context) => {
        await http.get(path, z.object({}), context);
        return { id: 'c1', evidence: [] };
      };
    const proof = read('/people/42');
    const twice: ActionKind<Club> = {
      ...badge,
      plan: async (account, system, context) => {
        await proof(system, context);
        await proof(system, context);
        return badge.plan(account, system, context);
      },
    };
    const parts = { kinds: [twice], tenant: read('/organisation') };
    const plain = club(parts);
    await plain.connector.look(plain.account, plain.context);
    expect(plain.asked).toEqual(['GET /organisation', 'GET /people/42', 'GET /people/42']);
    const sparing = club({ ...parts, asksOnceInALook: true });
    await sparing.connector.look(sparing.account, sparing.context);
    expect(sparing.asked).toEqual(['GET /organisation', 'GET /people/42']);
    const shared = { ...sparing.context, reads: readsOnce() };
    sparing.asked.splice(0);
    await sparing.connector.look(sparing.account, shared);
    await sparing.connector.look(sparing.account, shared);
    expect(sparing.asked).toEqual(['GET /organisation', 'GET /people/42', 'GET /organisation']);
  });

  it('tells what an account owns list by list, each thing once, of the organisation that was looked at alone', async () => {
    const list = (what: string, things: readonly string[] | ErrorKind) => ({
      named: { en: what, fr: what },
      read: async () => (typeof things === 'string' ? refused(things) : things),
    });
    const many = Array.from({ length: 60 }, (_, index) => `Filter ${index + 1}`);
    const owned = [
      list('teams', ['Team A', 'Team B', 'Team A']),
      list('calendars', 'unavailable'),
      list('boards', 'unauthorised'),
      list('filters', many),
    ];
    const { connector, account, context, move, pass } = club({ owned });
    const told = await connector.owned?.read(account, context);
    expect(told?.things).toEqual(['Team A', 'Team B', ...many.slice(0, 50)]);
    expect(told?.untold).toEqual([
      { named: { en: 'calendars', fr: 'calendars' }, reason: 'told to be unavailable' },
      { named: { en: 'boards', fr: 'boards' }, reason: 'told to be unauthorised' },
    ]);
    move('c2');
    pass(3600);
    await expect(connector.owned?.read(account, context)).rejects.toMatchObject({ kind: 'mismatch' });
    expect(club().connector.owned).toBeUndefined();
  });

  it('refuses a user name that is told of somebody where it would ask nobody by it', async () => {
    const told = { ...alex, userNames: { club: ['am'] } };
    const plain = club();
    await expect(plain.connector.find(told, plain.context)).rejects.toMatchObject({ kind: 'rejected' });
    expect(plain.connector.userNames).toBeUndefined();
    expect((await plain.connector.find({ ...alex, userNames: { other: ['am'] } }, plain.context)).status).toBe('found');
    const naming = club({ userNames: true });
    expect((await naming.connector.find(told, naming.context)).status).toBe('found');
    expect(naming.connector.userNames).toBe(true);
  });

  it('has nobody only where something tells which organisation answers', async () => {
    const none: Search = { status: 'none', asked: [alex.email], evidence: [] };
    const nameless = club({ search: async () => none, tenant: async () => ({ id: null, evidence: [] }) });
    await expect(nameless.connector.find(alex, nameless.context)).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('takes no answer about somebody else for one about the account, whatever the connector takes it for', async () => {
    let id = '42';
    const { connector, account, context, planned } = club({
      now: async () => ({ account: { ...account, id }, presence: 'there', evidence: [] }),
    });
    const action = await planned();
    id = '43';
    await expect(connector.look(account, context)).rejects.toMatchObject({ kind: 'mismatch' });
    await expect(connector.readBack(action, { ...context, calledAt: null })).rejects.toMatchObject({
      kind: 'mismatch',
      message: 'asked for user 42, Club answered about 43',
    });
  });

  it.each([
    ['unauthorised', true],
    ['rejected', true],
    ['unproven', true],
    ['not-found', true],
    ['unavailable', false],
    ['throttled', false],
  ] as const)('that meets %s in one list loses that list only: %s', async (kind, onlyThat) => {
    const keys: ActionKind<Club> = {
      ...badge,
      verb: 'keys',
      named: { en: 'keys', fr: 'clés' },
      plan: async () => refused(kind),
    };
    const { connector, account, context } = club({ kinds: [keys, badge] });
    const look = connector.look(account, context);
    if (!onlyThat) return void (await expect(look).rejects.toMatchObject({ kind }));
    const { items, untold } = await look;
    expect(items.map(({ action }) => action.id)).toEqual(['club/42/badge']);
    expect(untold).toEqual([{ what: 'keys', named: { en: 'keys', fr: 'clés' }, reason: `told to be ${kind}` }]);
  });

  it('believes that something is gone only below an account that answers', async () => {
    const gone = club();
    const action = await gone.planned();
    const read = { ...gone.context, calledAt: gone.context.now() };
    expect((await gone.connector.readBack(action, read)).state).toBe('desired');
    const silent = club({ now: async () => refused('unproven') });
    await expect(silent.connector.readBack(action, read)).rejects.toMatchObject({ kind: 'unproven' });
    const self = club({ now: async () => refused('unproven'), kinds: [{ ...badge, provesItself: true }] });
    expect((await self.connector.readBack(action, read)).state).toBe('desired');
  });

  it('asks which organisation answers before a call once a minute, and anew for whatever it calls gone', async () => {
    const { connector, context, asked, planned, move, pass } = club();
    const action = await planned();
    await connector.act(action, context);
    expect(asked).toEqual(['tenant']);
    move('c2');
    await expect(connector.readBack(action, { ...context, calledAt: null })).rejects.toMatchObject({
      kind: 'mismatch',
    });
    move('c1');
    pass(61);
    await connector.act(action, context);
    move('c2');
    pass(61);
    await expect(connector.act(action, context)).rejects.toMatchObject({ kind: 'mismatch' });
    expect(asked).toHaveLength(4);
  });

  it('asks anew which organisation answers where there was nothing to end', async () => {
    const { connector, context, planned, move } = club({
      kinds: [{ ...badge, act: async () => ({ status: 'already', evidence: [] }) }],
    });
    const action = await planned();
    expect((await connector.act(action, context)).status).toBe('already');
    // Within the minute for which a call believes the last answer.
    move('c2');
    await expect(connector.act(action, context)).rejects.toMatchObject({ kind: 'mismatch' });
  });

  it('protects by its list and by what the system says, and takes nobody for unprotected who could not be told', async () => {
    const last = { en: 'it is the last owner', fr: 'c’est le dernier propriétaire' };
    const own = club({ protection: async () => last });
    expect((await own.connector.look(own.account, own.context)).account.protectedBecause).toEqual(last);
    expect(await own.connector.find(alex, own.context)).toMatchObject({
      accounts: [{ protectedBecause: last }],
    });
    const untold = club({ protection: async () => refused('unproven') });
    await expect(untold.connector.find(alex, untold.context)).rejects.toMatchObject({ kind: 'unproven' });
    await expect(untold.connector.look(untold.account, untold.context)).rejects.toMatchObject({ kind: 'unproven' });
    const listed = club();
    const action = await listed.planned();
    Object.assign(listed.settings, { protected: [alex.email.toUpperCase()] });
    await expect(listed.connector.act(action, listed.context)).rejects.toMatchObject({ kind: 'protected' });
  });

  it('says in check() what would not work on the day', async () => {
    const nobodyThere: Search = { status: 'none', asked: [], evidence: [] };
    const good = club({ search: async () => nobodyThere });
    expect(await good.connector.check(good.context)).toMatchObject({ ok: true, problems: [] });
    const blind = club({ search: async () => nobodyThere, control: async () => refused('unproven') });
    const report = await blind.connector.check(blind.context);
    expect(report.ok).toBe(false);
    expect(english(report)).toEqual([expect.stringContaining('would not be believed: told to be unproven')]);
    const down = await club({ search: async () => refused('unavailable') }).connector.check(blind.context);
    expect(english(down)).toEqual([
      expect.stringContaining('who has no account does not work: told to be unavailable'),
    ]);
    const nameless = club({ tenant: async () => refused('unauthorised') });
    expect(english(await nameless.connector.check(nameless.context))).toEqual([
      expect.stringContaining('which organisation'),
    ]);
  });
});

describe('what is listed and deleted one by one', () => {
  const key = z.object({ id: idText, name: optional(z.string()) });
  const keys = removableKind<Club, z.infer<typeof key>>({
    verb: 'keys',
    named: { en: 'keys', fr: 'clés' },
    stage: 'credentials',
    effect: 'destructive',
    noun: 'key',
    nounInFrench: 'le jeton',
    list: ({ id }, { http }, context) => http.list(`/users/${id}/keys`, z.array(key), context),
    target: ({ id, name }) => ({ id, label: name ?? id }),
    removes: ({ name }) => name !== 'of the system',
    path: ({ account, target }) => `/users/${account}/keys/${target}`,
  });
  const withKeys = (listed: unknown, deleting = 204) =>
    club({ kinds: [keys] }, (path) => (path.startsWith('DELETE') ? [deleting, {}] : [200, listed]));

  it('is planned by id and name, without what belongs to others to manage', async () => {
    const { connector, account, context } = withKeys([
      { id: 7, name: 'Laptop' },
      { id: 'k8', name: { odd: true } },
      { id: 9, name: 'of the system' },
    ]);
    const { items } = await connector.look(account, context);
    expect(items.map(({ action }) => [action.id, action.target?.label, action.call])).toEqual([
      ['club/42/keys/7', 'Laptop', 'DELETE /users/42/keys/7'],
      ['club/42/keys/k8', 'k8', 'DELETE /users/42/keys/k8'],
    ]);
  });

  it('is already gone only when the list says so as well', async () => {
    const action = await withKeys([{ id: 7, name: 'Laptop' }]).planned();
    const gone = withKeys([{ id: 8 }], 404);
    expect(await gone.connector.act(action, gone.context)).toMatchObject({ status: 'already' });
    expect(gone.asked.slice(-3)).toEqual(['DELETE /users/42/keys/7', 'GET /users/42/keys', 'tenant']);
    const there = withKeys([{ id: 7 }], 404);
    await expect(there.connector.act(action, there.context)).rejects.toMatchObject({ kind: 'conflict' });
    const read = { ...there.context, calledAt: there.context.now() };
    expect((await there.connector.readBack(action, read)).state).toBe('not-desired');
    expect((await gone.connector.readBack(action, read)).state).toBe('desired');
  });

  it('of which one has no id is not told at all', async () => {
    const { connector, account, context } = withKeys([{ id: 7 }, { name: 'nameless' }]);
    const { items, untold } = await connector.look(account, context);
    expect([items, untold.map(({ what }) => what)]).toEqual([[], ['keys']]);
  });
});

describe('shapes of a vendor', () => {
  it('read ids of any kind as text, and none that is inexact or empty', () => {
    expect([idText.parse(42), idText.parse('00u1')]).toEqual(['42', '00u1']);
    for (const odd of [2 ** 60, 1.5, '', null, {}]) expect(idText.safeParse(odd).success).toBe(false);
  });

  it('lose an odd field, and keep the rest', () => {
    const shape = z.object({ id: idText, at: optional(z.iso.datetime()) });
    for (const at of [null, 'yesterday', 7, {}]) expect(shape.parse({ id: 1, at })).toEqual({ id: '1' });
  });
});

describe('the frame of a check', () => {
  const explain = (error: ConnectorError) => ({
    message: quotation(`not well: ${error.message}`),
    fix: quotation('mend it'),
  });
  const context = { now: () => new Date(), signal: new AbortController().signal };
  const trouble = { message: quotation('m'), fix: quotation('f') };

  it('tells all that does not work at once, and a failed call in words', async () => {
    const asked: string[] = [];
    const step = (name: string, problems: (typeof trouble)[]) => async () => {
      asked.push(name);
      return problems;
    };
    const steps = [step('one', []), step('two', [trouble]), step('three', [])];
    expect(await checkReport({ needed: ['read'], steps, explain }, context)).toEqual({
      ok: false,
      granted: null,
      needed: ['read'],
      problems: [trouble],
    });
    expect(asked).toEqual(['one', 'two', 'three']);
    const failing = [async () => refused('unavailable')];
    expect((await checkReport({ needed: [], steps: failing, explain }, context)).problems).toEqual([
      { message: 'not well: told to be unavailable', fix: 'mend it' },
    ]);
  });

  it('asks for nothing once a right is missing', async () => {
    const granted = async () => ({ granted: ['read'], problems: [trouble] });
    const steps = [async () => refused('rejected')];
    const report = await checkReport({ needed: ['write'], granted, steps, explain }, context);
    expect(report).toEqual({ ok: false, granted: ['read'], needed: ['write'], problems: [trouble], stopped: true });
  });
});
