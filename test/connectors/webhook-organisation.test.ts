import { describe, expect, it, onTestFinished } from 'vitest';
import { webhook } from '../../src/connectors/webhook/index.ts';
import { createWebhookConnector } from '../../src/connectors/webhook/webhook-connector.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { inEnglishToo } from '../support/english.ts';
import { serveTroubled, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

/** Whose receiver answers: by the organisation that it names, or by somebody whom it knows. */

const alex = personOf(colleague('U0ALEX'));
const keeper = 'claire.petit@example.com';
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const read = () => ({ ...context(), calledAt: null });

interface Receiver {
  /** Null: it names none. */
  organisation: string | null;
  states: Record<string, string>;
}

const ours = (organisation: string | null): Receiver => ({
  organisation,
  states: { [alex.email]: 'active', [keeper]: 'active' },
});
const another = (organisation: string | null): Receiver => ({
  organisation,
  states: { 'one@elsewhere.example.com': 'active' },
});

async function served(settings: object, first: Receiver) {
  let receiver = first;
  const server = await serveTroubled(
    (request, response) => {
      const state = receiver.states[decodeURIComponent(request.url?.split('/').at(-1) ?? '')];
      const whose = receiver.organisation === null ? {} : { organisation: receiver.organisation };
      const known = request.method === 'POST' || state !== undefined;
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ state: state ?? null, ...whose }));
    },
    { throttled: () => ({}), lies: () => undefined },
  );
  onTestFinished(() => server.close());
  const parsed = webhook.schema.parse({
    id: 'doors',
    type: 'webhook',
    label: 'Badge & doors',
    url: `${server.baseUrl}/revocations`,
    statusUrl: `${server.baseUrl}/badges/{email}`,
    secret: 'env:DOORS_SECRET',
    timeoutSeconds,
    perMinute: 1_000_000,
    ...settings,
  });
  const connector = createWebhookConnector(parsed, {
    now: () => new Date(),
    env: { DOORS_SECRET: 'canary' },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
  });
  const origin = new URL(server.baseUrl).origin;
  const answers = (next: Receiver) => {
    receiver = next;
  };
  const planned = async (): Promise<PlannedAction> => {
    const found = await connector.find(alex, context());
    const [account] = found.status === 'found' ? found.accounts : [];
    const [item] = account ? (await connector.look(account, context())).items : [];
    if (!item) throw new Error(found.status);
    return item.action;
  };
  const stateOf = (action: PlannedAction) =>
    connector.readBack(action, read()).then(
      ({ state }) => state,
      (error: { kind: string }) => error.kind,
    );
  return { connector, origin, answers, planned, stateOf };
}

describe('a receiver', () => {
  it('that names its organisation is known by it, wherever it answers positively or not at all', async () => {
    const made = await served({}, ours('example.com'));
    const action = await made.planned();
    expect(action.tenant).toBe(`${made.origin} organisation:example.com`);
    made.answers(another('elsewhere.example.com'));
    expect(await made.stateOf(action)).toBe('mismatch');
    made.answers({ organisation: 'elsewhere.example.com', states: { [alex.email]: 'revoked' } });
    expect(await made.stateOf(action)).toBe('mismatch');
    made.answers({ organisation: 'example.com', states: {} });
    expect(await made.stateOf(action)).toBe('desired');
  });

  it('that names none is known by the account that is configured', async () => {
    const made = await served({ knownAccount: keeper }, ours(null));
    const action = await made.planned();
    expect(action.tenant).toBe(`${made.origin} known-account`);
    made.answers(another(null));
    expect(await made.stateOf(action)).toBe('unproven');
    made.answers({ organisation: null, states: { [keeper]: 'active' } });
    expect(await made.stateOf(action)).toBe('desired');
    // That it names itself by now changes nothing of what is under way.
    made.answers({ organisation: 'example.com', states: { [keeper]: 'active' } });
    expect(await made.stateOf(action)).toBe('desired');
  });

  it('of which nothing tells whose it is, verifies by its positive word alone, and the check says so', async () => {
    const made = await served({}, ours(null));
    const action = await made.planned();
    expect(action.tenant).toBe(made.origin);
    made.answers(another(null));
    expect(await made.stateOf(action)).toBe('unproven');
    await expect(made.connector.find(alex, { ...context(), tenant: made.origin })).rejects.toMatchObject({
      kind: 'unproven',
    });
    const [problem] = inEnglishToo((await made.connector.check(context())).problems);
    expect(problem?.message).toBe('the receiver does not say whose it is: that it knows nobody would not be believed');
    made.answers({ organisation: null, states: { [alex.email]: 'revoked' } });
    expect(await made.stateOf(action)).toBe('desired');
  });
});
