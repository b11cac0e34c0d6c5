import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { neededPermissions } from '../../src/connectors/entra/entra-settings.ts';
import { createPrivateAuthority } from '../support/private-authority.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';

/**
 * A whole Relais in a network that lets nothing out but through a proxy with a password, and in which a private
 * authority signs for everybody: the process is a real one, the names are the real names, and what answers behind the
 * proxy is ours.
 */
const root = resolve(import.meta.dirname, '../..');
// Each starts a whole process, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });
const appId = '0a1b2c3d-0000-4000-8000-00000000000a';
const tenantId = '0a1b2c3d-0000-4000-8000-00000000000b';
const teamsHost = 'smba.trafficmanager.net';

const hosts = [
  'slack.com',
  'slack-gov.com',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.botframework.com',
  'login.botframework.azure.us',
  'graph.microsoft.com',
  'graph.microsoft.us',
  'smba.infra.gov.teams.microsoft.us',
  teamsHost,
  'example.okta.com',
  'api.github.com',
  'crm.example.com',
  'doors.example.com',
];

const relaisFile = `
organisation:
  name: Lumen
  country: FR
  locale: en
  timeZone: Europe/Paris
  roles:
    hr: [nadia@example.com]
    it: [tom@example.com, ines@example.com]
    admin: [hugo@example.com]
systems:
  - { id: okta, type: okta, label: Okta, baseUrl: 'https://example.okta.com', auth: { method: token, token: 'env:RELAIS_SECRET_ALL' } }
  - id: entra
    type: entra
    label: Entra ID
    tenant: ${tenantId}
    clientId: ${appId}
    auth: { method: secret, clientSecret: 'env:RELAIS_SECRET_ALL' }
  - { id: github, type: github, label: GitHub, org: lumen, auth: { method: token, token: 'env:RELAIS_SECRET_ALL' } }
  - { id: crm, type: scim, label: CRM, baseUrl: 'https://crm.example.com/scim/v2', token: 'env:RELAIS_SECRET_ALL' }
`;

const inJwt = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** As Microsoft's says what was consented to; nobody here checks who signed it. */
const graphToken = `${inJwt({ alg: 'none' })}.${inJwt({ roles: neededPermissions({ leave: [], signIns: true }) })}.`;

let folder: string;
let proxy: TestProxy;
let closeVendors: () => Promise<void>;
/** `POST slack.com/api/auth.test`, in order. */
let answered: string[];
/** By which tokens Slack was asked who they are. */
let tokens: string[];
let keys: { publicJwk: object; sign(claims: Readonly<Record<string, string>>): Promise<string> };

function answer(place: string): object {
  const [host = ''] = place.split(' ')[1]?.split('/') ?? [];
  if (place.endsWith('/oauth2/v2.0/token')) return { access_token: graphToken, expires_in: 3600, token_type: 'Bearer' };
  if (place.endsWith('.well-known/openidconfiguration'))
    return { issuer: 'https://api.botframework.com', jwks_uri: `https://${host}/keys` };
  if (place.endsWith('/keys')) return { keys: [keys.publicJwk] };
  if (place.endsWith('/api/auth.test'))
    return { ok: true, team_id: 'T0LUMEN', team: 'Lumen', user_id: 'U0RELAIS', user: 'relais', bot_id: 'B0RELAIS' };
  if (place.endsWith('/api/oauth.v2.access'))
    return {
      ok: true,
      access_token: 'xoxe.xoxb-renewed-canary',
      refresh_token: 'xoxe-next-canary',
      expires_in: 43_200,
    };
  if (place.endsWith('/api/apps.connections.open')) return { ok: true, url: 'wss://wss-primary.slack.com/link' };
  if (host.startsWith('slack')) return { ok: false, error: 'users_not_found' };
  if (/\/members\/[^/]+$/.test(place))
    return { id: '29:maya', aadObjectId: 'maya', name: 'Maya Chen', email: 'maya@example.com', tenantId };
  return { id: 'activity-1' };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relais-way-out-'));
  const authority = createPrivateAuthority();
  await writeFile(join(folder, 'authority.pem'), authority.certificate);
  await writeFile(join(folder, 'relais.yaml'), relaisFile);
  answered = [];
  tokens = [];
  const vendors = createTlsServer(authority.issue(hosts), async (request, response) => {
    const place = `${request.method} ${request.headers.host}${request.url?.split('?')[0]}`;
    answered.push(place);
    if (place.endsWith('/api/auth.test')) tokens.push(request.headers.authorization ?? '');
    await text(request);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(place)));
  });
  await new Promise<void>((done) => vendors.listen(0, '127.0.0.1', done));
  const port = (vendors.address() as AddressInfo).port;
  closeVendors = () => {
    vendors.closeAllConnections();
    return new Promise<void>((done) => void vendors.close(() => done()));
  };
  proxy = await startProxy({ target: () => port });
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  keys = {
    publicJwk: { ...(await exportJWK(publicKey)), kid: 'key-1', x5t: 'key-1', use: 'sig', endorsements: ['msteams'] },
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
  };
}, 60_000);

