import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { entra } from '../../src/connectors/entra/index.ts';
import { github } from '../../src/connectors/github/index.ts';
import { okta } from '../../src/connectors/okta/index.ts';
import { scim } from '../../src/connectors/scim/index.ts';
import { webhook } from '../../src/connectors/webhook/index.ts';
import type { Account, PlannedAction } from '../../src/domain/revocation.ts';
import type { Connector, ConnectorContext } from '../../src/engine/ports/connector.ts';
import { company } from '../../src/workspace/company.ts';
import { personOf } from '../connectors/okta-world.ts';

export const answerSchema = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof answerSchema>;

/** A vendor that answers whatever a test tells it, byte by byte past the checks of node's own server. */
export interface Vendor {
  baseUrl: string;
  /** The next answers; the last one stays. */
  answers: Answer[];
  requests(): number;
  close(): Promise<void>;
}

export async function openVendor(): Promise<Vendor> {
  let count = 0;
  const answers: Answer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    count += 1;
    const { status, headers, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
      status: 200,
      headers: {},
      body: '{}',
    };
    request.resume();
    const bytes = Buffer.from(body);
    const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const length = status === 304 || status === 204 ? '' : `content-length: ${bytes.length}\r\n`;
    response.socket?.write(`HTTP/1.1 ${status} Told\r\n${lines.join('')}${length}connection: close\r\n\r\n`);
    response.socket?.end(length === '' ? '' : bytes);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    answers,
    requests: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const fast = { timeoutSeconds: 2, perMinute: 1_000_000, concurrency: 8 };

/** One connector of each kind over HTTP, all pointed at the same vendor. */
export function connectorsAt(baseUrl: string): readonly Connector[] {
  const connectors = made(baseUrl);
  for (const connector of connectors) tenants.set(connector, namesItself(connector) ? `${baseUrl} 00u1` : baseUrl);
  return connectors;
}

/** The tenant that answers to each: the address, and what this vendor calls everything where the vendor names the organisation. */
const tenants = new WeakMap<Connector, string>();

const namesItself = ({ id }: Connector): boolean => !id.startsWith('scim') && id !== 'doors';

function made(baseUrl: string): readonly Connector[] {
  const deps = {
    now: () => new Date(),
    env: { TOKEN: 'canary-hostile-0123456789' },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
  };
  const token = 'env:TOKEN';
  return [
    scim.create(
      scim.schema.parse({
        id: 'scim',
        type: 'scim',
        label: 'S',
        baseUrl,
        token,
        deactivateSemantics: 'suspend',
        lastActivityAttribute: 'meta.lastSeen',
        ...fast,
      }),
      deps,
    ),
    scim.create(
      scim.schema.parse({
        id: 'scim-put',
        type: 'scim',
        label: 'S',
        baseUrl,
        token,
        deactivateSemantics: 'remove',
        deactivateWith: 'put',
        ...fast,
      }),
      deps,
    ),
    okta.create(
      okta.schema.parse({ id: 'okta', type: 'okta', label: 'O', baseUrl, auth: { method: 'token', token }, ...fast }),
      deps,
    ),
    entra.create(
      entra.schema.parse({
        id: 'entra',
        type: 'entra',
        label: 'E',
        tenant: 'lumen.example.com',
        clientId: 'relais',
        auth: { method: 'secret', clientSecret: token },
        baseUrl,
        loginUrl: baseUrl,
        reportsPerMinute: 1_000_000,
        ...fast,
      }),
      deps,
    ),
    github.create(
      github.schema.parse({
        id: 'github',
        type: 'github',
        label: 'G',
        baseUrl,
        org: 'lumen',
        auth: { method: 'token', token },
        logins: { [leaver.email]: 'alex-moreau' },
        sso: true,
        ...fast,
      }),
      deps,
    ),
    webhook.create(
      webhook.schema.parse({
        id: 'doors',
        type: 'webhook',
        label: 'D',
        url: `${baseUrl}/hook/{accountId}`,
        statusUrl: `${baseUrl}/state/{accountId}?mail={email}`,
        secret: token,
        lastActivityField: 'lastUsed',
        ...fast,
      }),
      deps,
    ),
  ];
}

const alex = company.find(({ id }) => id === 'U0ALEX');
if (!alex) throw new Error('nobody is U0ALEX');
export const leaver = personOf(alex);

const accountAt = (connector: Connector, odd: string): Account => ({
  system: connector.id,
  systemLabel: connector.label,
  tenant: tenants.get(connector) ?? '',
  id: odd,
  login: leaver.email,
  name: leaver.name,
  status: 'ACTIVE',
  protectedBecause: null,
});

/** The words that the kinds of actions of each connector are named by. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  scim: ['deactivate', 'groups', 'look-inside', 'seats'],
  'scim-put': ['deactivate', 'groups', 'look-inside', 'seats'],
  okta: ['api-tokens', 'deactivate', 'factors', 'grants', 'groups', 'roles', 'sessions', 'suspend'],
  entra: ['apps', 'devices', 'disable', 'grants', 'groups', 'licences', 'methods', 'other-groups', 'roles', 'sessions'],
  github: [
    'enterprise-teams',
    'fine-grained-tokens',
    'invitation',
    'membership',
    'outside-collaborator',
    'repository-invitations',
    'roles',
    'sso-credentials',
    'teams',
  ],
  doors: ['disable'],
};

function actionAt(connector: Connector, verb: string, target: string): PlannedAction {
  const { id, label, tier } = connector;
  return {
    tenant: tenants.get(connector) ?? '',
    fallback: null,
    needs: [],
    id: `${id}/00u1/${verb}/${target}`,
    system: id,
    systemLabel: label,
    tier,
    stage: 'disable',
    accountId: '00u1',
    accountLogin: leaver.email,
    target: { id: target, label: 'A target' },
    call: 'POST /x',
    effect: 'destructive',
    manual: false,
    residualMinutes: 0,
  };
}

/** Every call that the engine makes of a connector; `odd` is what the vendor once said an account is called. */
export function everyCall(
  connector: Connector,
  context: () => ConnectorContext,
  odd = '00u1',
): readonly (() => Promise<unknown>)[] {
  const account = accountAt(connector, odd);
  return [
    () => connector.find(leaver, context()),
    () => connector.look(account, context()),
    () => connector.lastUse(account, new Date(0), context()),
    () => connector.check(context()),
    ...(verbs[connector.id] ?? []).flatMap((verb) => [
      () => connector.act(actionAt(connector, verb, odd), context()),
      () => connector.readBack(actionAt(connector, verb, odd), { ...context(), calledAt: new Date(0) }),
    ]),
  ];
}
