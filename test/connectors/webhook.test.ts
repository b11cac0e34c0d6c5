import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { webhook } from '../../src/connectors/webhook/index.ts';
import { isSigned, signatureAuth } from '../../src/connectors/webhook/signature.ts';
import { createWebhookConnector } from '../../src/connectors/webhook/webhook-connector.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { company } from '../../src/workspace/company.ts';
import { createDoorsSandbox } from '../../src/workspace/systems/doors/doors-sandbox.ts';
import type { Sandbox } from '../../src/workspace/systems/sandbox.ts';
import { type ConnectorWorld, connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { serveTroubled, type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

const canary = 'canary-webhook-0123456789';
const alex = personOf(colleague('U0ALEX'));
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const read = () => ({ ...context(), calledAt: null });

interface WebhookWorld extends ConnectorWorld {
  sandbox: Sandbox;
  server: TroubledServer;
  sent: { method: string; key: string | undefined; body: unknown }[];
}

interface Options {
  settings?: Record<string, unknown>;
  delayMilliseconds?: number;
  quirk?: RequestHandler;
  allowPrivateAddresses?: boolean;
}

async function makeWorld(options: Options = {}): Promise<WebhookWorld> {
  const now = () => new Date();
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-webhook-'));
  const { delayMilliseconds = 0 } = options;
  const sandbox = createDoorsSandbox({ dataDir, people: company, now, secret: canary, delayMilliseconds });
  const sent: WebhookWorld['sent'] = [];
  const app = express();
  app.use((request, _response, next) => {
    sent.push({ method: request.method, key: request.get('idempotency-key'), body: null });
    next();
  });
  if (options.quirk) app.use(options.quirk);
  app.use(sandbox.router);
  const server = await serveTroubled(app, {
    throttled: () => ({ 'retry-after': '30' }),
    lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
  });
  const settings = {
    id: 'doors',
    type: 'webhook',
    label: 'Badge & doors',
    url: `${server.baseUrl}/revocations`,
    secret: 'env:DOORS_SECRET',
    statusUrl: `${server.baseUrl}/badges/{email}`,
    lastActivityField: 'lastUsedAt',
    effect: 'reversible',
    timeoutSeconds,
    perMinute: 60_000,
    ...options.settings,
  };
  const connectorWith = (more: object = {}) =>
    createWebhookConnector(webhook.schema.parse({ ...settings, ...more }), {
      now,
      env: { DOORS_SECRET: canary },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: options.allowPrivateAddresses ?? true,
    });
  const connector = connectorWith();
  return {
    connector,
    sandbox,
    server,
    sent,
    now,
    people: { present: alex, absent: { ...alex, email: 'nobody@example.com' }, ambiguous: null },
    expectedItems: ({ id }) => [`doors/${id}/disable`],
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    secrets: [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ login }) => void sandbox.recordActivity(login),
    loseScope: () => server.forbid('/badges'),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

connectorContract('webhook', () => makeWorld(), {
  ambiguous: 'a receiver is asked about one address and answers about one person',
});

async function world(options: Options = {}): Promise<WebhookWorld> {
  const made = await makeWorld(options);
  onTestFinished(() => made.close());
  return made;
}

async function planned({ connector }: WebhookWorld): Promise<PlannedAction> {
  const found = await connector.find(alex, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  const [action] = (await connector.look(found.accounts[0], context())).items.map((item) => item.action);
  if (!action) throw new Error('nothing to do');
  return action;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}

describe('webhook', () => {
  it('really closes the doors, and says pending until they are closed', async () => {
    const made = await world({ delayMilliseconds: 2000 });
    const action = await planned(made);
    expect(action).toMatchObject({
      id: 'doors/U0ALEX/disable',
      stage: 'disable',
      call: expect.stringMatching(/^POST http.*\/revocations \(disable alex\.moreau@example\.com\)$/),
    });
    expect(await made.connector.act(action, context())).toMatchObject({ status: 'accepted', readBackAfterSeconds: 5 });
    expect((await made.connector.readBack(action, read())).state).toBe('pending');
    expect(made.sandbox.signIn(alex.email)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2050));
    expect(await made.connector.readBack(action, read())).toMatchObject({
      state: 'desired',
      evidence: [
        { http: 404, detail: 'organisation:example.com' },
        { http: 200, detail: 'state is revoked' },
      ],
    });
    expect(made.sandbox.signIn(alex.email)).toBe(false);
  });

  it('sends the same key again for a retry of the day, and another one for a re-check days later', async () => {
    const made = await world({ settings: { statusUrl: undefined } });
    const action = await planned(made);
    const at = (day: string) => ({ ...context(), now: () => new Date(`${day}T12:00:00Z`) });
    const before = made.sent.length;
    for (const day of ['2026-11-20', '2026-11-20', '2026-11-27'])
      await made.connector.act(action, at(day)).catch(() => undefined);
    // The receiver refuses those old signatures, and each is tried once more with the same key.
    expect(made.sent.slice(before).map(({ key }) => key)).toEqual([
      'doors/U0ALEX/disable/2026-11-20',
      'doors/U0ALEX/disable/2026-11-20',
      'doors/U0ALEX/disable/2026-11-20',
      'doors/U0ALEX/disable/2026-11-20',
      'doors/U0ALEX/disable/2026-11-27',
      'doors/U0ALEX/disable/2026-11-27',
    ]);
  });

  it('never says that it knows, when no status can be read', async () => {
    const made = await world({ settings: { statusUrl: undefined } });
    const action = await planned(made);
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect(await made.connector.readBack(action, read())).toEqual({ state: 'unreadable', evidence: [] });
    expect(await made.connector.check(context())).toMatchObject({ ok: true });
  });

  it('asks for the person by every address, and never by the employee number', async () => {
    const asked: string[] = [];
    const quirk: RequestHandler = (request, _response, next) => {
      asked.push(decodeURIComponent(request.path));
      next();
    };
    const made = await world({ quirk });
    const person = { ...alex, employeeNumber: '1042' };
    const known = colleague('U0CLAIRE').email;
    const found = await made.connector.find({ ...person, otherEmails: [known, 'nobody@example.com'] }, context());
    expect(asked.toSorted()).toEqual(
      // Nobody is asked for to tell whose receiver it is.
      [
        `/badges/${alex.email}`,
        `/badges/${known}`,
        '/badges/nobody@example.com',
        '/badges/nobody@relais.invalid',
      ].toSorted(),
    );
    expect(found.asked).toEqual([alex.email, known, 'nobody@example.com']);
    if (found.status !== 'found') throw new Error(found.status);
    expect(found.accounts.map(({ login }) => login)).toEqual([alex.email, known]);
    const ids = found.accounts.map(({ id }) => id);
    expect(ids[0]).toBe('U0ALEX');
    expect(ids[1]).toMatch(/^U0ALEX-[0-9a-f]{12}$/);
    const none = await made.connector.find(
      { ...person, email: 'n1@example.com', otherEmails: ['n2@example.com'] },
      context(),
    );
    expect(none).toMatchObject({ status: 'none', asked: ['n1@example.com', 'n2@example.com'] });
  });

  it('takes the receiver’s own 409 and 404 for done before', async () => {
    const made = await world();
    const action = await planned(made);
    await made.connector.act(action, context());
    // The key is of the account: the badge of the same address, asked for as another account, was ended before.
    const other = { ...action, accountId: 'U0ALEX-2', id: 'doors/U0ALEX-2/disable' };
    expect((await made.connector.act(other, context())).status).toBe('already');
    const nobody = { ...action, accountLogin: 'nobody@example.com' };
    expect((await made.connector.act(nobody, context())).status).toBe('already');
  });

  describe('answered 409', () => {
    const answered = (body: unknown): { quirk: RequestHandler } => ({
      quirk: (request, response, next) => {
        if (request.path === '/revocations' && body !== undefined) response.status(409).send(body);
        else next();
      },
    });

    it.each([
      ['a page of something that stands before the receiver', '<h1>Conflict</h1>'],
      ['a gateway’s own JSON', { status: 409, error: 'conflict' }],
      ['a key that is still being worked on', { error: 'a request with this key is in progress' }],
      ['the state in which the access still stands', { state: 'active' }],
      ['a state that is null', { state: null }],
    ])('does not take %s for done before', async (_, body) => {
      const made = await world(answered(body));
      const failure = await failureOf(made.connector.act(await planned(made), context()));
      expect(failure).toMatchObject({ kind: 'conflict', evidence: [{ http: 409 }] });
    });

    it('reads back later what the receiver says it is still at', async () => {
      const made = await world({ ...answered({ state: 'revoking' }), settings: { readBackAfterSeconds: 7 } });
      expect(await made.connector.act(await planned(made), context())).toMatchObject({
        status: 'accepted',
        readBackAfterSeconds: 7,
      });
    });

    it('takes the receiver’s own word, a state in which the access is gone', async () => {
      const made = await world(answered({ state: 'revoked' }));
      expect(await made.connector.act(await planned(made), context())).toMatchObject({
        status: 'already',
        evidence: [{ http: 409, detail: 'state is revoked' }],
      });
    });
  });

  it('does not take a wrong address for somebody without a badge', async () => {
    const quirk: RequestHandler = (request, response, next) => {
      if (request.path.startsWith('/wrong')) response.status(404).send('<h1>Not found</h1>');
      else next();
    };
    const made = await world({ quirk });
    const action = await planned(made);
    const { baseUrl } = made.server;
    const lost = await world({ quirk, settings: { url: `${baseUrl}/wrong`, statusUrl: `${baseUrl}/wrong/{email}` } });
    expect((await failureOf(lost.connector.find(alex, context()))).kind).toBe('not-found');
    const there = { ...action, tenant: new URL(baseUrl).origin };
    expect((await failureOf(lost.connector.readBack(there, read()))).kind).toBe('not-found');
    expect((await failureOf(lost.connector.act(there, context()))).kind).toBe('not-found');
    expect(inEnglishToo((await lost.connector.check(context())).problems)[0]?.fix).toContain('statusUrl');
  });

  it('does not take a 404 that a gateway answers in JSON for the receiver’s word', async () => {
    let lost = false;
    const quirk: RequestHandler = (request, response, next) => {
      if (lost && request.method === 'GET')
        response.status(404).json({ message: 'no Route matched with those values' });
      else next();
    };
    const made = await world({ quirk });
    const action = await planned(made);
    lost = true;
    expect((await failureOf(made.connector.find(alex, context()))).kind).toBe('unproven');
    expect((await failureOf(made.connector.readBack(action, read()))).kind).toBe('unproven');
    expect(inEnglishToo((await made.connector.check(context())).problems)[0]?.fix).toContain('knownAccount');
    lost = false;
    expect(await made.connector.check(context())).toMatchObject({ ok: true });
  });

  it('does not take a gateway’s 404 to the request for somebody whom the receiver does not know', async () => {
    let lost = false;
    const quirk: RequestHandler = (request, response, next) => {
      if (lost && request.method === 'POST')
        response.status(404).json({ message: 'no Route matched with those values' });
      else next();
    };
    const made = await world({ quirk });
    const action = await planned(made);
    lost = true;
    expect((await failureOf(made.connector.act(action, context()))).kind).toBe('unproven');
    const blind = await world({ quirk, settings: { statusUrl: undefined } });
    expect((await failureOf(blind.connector.act(await planned(blind), context()))).kind).toBe('unproven');
    expect(blind.sandbox.signIn(alex.email)).toBe(true);
  });

  it('does not take the number of a 404 for the field of the state', async () => {
    // As `application/problem+json` and many frameworks answer, with the field that a receiver may have for its state.
    const quirk: RequestHandler = (request, response, next) => {
      if (request.method === 'GET') response.status(404).json({ status: 404, title: 'Not Found' });
      else next();
    };
    const made = await world({ quirk, settings: { statusField: 'status' } });
    expect((await failureOf(made.connector.find(alex, context()))).kind).toBe('unproven');
  });

  it('takes a 404 that says nothing of the state only where somebody known is told of', async () => {
    const keeper = colleague('U0CLAIRE').email;
    let lost = false;
    const quirk: RequestHandler = (request, response, next) => {
      const isKnown =
        !lost && (request.method !== 'GET' || decodeURIComponent(request.path).toLowerCase().endsWith(keeper));
      if (isKnown) next();
      else response.status(404).json({ error: 'nobody' });
    };
    const made = await world({ quirk, settings: { knownAccount: keeper } });
    expect((await made.connector.find(alex, context())).status).toBe('none');
    expect(await made.connector.check(context())).toMatchObject({ ok: true });
    lost = true;
    expect((await failureOf(made.connector.find(alex, context()))).kind).toBe('unproven');
    expect(inEnglishToo((await made.connector.check(context())).problems)[0]?.fix).toContain('knownAccount');
  });

  it('lists nothing as open of somebody whom the receiver does not know any more', async () => {
    let gone = false;
    const quirk: RequestHandler = (request, response, next) => {
      if (gone && request.method === 'GET') response.status(404).json({ state: null, organisation: 'example.com' });
      else next();
    };
    const made = await world({ quirk });
    const found = await made.connector.find(alex, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error(found.status);
    gone = true;
    const { items } = await made.connector.look(found.accounts[0], context());
    expect(items.map(({ standing }) => standing)).toEqual(['closed']);
  });

  it('calls a status without the state unreadable, and an unknown word not desired', async () => {
    const answering =
      (body: object): RequestHandler =>
      (request, response, next) => {
        if (request.method === 'GET') response.json(body);
        else next();
      };
    const silent = await world({ quirk: answering({}) });
    expect((await silent.connector.readBack(await planned(silent), read())).state).toBe('unreadable');
    const odd = await world({ quirk: answering({ state: 'perhaps' }) });
    expect((await odd.connector.readBack(await planned(odd), read())).state).toBe('not-desired');
  });

  it('refuses private addresses unless the settings allow them', async () => {
    const action = await planned(await world());
    expect(() =>
      createWebhookConnector(
        webhook.schema.parse({
          id: 'doors',
          type: 'webhook',
          label: 'Doors',
          url: 'http://127.0.0.1:1/x',
          secret: 'env:S',
        }),
        {
          now: () => new Date(),
          env: { S: canary },
          log: { debug() {}, info() {}, warn() {} },
          allowPrivateAddresses: false,
        },
      ),
    ).toThrow(/https/);
    const inside = await world({
      allowPrivateAddresses: false,
      settings: { url: 'https://127.0.0.1/x', statusUrl: undefined },
    });
    expect(await failureOf(inside.connector.act({ ...action, tenant: 'https://127.0.0.1' }, context()))).toMatchObject({
      kind: 'rejected',
    });
  });

  it('has one limit for requests and status, where both go to one host', async () => {
    let under = 0;
    let most = 0;
    const quirk: RequestHandler = (_request, response, next) => {
      under += 1;
      most = Math.max(most, under);
      response.on('finish', () => (under -= 1));
      setTimeout(next, 10);
    };
    const made = await world({ quirk, settings: { concurrency: 1 } });
    const action = await planned(made);
    await Promise.all([made.connector.act(action, context()), made.connector.readBack(action, read())]);
    expect(most).toBe(1);
  });

  it('never touches a protected person', async () => {
    const made = await world({ settings: { protected: [alex.email] } });
    expect((await failureOf(made.connector.act(await planned(made), context()))).kind).toBe('protected');
    expect(made.writes()).toBe(0);
  });

  it.each([
    ['https://{email}/x', 'the host is fixed'],
    ['https://doors.example.com/{name}', '{name} means nothing'],
    ['doors.example.com', 'expected an address'],
    ['https://user:pass@doors.example.com/', 'without user'],
  ])('refuses the address %s', (url, why) => {
    const result = webhook.schema.safeParse({ id: 'd', type: 'webhook', label: 'D', url, secret: 'env:S' });
    expect(result.error?.issues[0]?.message).toContain(why);
  });
});

describe('the signature of a webhook', () => {
  const secret = 'shared';
  const now = new Date('2026-11-20T09:00:00Z');
  const sign = async (body: string | null) => {
    const url = new URL('https://doors.example.com/badges/a%40b?x=1');
    const headers = await signatureAuth(secret).headers(
      { ...context(), now: () => now },
      { method: 'POST', url, body },
    );
    return headers['x-relais-signature'];
  };

  it('holds for the body, or the path and query of a GET', async () => {
    const signed = '{"a":1}';
    expect(isSigned(secret, { header: await sign(signed), signed, now })).toBe(true);
    expect(isSigned(secret, { header: await sign(null), signed: '/badges/a%40b?x=1', now })).toBe(true);
    // By openssl dgst -sha256 -hmac shared: receivers in other languages rely on it.
    expect(await sign(signed)).toBe('t=1795165200,v1=30fd718049ba49eec8e185ec62eec34a13dcd16f220dc53a00bf6e8572d8072e');
  });

  it('does not hold for another body, secret, time or shape', async () => {
    const signed = '{"a":1}';
    const header = await sign(signed);
    expect(isSigned(secret, { header, signed: '{"a":2}', now })).toBe(false);
    expect(isSigned('other', { header, signed, now })).toBe(false);
    for (const seconds of [-301, 301])
      expect(isSigned(secret, { header, signed, now: new Date(now.getTime() + seconds * 1000) })).toBe(false);
    for (const odd of [undefined, '', 't=1', 'v1=00', `${header}0`])
      expect(isSigned(secret, { header: odd, signed, now })).toBe(false);
  });
});
