import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { webhook } from '../../src/connectors/webhook/index.ts';
import { createWebhookConnector } from '../../src/connectors/webhook/webhook-connector.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { lyingHandler } from './http-lies.ts';
import { serveTroubled, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

const alex = personOf(colleague('U0ALEX'));
const secondAddress = 'alex@contractor.example.org';
const canary = 'canary-receiver-0123456789';

const requestSchema = z.object({ account: z.object({ email: z.string() }) });

/** A receiver of a few lines, which keeps one state for each address. */
export async function webhookLyingWorld({
  settings,
  watch,
}: {
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
} = {}): Promise<LyingWorld> {
  const transport = createTransport({ allowPrivateAddresses: true });
  let passed = 0;
  let forgets = false;
  const now = () => new Date(Date.now() + passed * 1000);
  let organisation = 'example.com';
  let states = new Map([[alex.email, 'active']]);
  /** Ours, while another organisation answers. */
  let ours: typeof states | null = null;
  /** Accounts by the connector's own ids, as they are found. */
  const addresses = new Map([[alex.id, alex.email]]);

  const inner: RequestListener = (request, response) => void receive(request, response);
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    for await (const chunk of request) text += z.instanceof(Buffer).parse(chunk).toString();
    const posted = request.method === 'POST';
    const email = posted
      ? requestSchema.parse(JSON.parse(text)).account.email
      : decodeURIComponent(request.url?.split('/').at(-1) ?? '').toLowerCase();
    const state = states.get(email);
    if (state !== undefined && posted && !forgets) states.set(email, 'revoked');
    const known =
      state === undefined
        ? { status: 404, body: { error: 'nobody', state: null, organisation } }
        : { status: 200, body: { state, organisation } };
    // Not `writeHead`: whoever stands in front may still change the answer.
    response.statusCode = known.status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(known.body));
  };

  const words = {
    throttled: () => ({ 'retry-after': '30' }),
    lies: (on: boolean) => {
      forgets = on;
    },
  };
  const lies = lyingHandler(inner, words);
  const server = await serveTroubled(lies.handler, words);
  const connectorWith = (more: object) =>
    createWebhookConnector(
      webhook.schema.parse({
        id: 'doors',
        type: 'webhook',
        label: 'Badge & doors',
        url: `${server.baseUrl}/revocations`,
        statusUrl: `${server.baseUrl}/badges/{email}`,
        secret: 'env:DOORS_SECRET',
        timeoutSeconds,
        perMinute: 1_000_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { DOORS_SECRET: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const connector = connectorWith({});

  const isActive = (email: string | undefined) => email !== undefined && (ours ?? states).get(email) === 'active';
  const open = (id: string) => (isActive(addresses.get(id)) ? [`doors/${id}/disable`] : []);

  return {
    connector: {
      ...connector,
      async find(person, context) {
        const found = await connector.find(person, context);
        if (found.status === 'found') for (const { id, login } of found.accounts) addresses.set(id, login);
        return found;
      },
    },
    now,
    pass(seconds) {
      passed += seconds;
    },
    people: { present: alex, absent: { ...alex, id: 'U0NONE', email: 'nobody@example.com' }, ambiguous: null },
    lastAdministrator: null,
    expectedItems: ({ id }) => open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    secrets: [canary],
    writes: server.writes,
    requests: lies.requests,
    trouble: server.trouble,
    use() {},
    loseScope: () => server.forbid('/badges'),
    close: server.close,
    truth: {
      accounts: ({ id, email, otherEmails = [] }) =>
        [email, ...otherEmails].flatMap((address) => {
          if (!states.has(address)) return [];
          return address === alex.email ? [id] : [secondId];
        }),
      isOpen: ({ accountLogin }) => isActive(accountLogin),
      open,
    },
    switches: {
      renameTargets: null,
      recreateTargets: null,
      otherTenant() {
        organisation = 'elsewhere.example.com';
        ours = states;
        states = new Map([['one@elsewhere.example.com', 'active']]);
      },
      hideFields: () => lies.rewrite((_, { status }) => ({ status, body: { state: null } })),
      emptyPages: null,
      repeatPages: null,
      failOnce: lies.failOnce,
      drifts: {
        'ended by somebody': () => void states.set(alex.email, 'revoked'),
        'unknown by now': () => void states.delete(alex.email),
        'said in a word that nobody knows': () => void states.set(alex.email, 'perhaps'),
      },
      lag: lies.lag,
      catchUp: lies.catchUp,
      widen: null,
      secondAccount() {
        states.set(secondAddress, 'active');
        return { ...alex, otherEmails: [secondAddress] };
      },
      many: null,
      mindCapitals: null,
      answerOthers: null,
      emptyTenant: null,
      emptyMembers: null,
    },
  };
}

/** U0ALEX and the first twelve digits of `printf alex@contractor.example.org | sha256sum`. */
const secondId = 'U0ALEX-05e0e74ad27d';
