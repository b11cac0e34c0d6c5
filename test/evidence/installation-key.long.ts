import { describe, expect, it } from 'vitest';
import { rotateInstallationKey } from '../../src/evidence/installation-key.ts';
import { verifyPack } from '../../src/verify/verify-pack.ts';
import { goldenStore, packOf } from './golden-store.ts';

describe('the key of an installation', () => {
  it('is made once, and followed from key to key when it is replaced', async () => {
    const own = await goldenStore(['by-hand']);
    try {
      const first = await packOf(own.store, { departures: ['by-hand'] });
      const now = new Date('2026-06-01T00:00:00.000Z');
      await rotateInstallationKey(own.store.notes, { now, distrustOld: false });
      const { fingerprint } = await rotateInstallationKey(own.store.notes, { now, distrustOld: false });
      const second = await packOf(own.store, { departures: ['by-hand'] });
      expect(second.fingerprint).toBe(fingerprint);
      expect(second.fingerprint).not.toBe(first.fingerprint);
      expect(await verifyPack(second.bytes, { expectedKey: first.fingerprint })).toMatchObject({
        findings: [],
        key: 'vouched',
      });
      // What was signed before stays valid, under its own key.
      expect(await verifyPack(first.bytes, { expectedKey: first.fingerprint })).toMatchObject({
        findings: [],
        key: 'same',
      });
      // People keep their codes.
      expect(second.report.departures[0]?.leaver.code).toBe(first.report.departures[0]?.leaver.code);
      await rotateInstallationKey(own.store.notes, { now, distrustOld: true });
      const third = await packOf(own.store, { departures: ['by-hand'] });
      expect(await verifyPack(third.bytes, { expectedKey: first.fingerprint })).toMatchObject({ key: 'other' });
      expect(await verifyPack(third.bytes, { expectedKey: third.fingerprint })).toMatchObject({
        findings: [],
        key: 'same',
      });
    } finally {
      await own.close();
    }
  }, 180_000);
});
