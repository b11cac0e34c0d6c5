import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { noAuth } from '../../src/connectors/http/auth.ts';
import { createHttpClient } from '../../src/connectors/http/http-client.ts';
import { isPublicAddress, publicLookup, type ResolveName } from '../../src/connectors/http/private-addresses.ts';
import { createTransport } from '../../src/connectors/http/transport.ts';
import { isSigned } from '../../src/connectors/webhook/signature.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { runs } from './runs.ts';

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(5000) });

/** A server that must never be reached; tells how often it was. */
async function forbidden(): Promise<{ port: number; reached(): number }> {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached += 1;
    response.end('{}');
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, reached: () => reached };
}

function client(baseUrl: string, resolveName?: ResolveName) {
  const fetch = resolveName && createTransport({ allowPrivateAddresses: false, resolve: resolveName });
  return createHttpClient({
    baseUrl,
    auth: noAuth,
    limits: { concurrency: 1 },
    timeoutMs: 3000,
    allowPrivateAddresses: false,
    ...(fetch && { fetch }),
  });
}

const failure = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectorError)) throw new Error('expected a ConnectorError', { cause: error });
  return error;
};

describe('private addresses', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '100.100.100.200',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '[::]',
    '[::1]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[0:0:0:0:0:ffff:10.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fec0::1]',
  ])('%s is refused before anything is sent', async (host) => {
    const sent: URL[] = [];
    const http = createHttpClient({
      baseUrl: `https://${host}`,
      auth: noAuth,
      limits: { concurrency: 1 },
      timeoutMs: 3000,
      allowPrivateAddresses: false,
      fetch: async (url) => {
        sent.push(url);
        return new Response('{}');
      },
    });
    const error = await failure(http.get('/x', z.unknown(), context()));
    expect(error).toMatchObject({ kind: 'rejected' });
    expect(error.message).toContain('private address');
    expect(sent).toEqual([]);
  });

  it('in any form of any private range are never public', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const privates = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    );
    fc.assert(
      fc.property(privates, ([a, b, c, d]) => {
        const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
        for (const prefix of ['::ffff:', '::', '64:ff9b::'])
          expect(isPublicAddress(`${prefix}${hex(a, b)}:${hex(c, d)}`), prefix).toBe(false);
        expect(isPublicAddress([a, b, c, d].join('.'))).toBe(false);
        for (const host of [String(((a << 24) | (b << 16) | (c << 8) | d) >>> 0), `0${a.toString(8)}.${b}.${c}.${d}`])
          expect(isPublicAddress(new URL(`https://${host}`).hostname)).toBe(false);
      }),
      { numRuns: runs(200) },
    );
  });

  const resolving =
    (...answers: LookupAddress[][]): ResolveName =>
    (_host, _options, callback) =>
      callback(null, answers.length > 1 ? (answers.shift() ?? []) : (answers[0] ?? []));

  it.each([
    [[{ address: '127.0.0.1', family: 4 }]],
    [[{ address: '::1', family: 6 }]],
    [[{ address: '169.254.169.254', family: 4 }]],
    [
      [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ],
    [[]],
  ])('behind a public name are refused where the connection is made: %j', async (addresses) => {
    const { port, reached } = await forbidden();
    const http = client(`https://name.example.com:${port}`, resolving(addresses));
    const error = await failure(http.send('POST', '/x', context()));
    expect(['rejected', 'unavailable', 'unknown-outcome']).toContain(error.kind);
    if (addresses.length > 0) expect(error.kind).toBe('rejected');
    expect(reached()).toBe(0);
  });

  it('are refused in whichever call a name begins to lead home', async () => {
    const { port, reached } = await forbidden();
    const asked: string[] = [];
    const rebinding: ResolveName = (host, _options, callback) => {
      asked.push(host);
      // The first call gets no further than its look-up; the second one leads home.
      if (asked.length === 1) callback(Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' }), []);
      else callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const http = client(`https://rebind.example.com:${port}`, rebinding);
    expect((await failure(http.get('/x', z.unknown(), context()))).kind).toBe('unavailable');
    expect((await failure(http.get('/x', z.unknown(), context()))).kind).toBe('rejected');
    // There is no check before the connection that could be told something else: one call, one look-up.
    expect(asked).toHaveLength(2);
    expect(reached()).toBe(0);
  });

  it('are refused on the second look-up, though the first was public, and the socket gets what was checked', () => {
    const rebinding = resolving([{ address: '93.184.215.14', family: 4 }], [{ address: '10.0.0.1', family: 4 }]);
    const lookup = publicLookup(rebinding);
    const told: unknown[] = [];
    for (let call = 0; call < 2; call += 1)
      lookup('rebind.example.com', {}, (error, address) => void told.push(error ? error.code : address));
    expect(told).toEqual(['93.184.215.14', 'ERR_PRIVATE_ADDRESS']);
  });

  it('cannot be reached by a redirect or a next page', async () => {
    const { port, reached } = await forbidden();
    for (const headers of [
      { location: `http://127.0.0.1:${port}/` },
      { location: '//169.254.169.254/' },
      { location: 'http://name.example.com/' },
      { location: 'https://name.example.com:444/' },
      { location: 'https://name.example.com@127.0.0.1/' },
    ]) {
      const http = createHttpClient({
        baseUrl: 'https://name.example.com',
        auth: noAuth,
        limits: { concurrency: 1 },
        timeoutMs: 3000,
        allowPrivateAddresses: false,
        fetch: async () => new Response(null, { status: 302, headers }),
      });
      expect((await failure(http.get('/x', z.unknown(), context()))).kind).toBe('rejected');
    }
    expect(reached()).toBe(0);
  });
});

describe('signatures', () => {
  const secret = 'a-secret-of-the-test';
  const now = new Date('2026-03-02T09:00:00.000Z');
  const seconds = String(now.getTime() / 1000);
  const right = createHmac('sha256', secret).update(`${seconds}.body`).digest('hex');

  it('of any length and form are refused without a throw; the right one is taken', () => {
    expect(isSigned(secret, { header: `t=${seconds},v1=${right}`, signed: 'body', now })).toBe(true);
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(hex, fc.string({ unit: 'binary' })), (given) => {
        fc.pre(given !== right);
        expect(isSigned(secret, { header: `t=${seconds},v1=${given}`, signed: 'body', now })).toBe(false);
        expect(isSigned(secret, { header: given, signed: 'body', now })).toBe(false);
      }),
      { numRuns: runs(300) },
    );
    for (const length of [0, 1, 63, 65, 128])
      expect(isSigned(secret, { header: `t=${seconds},v1=${'a'.repeat(length)}`, signed: 'body', now })).toBe(false);
  });

  it('are compared in constant time, ours and Slack’s', () => {
    const root = resolve(import.meta.dirname, '../..');
    const ours = readFileSync(resolve(root, 'src/engine/signed-body.ts'), 'utf8');
    expect(ours).toMatch(/return timingSafeEqual\(/);
    for (const file of ['connectors/webhook/signature', 'http/post-hook', 'channels/email/bounce-router'])
      expect(readFileSync(resolve(root, `src/${file}.ts`), 'utf8'), file).toContain('isSignedBody(');
    const slack = readFileSync(resolve(root, 'src/channels/slack/signed-receiver.ts'), 'utf8');
    expect(slack).toContain('verifySlackRequest(');
    const bolt = readFileSync(resolve(root, 'node_modules/@slack/bolt/dist/receivers/verify-request.js'), 'utf8');
    expect(bolt).toMatch(/tsscmp|timingSafeEqual/);
  });
});
