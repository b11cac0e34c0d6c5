import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type AwsKmsSettings, awsKms } from '../../src/keys/aws-kms.ts';
import { KeyServiceError } from '../../src/keys/key-service.ts';
import { type VaultSettings, vaultTransit } from '../../src/keys/vault-transit.ts';
import { keyServiceContract } from '../contracts/key-service-contract.ts';
import { another, fakeAwsKms, missing, ours } from './fake-aws-kms.ts';
import { fakeVault } from './fake-vault.ts';

const nothingThere: typeof globalThis.fetch = async () => {
  throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
};

const vaultSettings = (given: Partial<VaultSettings> = {}): VaultSettings => ({
  ...{ name: 'vault:transit/relais', address: 'https://vault.example.com:8200', mount: 'transit', key: 'relais' },
  ...{ token: 's.canary-token', namespace: null, ...given },
});

keyServiceContract('Vault transit, the fake', async () => {
  const vault = fakeVault();
  const by = (given: Partial<VaultSettings>) => vaultTransit(vaultSettings(given), vault);
  return {
    service: by({}),
    signedOut: by({ token: 's.canary-gone' }),
    forbidden: by({ token: 's.canary-none' }),
    otherKey: by({ key: 'other' }),
    noKey: by({ key: 'none' }),
    away: vaultTransit(vaultSettings(), { fetch: nothingThere }),
    secrets: ['canary'],
    async encryptElsewhere(plain) {
      const body = JSON.stringify({ plaintext: plain.toString('base64') });
      const answer = await vault.answer(
        'transit/encrypt/relais',
        new Headers({ 'x-vault-token': 's.canary-token' }),
        body,
      );
      const { data } = (await answer.json()) as { data: { ciphertext: string } };
      return data.ciphertext;
    },
    turnOver: async () => void vault.keys.get('relais')?.versions.push(randomBytes(32)),
    destroyOld: async () => void Object.assign(vault.keys.get('relais') ?? {}, { oldest: 2 }),
    close: async () => {},
  };
});

const awsSettings = (given: Partial<AwsKmsSettings> = {}): AwsKmsSettings => ({
  ...{ name: `aws:${ours}`, arn: ours, region: 'eu-west-3', address: 'https://kms.eu-west-3.amazonaws.com' },
  ...{ accessKeyId: 'AKIAALLOWED000000000', secretAccessKey: 'canary-secret-allowed', sessionToken: null, ...given },
});

keyServiceContract('AWS KMS, a fake that checks signatures', async () => {
  const aws = fakeAwsKms();
  const by = (given: Partial<AwsKmsSettings>) => awsKms(awsSettings(given), aws);
  return {
    service: by({
      accessKeyId: 'ASIATEMPORARY0000000',
      secretAccessKey: 'canary-secret-session',
      sessionToken: 'canary-session-token',
    }),
    signedOut: by({ secretAccessKey: 'canary-secret-wrong' }),
    forbidden: by({ accessKeyId: 'AKIANOTALLOWED000000', secretAccessKey: 'canary-secret-forbidden' }),
    otherKey: by({ arn: another }),
    noKey: by({ arn: missing }),
    away: awsKms(awsSettings(), { fetch: nothingThere }),
    secrets: ['canary'],
    async encryptElsewhere(plain) {
      const mine = awsKms(awsSettings(), {
        // The same key, used for something else: another context, signed anew by whoever does that.
        fetch: async (url, init) => {
          const { AwsClient } = await import('aws4fetch');
          const body = String(init?.body).replace('relais master key', 'invoices');
          const client = new AwsClient({
            ...{ accessKeyId: 'AKIAALLOWED000000000', secretAccessKey: 'canary-secret-allowed' },
            ...{ region: 'eu-west-3', service: 'kms' },
          });
          const { 'x-amz-target': target = '' } = Object.fromEntries(new Headers(init?.headers));
          const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
          const signed = await client.sign(String(url), { method: 'POST', body, headers });
          return aws.fetch(signed.url, { headers: Object.fromEntries(signed.headers), body });
        },
      });
      return (await mine.wrap(plain)).wrapped;
    },
    turnOver: async () => void aws.materials.get(ours)?.push(randomBytes(32)),
    destroyOld: async () => void aws.state.disabled.add(ours),
    close: async () => {},
  };
});

