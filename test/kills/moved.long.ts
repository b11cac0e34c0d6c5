import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { hasKit, startSet } from '../support/mongo/mongod.ts';
import { playDrill } from './drill.ts';
import { companyWith } from './leavers.ts';
import { playMove } from './moved.ts';
import { playMoveBack } from './moved-back.ts';
import { type Prepared, prepare } from './prepare.ts';

describe.skipIf(!hasKit())('departures in mid-run', { timeout: 900_000 }, () => {
  let prepared: Prepared;
  beforeAll(async () => {
    // Two, with a hundred groups each.
    prepared = await prepare(companyWith(2));
  }, 600_000);
  afterAll(() => prepared?.dispose());

  it('are backed up out of MongoDB while they run, and finished out of another database', async () => {
    const server = startSet(1);
    try {
      const uris = { before: uriOfDatabase(server.uri, 'before'), after: uriOfDatabase(server.uri, 'after') };
      const { problems, inBackup, writesAfter } = await playDrill(prepared, uris);
      expect(problems).toEqual([]);
      const { verified = 0, ...open } = inBackup;
      expect(verified).toBeGreaterThan(0);
      expect(Object.values(open).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      expect(writesAfter).toBeGreaterThan(0);
    } finally {
      server.stop();
    }
  });

  it('move back into one file, and end there proven', async () => {
    const server = startSet(1);
    try {
      const { problems, moved, writesAfter } = await playMoveBack(prepared, uriOfDatabase(server.uri, 'back'));
      expect(problems).toEqual([]);
      const { verified = 0, ...open } = moved;
      expect(verified).toBeGreaterThan(0);
      expect(Object.values(open).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      expect(writesAfter).toBeGreaterThan(0);
    } finally {
      server.stop();
    }
  });

  it('move to three nodes, go on in three processes, lose the primary, and end proven', async () => {
    const server = startSet(3);
    try {
      const { problems, moved, writesAfter } = await playMove(prepared, server);
      expect(problems).toEqual([]);
      // Canaries: they were half-finished, and went on after the primary was gone.
      const { verified = 0, ...open } = moved;
      expect(verified).toBeGreaterThan(0);
      expect(Object.values(open).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      expect(writesAfter).toBeGreaterThan(0);
    } finally {
      server.stop();
    }
  });
});
