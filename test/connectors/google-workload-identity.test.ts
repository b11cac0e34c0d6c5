import { SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { isWorkloadIdentity, workloadIdentityOf } from '../../src/connectors/google/workload-identity.ts';
import { noAuth } from '../../src/connectors/http/auth.ts';
import { clientFor } from '../../src/connectors/http/http-settings.ts';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { googleWorld } from './google-world.ts';
import { colleague, personOf } from './people.ts';

const audience = '//iam.googleapis.com/projects/1234/locations/global/workloadIdentityPools/relais/providers/cluster';
const email = 'relais@example-project.iam.gserviceaccount.com';
const configuration = {
  type: 'external_account',
  audience,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://elsewhere.example.com/v1/token',
  service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
  credential_source: { file: '/var/run/token' },
};
const noClient = clientFor(
  { id: 'google', baseUrl: 'https://sts.example.com', timeoutSeconds: 1, allowPrivateAddresses: false },
  { allowPrivateAddresses: false },
  { auth: noAuth, perMinute: 1, concurrency: 1 },
);
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

interface Platform {
  /** What the platform puts into the file; renewed now and then. */
  token: string;
  /** What Google's exchange answers; null for a token that it issues. */
  refusal: object | null;
  signs: boolean;
}

/** An organisation that is reached by a workload identity: Google's exchange and signing stand beside the sandbox. */
async function federated(key: object = configuration) {
  const platform: Platform = { token: 'first-platform-token', refusal: null, signs: true };
  const asked: { exchange: Record<string, string>[]; signed: string[] } = { exchange: [], signed: [] };
  const made = await googleWorld({
    settings: {
      key: 'file:/etc/relais/google.json',
      stsUrl: 'https://sts.example.com',
      iamUrl: 'https://iam.example.com',
    },
    readFile: (file) => {
      if (file === '/var/run/token') return platform.token;
      return JSON.stringify(key);
    },
    watch:
      (fetch, privateKey): Fetch =>
      async (url, init) => {
        const { host, pathname } = new URL(url);
        if (host === 'sts.example.com') {
          const fields = Object.fromEntries(new URLSearchParams(String(init.body)));
          asked.exchange.push(fields);
          if (platform.refusal) return json(400, platform.refusal);
          return json(200, {
            access_token: `federated-${fields['subject_token']}`,
            expires_in: 3600,
            token_type: 'Bearer',
          });
        }
        if (host === 'iam.example.com') {
          expect(decodeURIComponent(pathname)).toBe(`/v1/projects/-/serviceAccounts/${email}:signJwt`);
          asked.signed.push(new Headers(init.headers).get('authorization') ?? '');
          if (!platform.signs) return json(403, { error: { code: 403, status: 'PERMISSION_DENIED' } });
          const { payload } = JSON.parse(String(init.body)) as { payload: string };
          const signedJwt = await new SignJWT(JSON.parse(payload))
            .setProtectedHeader({ alg: 'RS256' })
            .sign(await privateKey());
          return json(200, { keyId: 'k1', signedJwt });
        }
        return fetch(url, init);
      },
  });
  onTestFinished(() => made.close());
  const find = () => made.connector.find(personOf(colleague('U0ALEX')), context());
  return { made, platform, asked, find };
}

it('acts as a service account without a key: the platform’s token is exchanged, and Google signs', async () => {
  const { asked, find, made } = await federated();
  expect((await find()).status).toBe('found');
  expect(asked.exchange).toEqual([
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      audience,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: 'first-platform-token',
    },
  ]);
  expect(new Set(asked.signed)).toEqual(new Set(['Bearer federated-first-platform-token']));
  expect((await made.connector.check(context())).problems).toEqual([]);
});

it('says which file is wanted where the configuration names none, or no service account', () => {
  const never = () => {
    throw new Error('nothing is called');
  };
  const { credential_source: _source, ...rest } = configuration;
  for (const key of [
    rest,
    { ...configuration, credential_source: { url: 'http://169.254.169.254/token' } },
    { ...configuration, service_account_impersonation_url: undefined },
    { ...configuration, service_account_impersonation_url: 'https://elsewhere.example.com/' },
  ]) {
    const secret = JSON.stringify(key);
    expect(isWorkloadIdentity(secret)).toBe(true);
    const clients = { sts: noClient, iam: never };
    expect(() => workloadIdentityOf({ secret, ref: 'file:/etc/google.json' }, { env: {} }, clients)).toThrow(
      /^file:\/etc\/google\.json: expected the configuration of a workload identity whose token is in a file/,
    );
  }
  expect(isWorkloadIdentity('{"type":"service_account"}')).toBe(false);
  expect(isWorkloadIdentity('no JSON')).toBe(false);
});

it('reads the token anew each time, out of JSON too, and says where it is not', async () => {
  const source = { file: '/var/run/token', format: { type: 'json', subject_token_field_name: 'access_token' } };
  const { platform, asked, find, made } = await federated({ ...configuration, credential_source: source });
  platform.token = JSON.stringify({ access_token: 'one' });
  await find();
  platform.token = JSON.stringify({ other: 'one' });
  made.pass(3601);
  await expect(
    made.connector.find(personOf(colleague('U0ALEX')), { ...context(), now: made.now }),
  ).rejects.toMatchObject({
    kind: 'unauthorised',
    words: { en: expect.stringContaining('there is no access_token in it') },
  });
  platform.token = JSON.stringify({ access_token: 'two' });
  await made.connector.find(personOf(colleague('U0ALEX')), { ...context(), now: made.now });
  expect(asked.exchange.map((fields) => fields['subject_token'])).toEqual(['one', 'two']);
});

it('does not call a scope undelegated where Google refuses the workload itself, and shows no token', async () => {
  const { platform, made } = await federated();
  platform.refusal = { error: 'unauthorized_client', error_description: 'first-platform-token is not for us' };
  const report = await made.connector.check(context());
  expect(report.ok).toBe(false);
  const [problem, ...more] = report.problems;
  expect(more).toEqual([]);
  expect(JSON.stringify(problem)).toContain('Google refuses the workload identity');
  expect(JSON.stringify(report)).not.toContain('first-platform-token');
  platform.refusal = null;
  platform.signs = false;
  expect(JSON.stringify((await made.connector.check(context())).problems)).not.toContain('is not delegated');
});