afterAll(async () => {
  await proxy.close();
  await closeVendors();
  await rm(folder, { recursive: true, force: true });
});

const settings = () => ({
  PATH: process.env['PATH'],
  RELAIS_CONFIG: join(folder, 'relais.yaml'),
  RELAIS_DATA_DIR: join(folder, 'data'),
  RELAIS_SECRET_ALL: 'secret-canary',
  HTTPS_PROXY: proxy.url.href,
  NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
  SLACK_BOT_TOKEN: 'xoxb-canary',
  SLACK_SIGNING_SECRET: 'signing-secret-canary',
  MICROSOFT_APP_ID: appId,
  MICROSOFT_APP_TENANT_ID: tenantId,
  MICROSOFT_APP_PASSWORD: 'app-password-canary',
});

interface Run {
  child: ChildProcess;
  said(): string;
}

function run(file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, file), ...args], { cwd: root, env });
  const said: string[] = [];
  child.stdout.on('data', (data: Buffer) => said.push(data.toString()));
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  return { child, said: () => said.join('') };
}

async function until(what: string, isSo: () => boolean, { child, said }: Run): Promise<void> {
  const end = Date.now() + 120_000;
  while (!isSo()) {
    if (Date.now() > end || child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${what} did not come:\n${said()}\n${answered.join('\n')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const hostsAsked = () => [...new Set(proxy.asked)].sort();

describe('in a network with a proxy and an authority of its own', () => {
  it('"relais doctor" reaches Slack, Microsoft and every system through the proxy, and nothing past it', async () => {
    const doctor = run('src/cli/relais.ts', ['doctor'], settings());
    await once(doctor.child, 'close');
    expect(hostsAsked()).toEqual([
      'api.github.com:443',
      'crm.example.com:443',
      'example.okta.com:443',
      'graph.microsoft.com:443',
      'login.microsoftonline.com:443',
      'slack.com:443',
    ]);
    expect(proxy.unproven).toEqual([]);
    expect(doctor.said()).toContain(`Outbound calls go through ${proxy.url.host}.`);
    expect(doctor.said()).toContain('Slack knows Relais as relais in Lumen.');
    expect(doctor.said()).toContain('Microsoft takes the app id and its secret.');
    expect(doctor.said()).not.toMatch(/canary|p%40ss|p@ss|NODE_EXTRA_CA_CERTS/);
  });

  it('says what to do where the authority is not known', async () => {
    const { NODE_EXTRA_CA_CERTS: _, ...without } = settings();
    const doctor = run('src/cli/relais.ts', ['doctor'], without);
    await once(doctor.child, 'close');
    expect(doctor.said()).toMatch(/Okta \(okta\): .*NODE_EXTRA_CA_CERTS/);
    expect(doctor.said()).toMatch(/Slack cannot be reached: .*UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    expect(doctor.said()).toMatch(/Microsoft cannot be reached: .*UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
  });

  it('takes a new token on SIGHUP, and goes on', async () => {
    const file = join(folder, 'slack-token');
    await writeFile(file, 'xoxb-first-canary');
    const env = { ...settings(), SLACK_BOT_TOKEN: `file:${file}`, PORT: '0', RELAIS_HOST: '127.0.0.1' };
    const relais = run('src/main.ts', [], env);
    try {
      await until('the start', () => relais.said().includes('Relais is ready'), relais);
      await writeFile(file, 'xoxb-second-canary');
      relais.child.kill('SIGHUP');
      await until('the new token', () => relais.said().includes('Took new secrets'), relais);
      await writeFile(file, 'canary');
      relais.child.kill('SIGHUP');
      await until('a refusal', () => relais.said().includes('the old ones stay'), relais);
      expect(relais.child.exitCode).toBeNull();
    } finally {
      relais.child.kill('SIGKILL');
    }
    expect(relais.said()).not.toMatch(/-canary/);
  });

  it('renews a token of Slack that rotates, keeps it sealed, and speaks by it after the next start, the doctor too', async () => {
    answered.length = 0;
    tokens.length = 0;
    const dataDir = join(folder, 'rotating');
    const env = {
      ...settings(),
      ...{ RELAIS_DATA_DIR: dataDir, PORT: '0', RELAIS_HOST: '127.0.0.1' },
      ...{ SLACK_BOT_TOKEN: 'xoxe.xoxb-canary', SLACK_REFRESH_TOKEN: 'xoxe-canary' },
      ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret-canary' },
    };
    for (let start = 0; start < 2; start += 1) {
      const relais = run('src/main.ts', [], env);
      await until('the start', () => relais.said().includes('Relais is ready'), relais);
      relais.child.kill('SIGTERM');
      if (relais.child.exitCode === null) await once(relais.child, 'close');
      expect(relais.said()).not.toContain('canary');
    }
    const doctor = run('src/cli/relais.ts', ['doctor'], env);
    await once(doctor.child, 'close');
    expect(doctor.said()).toContain('Slack knows Relais as relais in Lumen.');
    expect(answered.filter((place) => place === 'POST slack.com/api/oauth.v2.access')).toHaveLength(1);
    expect(new Set(tokens)).toEqual(new Set(['Bearer xoxe.xoxb-renewed-canary']));
    for (const file of await readdir(dataDir))
      expect((await readFile(join(dataDir, file))).includes('canary'), file).toBe(false);
    expect(proxy.unproven).toEqual([]);
  });

  it('Socket Mode goes through it too', async () => {
    const env = { ...settings(), SLACK_APP_TOKEN: 'xapp-canary', PORT: '0', RELAIS_HOST: '127.0.0.1' };
    const relais = run('src/main.ts', [], env);
    try {
      await until('the web socket', () => proxy.asked.includes('wss-primary.slack.com:443'), relais);
    } finally {
      relais.child.kill('SIGKILL');
    }
    expect(proxy.unproven).toEqual([]);
  });

  it.each([
    {
      cloud: {},
      keys: 'login.botframework.com',
      token: `POST login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      issuer: 'https://api.botframework.com',
      slack: 'slack.com',
      teams: teamsHost,
    },
    {
      cloud: { MICROSOFT_CLOUD: 'us-government', SLACK_DOMAIN: 'slack-gov.com' },
      keys: 'login.botframework.azure.us',
      token: `POST login.microsoftonline.us/${tenantId}/oauth2/v2.0/token`,
      issuer: 'https://api.botframework.us',
      slack: 'slack-gov.com',
      teams: 'smba.infra.gov.teams.microsoft.us',
    },
  ])(
    'Relais answers on Teams through the proxy: $keys',
    async ({ cloud, keys: keysHost, token, issuer, slack, teams }) => {
      proxy.asked.length = 0;
      answered.length = 0;
      const port = 20_000 + Math.floor(Math.random() * 20_000);
      const env = { ...settings(), ...cloud, PORT: String(port), RELAIS_HOST: '127.0.0.1' };
      const relais = run('src/main.ts', [], env);
      try {
        await until('the start', () => relais.said().includes('Relais is ready'), relais);
        const serviceUrl = `https://${teams}/emea/`;
        const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${await keys.sign({ iss: issuer, aud: appId, serviceurl: serviceUrl })}`,
          },
          body: JSON.stringify({
            ...{ type: 'message', id: `m-${teams}`, text: 'help', channelId: 'msteams', serviceUrl },
            from: { id: '29:maya', aadObjectId: 'maya', name: 'Maya Chen' },
            recipient: { id: `28:${appId}` },
            conversation: { id: 'a:1', conversationType: 'personal', tenantId },
            channelData: { tenant: { id: tenantId } },
          }),
        });
        expect(response.status).toBe(200);
        await until(
          'an answer',
          () => answered.includes(`POST ${teams}/emea/v3/conversations/a%3A1/activities`),
          relais,
        );
      } finally {
        relais.child.kill('SIGTERM');
        if (relais.child.exitCode === null) await once(relais.child, 'close');
      }
      expect(answered).toContain(`POST ${slack}/api/auth.test`);
      expect(answered).toContain(`GET ${keysHost}/v1/.well-known/openidconfiguration`);
      expect(answered).toContain(token);
      expect(hostsAsked()).toEqual(
        [`${keysHost}:443`, `${token.split(/[ /]/)[1]}:443`, `${slack}:443`, `${teams}:443`].sort(),
      );
      expect(proxy.unproven).toEqual([]);
      expect(relais.said()).toContain(`"proxy":"${proxy.url.host}"`);
      expect(relais.said()).not.toMatch(/canary|p%40ss|p@ss/);
    },
  );
});
