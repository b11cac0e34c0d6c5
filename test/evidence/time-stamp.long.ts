import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeStampBy } from '../../src/evidence/time-stamp.ts';
import { zipOf } from '../../src/evidence/zip.ts';
import { verifyPack } from '../../src/verify/verify-pack.ts';
import { goldenStore, packOf } from './golden-store.ts';
import { filesOf } from './repack.ts';

const folder = mkdtempSync(join(tmpdir(), 'relais-tsa-'));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
let server: Server;
let url: string;
let mood: 'well' | 'down' | 'other' = 'well';

/** A time-stamp server made of openssl, which answers as a real one does. */
beforeAll(async () => {
  writeFileSync(
    join(folder, 'tsa.cnf'),
    `[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=tsa.example.com\n[ext]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=one\n[one]\nserial=serial\nsigner_cert=cert.pem\nsigner_key=key.pem\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n`,
  );
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-days',
    '2',
    '-config',
    'tsa.cnf',
  );
  writeFileSync(join(folder, 'serial'), '01\n');
  server = createServer((request, response) => {
    // A connection that is kept would be closed while the next pack is made.
    response.setHeader('connection', 'close');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (mood === 'down') {
        response.writeHead(503).end();
        return;
      }
      const query = Buffer.concat(chunks);
      // Vouches for what nobody asked for.
      if (mood === 'other') query[30] = (query[30] ?? 0) ^ 1;
      writeFileSync(join(folder, 'query.tsq'), query);
      openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'one', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
      response.end(readFileSync(join(folder, 'reply.tsr')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
});
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a time stamp', () => {
  it('is in the pack, is openssl’s to check, and is found changed or left out', async () => {
    const kept = await goldenStore(['by-hand']);
    try {
      mood = 'well';
      const stamp = timeStampBy(url, { fetch });
      const pack = await packOf(kept.store, { departures: ['by-hand'], level: 'auditor' }, { stamp });
      expect(pack.notStamped).toBeNull();
      const checked = await verifyPack(pack.bytes, { expectedKey: pack.fingerprint });
      expect(checked.findings).toEqual([]);
      expect(Math.abs(Date.parse(checked.stampedAt ?? '') - Date.now())).toBeLessThan(120_000);
      const files = filesOf(pack.bytes);
      for (const name of ['timestamp.tsr', 'manifest.json'])
        writeFileSync(join(folder, name), files.find((one) => one.name === name)?.bytes ?? '');
      expect(
        String(openssl('ts', '-verify', '-in', 'timestamp.tsr', '-data', 'manifest.json', '-CAfile', 'cert.pem')),
      ).toContain('OK');
      const codes = async (bytes: Uint8Array) =>
        (await verifyPack(bytes, { expectedKey: pack.fingerprint })).findings.map(({ code }) => code);
      const flipped = files.map((one) => {
        if (one.name !== 'timestamp.tsr') return one;
        const bytes = Buffer.from(one.bytes);
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return { ...one, bytes };
      });
      expect(await codes(zipOf(flipped))).toEqual(['time-stamp']);
      expect(await codes(zipOf(files.filter(({ name }) => !name.startsWith('timestamp'))))).toContain('missing');

      mood = 'down';
      const without = await packOf(kept.store, { departures: ['by-hand'], level: 'auditor' }, { stamp });
      expect(without.notStamped).toBe('the time-stamp server answered 503');
      expect(await verifyPack(without.bytes, { expectedKey: pack.fingerprint })).toMatchObject({
        findings: [],
        stampedAt: null,
      });

      mood = 'other';
      const other = await packOf(kept.store, { departures: ['by-hand'], level: 'auditor' }, { stamp });
      expect(other.notStamped).toBe('the time-stamp server refused, or vouched for something else');
    } finally {
      await kept.close();
    }
  }, 180_000);
});
