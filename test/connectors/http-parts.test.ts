import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCallQueue } from '../../src/connectors/http/call-queue.ts';
import { nextLink } from '../../src/connectors/http/paging.ts';
import { isPublicAddress } from '../../src/connectors/http/private-addresses.ts';
import { createRedactor } from '../../src/connectors/http/redaction.ts';
import { refusalKind } from '../../src/connectors/http/refusal-kind.ts';
import { retryAfterSeconds } from '../../src/connectors/http/retry-after.ts';
import { signingKeyOf } from '../../src/connectors/http/signing-key.ts';
import { createTransport } from '../../src/connectors/http/transport.ts';
import { resolveSecret, secretRefSchema } from '../../src/connectors/secrets.ts';
import { rsaKeys } from '../support/rsa-keys.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const epoch = now.getTime() / 1000;

describe('how long to wait', () => {
  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, 30],
    [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'x-rate-limit-reset': String(epoch + 42) }, 42],
    [{ 'x-ratelimit-reset': String(epoch + 600) }, 600],
    [{ 'ratelimit-reset': '12' }, 12],
    [{ 'retry-after': '3', 'x-ratelimit-reset': String(epoch + 600) }, 3],
    // The vendor's clock is an hour behind ours: its reset is measured by its own date.
    [{ date: 'Sun, 22 Nov 2026 11:00:00 GMT', 'x-rate-limit-reset': String(epoch - 3600 + 42) }, 42],
    [{ 'retry-after': '99999999' }, 21_600],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j → %s', (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers), now)).toBe(seconds);
  });
});

describe('a limit of calls', () => {
  it.each([[90], [20], [500]])('of %d a minute is used to the last one, and never passed', async (perMinute) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const queue = createCallQueue({ perMinute, concurrency: 50 });
    const signal = new AbortController().signal;
    let begun = 0;
    const call = async () => {
      begun += 1;
    };
    for (let index = 0; index < 2 * perMinute; index += 1) void queue.run(call, signal);
    await vi.advanceTimersByTimeAsync(59_999);
    // Within the window that has begun, all of its calls may be made at once.
    expect(begun).toBeGreaterThanOrEqual(perMinute);
    expect(begun).toBeLessThanOrEqual(perMinute + Math.ceil(perMinute / 60));
  });

  it('leaves nothing behind on a signal that many calls share, also when memory is collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const queue = createCallQueue({ concurrency: 5 });
    const { signal } = new AbortController();
    // Once with others waiting and under way, and once at the end: it takes long in a process that holds much.
    const call = async (isCollected: boolean) => {
      await wait(1);
      if (isCollected) collect();
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => queue.run(() => call(index % 10 === 9), signal)));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('what a 403 and a 503 mean', () => {
  const kind = (status: number, headers: Record<string, string>, text = '') =>
    refusalKind({ status, headers: new Headers(headers), text }, true, now);

  it('is a throttle when the vendor says so', () => {
    expect(kind(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(epoch + 9) })).toEqual({
      kind: 'throttled',
      retryAfterSeconds: 9,
    });
    expect(kind(403, {}, '{"message":"You have exceeded a secondary rate limit"}').kind).toBe('throttled');
    // Google, in two of its words: https://developers.google.com/workspace/admin/directory/v1/limits
    for (const reason of ['userRateLimitExceeded', 'quotaExceeded'])
      expect(kind(403, {}, `{"error":{"code":403,"errors":[{"reason":"${reason}"}]}}`).kind).toBe('throttled');
    expect(kind(403, {}, '{"error":{"code":403,"errors":[{"reason":"forbidden"}]}}').kind).toBe('unauthorised');
    expect(kind(403, { 'x-ratelimit-remaining': '12' }).kind).toBe('unauthorised');
    expect(kind(503, { 'retry-after': '5' })).toEqual({ kind: 'throttled', retryAfterSeconds: 5 });
    expect(kind(503, {}).kind).toBe('unknown-outcome');
  });
});

describe('pages', () => {
  it.each([
    ['<https://a.example/?after=1>; rel="next"', 'https://a.example/?after=1'],
    ['<https://a.example/?p=1>; rel="self", <https://a.example/?p=2>; rel="next"', 'https://a.example/?p=2'],
    ['<https://a.example/?p=9>; rel="last"', null],
    ['<https://a.example/?p=2>; title="x"; rel=next', 'https://a.example/?p=2'],
    ['', null],
  ])('%s', (link, next) => {
    expect(nextLink(new Headers(link ? { link } : {}))).toBe(next);
  });
});