describe('AWS KMS', () => {
  it('is asked as its reference says, for that key and bound to the purpose', async () => {
    const aws = fakeAwsKms();
    await awsKms(awsSettings(), aws).wrap(Buffer.alloc(32, 1));
    const [request] = aws.requests;
    expect(request?.headers.get('x-amz-target')).toBe('TrentService.Encrypt');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      KeyId: ours,
      EncryptionContext: { purpose: 'relais master key' },
      Plaintext: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
    });
  });

  it.each([
    [400, 'ThrottlingException', 'away'],
    [500, 'KMSInternalException', 'away'],
    [500, 'KeyUnavailableException', 'away'],
    [400, 'com.amazonaws.kms#KMSInvalidStateException', 'no-key'],
    [400, 'ExpiredTokenException', 'signed-out'],
    [400, 'SomethingNew', 'away'],
  ])('of %i %s makes %s, without the words of the vendor', async (status, code, kind) => {
    const aws = fakeAwsKms();
    aws.state.fails = { status, code };
    const error = await awsKms(awsSettings(), aws)
      .unwrap('AAAA')
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(KeyServiceError);
    expect(error).toMatchObject({ kind, message: expect.not.stringContaining('canary') });
  });
});

describe('what cannot be sent in a header', () => {
  const broken = 'canary-session\ntoken-of-sixteen';
  const services = {
    'AWS KMS, the session token': awsKms(awsSettings({ sessionToken: broken }), { fetch: globalThis.fetch }),
    'Vault transit, the token': vaultTransit(vaultSettings({ token: broken }), { fetch: globalThis.fetch }),
  };

  it.each(Object.entries(services))(
    'is refused before anything is sent, and is in no word of it: %s',
    async (_, one) => {
      for (const call of [() => one.wrap(Buffer.alloc(32, 1)), () => one.unwrap('vault:v1:AAAA')]) {
        const error = await call().catch((cause: unknown) => cause);
        expect(error).toMatchObject({ name: 'KeyServiceError', kind: 'signed-out' });
        expect(inspect(error, { depth: null })).not.toMatch(/canary|token-of/);
      }
    },
  );

  const inVault = { RELAIS_KMS: 'vault:transit/relais', RELAIS_KMS_ADDRESS: 'https://vault.example.com' };
  const inAws = {
    RELAIS_KMS: `aws:${ours}`,
    RELAIS_KMS_ACCESS_KEY_ID: 'AKIAALLOWED000000000',
    RELAIS_KMS_SECRET_ACCESS_KEY: 'invented-secret-of-a-key',
  };

  it.each([
    ['RELAIS_KMS_TOKEN', inVault],
    ['RELAIS_KMS_SESSION_TOKEN', inAws],
    ['RELAIS_KMS_SECRET_ACCESS_KEY', inAws],
  ])('is no value of %s', (name, beside) => {
    const of = (value: string) => () => readConfig({ ...beside, [name]: value });
    expect(of('canary-session-token-of-sixteen')).not.toThrow();
    for (const value of [broken, 'canary-session token', 'canary-session-tokén-…']) {
      expect(of(value)).toThrow(name);
      expect(of(value)).not.toThrow('canary');
    }
  });
});

describe('Vault transit', () => {
  it('sends the token to no other address, also where the service redirects', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      asked.push(`${String(input)} ${init?.redirect}`);
      return new Response('', { status: 307, headers: { location: 'https://elsewhere.example.com/v1/' } });
    };
    const service = vaultTransit(vaultSettings({ namespace: 'teams/hr' }), { fetch });
    await expect(service.unwrap('vault:v1:AAAA')).rejects.toMatchObject({ kind: 'away' });
    expect(asked).toEqual(['https://vault.example.com:8200/v1/transit/decrypt/relais manual']);
  });

  it('is away while it is sealed', async () => {
    const vault = fakeVault();
    vault.state.isSealed = true;
    await expect(vaultTransit(vaultSettings(), vault).unwrap('vault:v1:AAAA')).rejects.toMatchObject({ kind: 'away' });
  });

  it.each([
    ['a root token has no end', { ttl: 0, wholeTtl: 0, renewable: false }, null, false],
    ['a periodic one is prolonged once half of it is over', { ttl: 40, wholeTtl: 100, renewable: true }, null, true],
    ['and not before', { ttl: 90, wholeTtl: 100, renewable: true }, null, false],
    ['one that cannot be prolonged says when it ends', { ttl: 90, wholeTtl: 100, renewable: false }, 90, false],
  ])('%s', async (_what, token, endsIn, renews) => {
    const vault = fakeVault();
    vault.tokens.set('s.canary-token', { mayUse: ['relais'], ...token });
    expect(await vaultTransit(vaultSettings(), vault).renew()).toEqual({ endsIn });
    expect(vault.requests.some(({ path }) => path === 'auth/token/renew-self')).toBe(renews);
  });
});
