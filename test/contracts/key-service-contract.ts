import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyService, KeyServiceError, type KeyServiceErrorKind } from '../../src/keys/key-service.ts';

/** A key service with one key of ours in it. */
export interface KeyServiceBench {
  /** By a sign-in that may encrypt and decrypt with the key. */
  service: KeyService;
  /** By a sign-in that the service does not know, or knows no more. */
  signedOut: KeyService;
  /** By one that it knows, and that may not use the key. */
  forbidden: KeyService;
  /** By one that may, for a key of another name that is there too. */
  otherKey: KeyService;
  /** By one that may, for a key that is not there. */
  noKey: KeyService;
  /** Where nothing listens. */
  away: KeyService;
  /** What stands in no error: tokens and secrets. */
  secrets: readonly string[];
  /** The same key encrypts this for another purpose; the ciphertext as the service gives it. */
  encryptElsewhere(plain: Buffer): Promise<string>;
  /** The key gets a newer version; what an older one wrapped still opens. */
  turnOver(): Promise<void>;
  /** What was wrapped so far can be opened no more. The last that is done. */
  destroyOld(): Promise<void>;
  close(): Promise<void>;
}

const masterKey = Buffer.from('0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', 'hex');

/** What every key service keeps to, the fakes as the real ones. */
export function keyServiceContract(name: string, open: () => Promise<KeyServiceBench>): void {
  describe(`the key service: ${name}`, () => {
    let bench: KeyServiceBench;
    beforeAll(async () => {
      bench = await open();
    }, 60_000);
    afterAll(() => bench?.close());

    async function refusal(work: Promise<unknown>): Promise<KeyServiceErrorKind> {
      const error = await work.then(
        () => null,
        (cause: unknown) => cause,
      );
      if (!(error instanceof KeyServiceError)) throw new Error(`expected a KeyServiceError, got ${inspect(error)}`);
      const told = `${error.words.fr} ${inspect(error, { depth: 8, showHidden: true })}`;
      for (const secret of [...bench.secrets, masterKey.toString('base64'), masterKey.toString('hex')])
        expect(told).not.toContain(secret);
      expect(error.message).toContain(bench.service.name.split(':')[0]);
      return error.kind;
    }

    it('gives back what it wrapped, and what it wrapped tells nothing', async () => {
      const { wrapped } = await bench.service.wrap(masterKey);
      expect(await bench.service.unwrap(wrapped)).toEqual(masterKey);
      expect(wrapped).toMatch(/^[\x21-\x7e]+$/);
      const bytes = Buffer.from(wrapped.split(':').at(-1) ?? '', 'base64');
      expect(bytes.includes(masterKey.subarray(0, 8))).toBe(false);
    });

    it('says who is not let in, and who may not', async () => {
      const { wrapped } = await bench.service.wrap(masterKey);
      expect(await refusal(bench.signedOut.unwrap(wrapped))).toBe('signed-out');
      expect(await refusal(bench.signedOut.wrap(masterKey))).toBe('signed-out');
      expect(await refusal(bench.forbidden.unwrap(wrapped))).toBe('forbidden');
      expect(await refusal(bench.away.unwrap(wrapped))).toBe('away');
    });

    it('opens nothing that another key wrapped, that was changed, or that was encrypted for something else', async () => {
      const { wrapped } = await bench.service.wrap(masterKey);
      expect(await refusal(bench.otherKey.unwrap(wrapped))).toBe('not-its');
      const at = wrapped.length - 8;
      const changed = `${wrapped.slice(0, at)}${wrapped[at] === 'A' ? 'B' : 'A'}${wrapped.slice(at + 1)}`;
      expect(await refusal(bench.service.unwrap(changed))).toBe('not-its');
      const elsewhere = await bench.encryptElsewhere(masterKey);
      expect(await refusal(bench.service.unwrap(elsewhere))).toBe('not-its');
      expect(await refusal(bench.noKey.unwrap(wrapped))).toBe('no-key');
    });

    it('goes on opening what an older version wrapped, until that is destroyed', async () => {
      const before = await bench.service.wrap(masterKey);
      await bench.turnOver();
      const after = await bench.service.wrap(masterKey);
      expect(await bench.service.unwrap(before.wrapped)).toEqual(masterKey);
      if (before.version !== null) expect(after.version).toBe(before.version + 1);
      await bench.destroyOld();
      expect(await refusal(bench.service.unwrap(before.wrapped))).toBe('no-key');
    });
  });
}