describe('redaction', () => {
  it('takes out what it knows, in each form it may come back in', () => {
    const odd = 's3cr&t "quoted"/value';
    const redact = createRedactor([odd]);
    for (const form of [odd, encodeURIComponent(odd), JSON.stringify({ echo: odd })]) {
      expect(redact.text(`answer: ${form}`)).not.toContain('s3cr');
      expect(redact.text(`answer: ${form}`)).toContain('[redacted]');
    }
    expect(redact.url(new URL(`https://user:pw@a.example/x?api_key=abc&q=${encodeURIComponent(odd)}#f`))).toBe(
      'https://a.example/x?api_key=redacted&q=[redacted]',
    );
  });

  it('are known for ever when they were configured, and for long when they were issued; not all that ever were', () => {
    const redact = createRedactor(['configured-0000']);
    for (let number = 1000; number < 1150; number += 1) redact.hide(`issued-${number}`);
    expect(redact.text('configured-0000 issued-1149 issued-1050')).toBe('[redacted] [redacted] [redacted]');
    expect(redact.text('issued-1049')).toBe('issued-1049');
    // One that is in use stays known.
    redact.hide('issued-1050');
    redact.hide('issued-2000');
    expect(redact.text('issued-1050')).toBe('[redacted]');
  });

  it('takes out what looks like a credential', () => {
    const redact = createRedactor();
    for (const text of [
      'Authorization: Bearer abcdef0123456789',
      'SSWS 00aBcDeFgHiJkLmNoP',
      'ghp_0123456789abcdefghij0123',
      'github_pat_0123456789abcdefghij',
      'xoxb-0123456789-abcdef',
      'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----',
    ])
      expect(redact.text(`before ${text} after`)).toMatch(/^before .*\[redacted\] after$/);
  });

  it('never lets a known secret through, whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 40 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(secret.trim() === secret && !/\s\s/.test(secret) && !'[redacted]…'.includes(secret));
        const text = createRedactor([secret]).text(`${before}${secret}${after}`);
        expect(text.length).toBeLessThanOrEqual(200);
        // What surrounds it may hold a piece that, joined to the mark, spells the secret again only by chance.
        if (!`${before} ${after}`.includes(secret)) expect(text.split('[redacted]').join(' ')).not.toContain(secret);
      }),
    );
  });
});

describe('addresses', () => {
  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'not an address',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('are looked at where the connection is made, so that a name cannot change its mind', async () => {
    let reached = 0;
    const server = createServer((_, response) => {
      reached += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = new URL(`http://rebinding.example.com:${address.port}/`);
    const init = {
      method: 'GET',
      headers: {},
      body: null,
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    } as const;
    // One public answer beside a private one does not help.
    const both = [
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const guarded = createTransport({
      allowPrivateAddresses: false,
      resolve: (_name, _options, callback) => callback(null, both),
    });
    await expect(guarded(url, init)).rejects.toMatchObject({ code: 'ERR_PRIVATE_ADDRESS' });
    const unknown = createTransport({
      allowPrivateAddresses: false,
      resolve: (_name, _options, callback) => callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []),
    });
    await expect(unknown(url, init)).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(reached).toBe(0);
    const open = createTransport({ allowPrivateAddresses: true });
    expect((await open(new URL(`http://127.0.0.1:${address.port}/`), init)).status).toBe(200);
  });
});

describe('secrets', () => {
  const sources = { env: { TOKEN: ' s3cret\n', EMPTY: '' }, readFile: () => 'from-file\n' };

  it('come from the environment or a file, without the line break', () => {
    expect(resolveSecret('env:TOKEN', sources)).toBe('s3cret');
    expect(resolveSecret('file:/run/secrets/token', sources)).toBe('from-file');
  });

  it('are refused by reference, never by value', () => {
    expect(() => resolveSecret('env:MISSING', sources)).toThrow(/env:MISSING.*not set/);
    expect(() => resolveSecret('env:EMPTY', sources)).toThrow(/env:EMPTY/);
    expect(() => resolveSecret('file:/nowhere/at/all', { env: {} })).toThrow(/file:\/nowhere\/at\/all.*ENOENT/);
    for (const literal of ['ghp_abcdef', 'env:', 'file:', 'env:1BAD', 'https://x']) {
      const result = secretRefSchema.safeParse(literal);
      expect(result.success, literal).toBe(false);
      expect(result.error?.message).toContain('file:/path');
    }
  });

  it('that are keys are read in the forms vendors give, and never quoted', async () => {
    const { privateKey } = rsaKeys('http-parts');
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const jwk = JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS384' });
    expect(signingKeyOf(pkcs8.trim(), 'env:K').algorithm).toBe('RS256');
    expect(signingKeyOf(pkcs8.replaceAll('\n', '\\n'), 'env:K').key.asymmetricKeyType).toBe('rsa');
    expect(signingKeyOf(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(), 'env:K').keyId).toBeUndefined();
    expect(signingKeyOf(jwk, 'env:K')).toMatchObject({ algorithm: 'RS384', keyId: 'k1' });
    for (const bad of ['half-a-key', '{"kty":"half-a-key"}', '{half-a-key'])
      expect(() => signingKeyOf(bad, 'env:K')).toThrow(/^env:K: (?!.*half-a-key)/);
  });
});
