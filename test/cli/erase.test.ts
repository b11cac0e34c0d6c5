import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { keepTombstone } from '../../src/engine/erasure/tombstones.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { sampleDeparture, sampleEntries, samplePerson } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const leaver = samplePerson('alex', { name: 'Alex Moreau' });
const departure: Departure = sampleDeparture('7f3c', {
  leaver,
  status: 'completed',
  ended: { at: '2026-03-02T08:00:00.000Z', by: null, reason: null },
});

describe('relais erase', () => {
  let env: Record<string, string>;
  const open = () =>
    createSqliteStore({
      path: join(env['RELAIS_DATA_DIR'] ?? '', 'relais.db'),
      masterKey: loadMasterKey({ value: undefined, dataDir: env['RELAIS_DATA_DIR'] ?? '' }),
    });

  beforeEach(async () => {
    env = { RELAIS_DATA_DIR: scratchFolder() };
    const store = await open();
    const word = { by: 'nadia', hr: true, at: '2026-03-02T08:00:00.000Z' };
    const hold = { id: 'h', scope: 'departure', reason: 'Dispute', reviewOn: '2027-01-01' } as const;
    await store.departures.create(departure, sampleEntries('7f3c', 1, 3), null);
    await store.departures.create(
      { ...departure, id: '8a11', holds: [{ ...hold, first: word, second: null, lift: null }] },
      sampleEntries('8a11', 1, 3),
      null,
    );
    await store.close();
  });

  it('says what goes, what cannot be reached and when, erases nothing, and names nobody', async () => {
    const { code, out } = await callRelais(['erase', '7f3c', '--dry-run'], { env });
    expect(code).toBe(0);
    expect(out).toContain('the key of the record');
    expect(out).toContain('back-ups made before the erasure');
    expect(out).toContain('Erased by the clock at');
    expect(out).not.toContain('Moreau');
    const store = await open();
    expect(await store.departures.load('7f3c')).not.toBeNull();
    await store.close();
  });

  it('says that a legal hold stands against it, by its exit code too', async () => {
    const { code, out } = await callRelais(['erase', '8a11', '--dry-run'], { env });
    expect(code).toBe(1);
    expect(out).toContain('a legal hold stands');
  });

  it('erases nothing alone', async () => {
    const { code, err } = await callRelais(['erase', '7f3c'], { env });
    expect(code).toBe(1);
    expect(err).toContain('Nobody erases alone');
  });

  it('tells of an erased one what stays', async () => {
    const store = await open();
    const erasedAt = '2026-04-02T08:00:00.000Z';
    await store.audit.erase('7f3c');
    await keepTombstone(store.notes, {
      ...{ departureId: '7f3c', entries: 3, erasedAt, why: 'retention', person: 'forgotten' },
      ...{ cards: [{ channel: 'slack', outcome: 'deleted', count: 4 }], evidenceUntil: null, extract: null },
    });
    await store.close();
    const { code, out } = await callRelais(['erase', '7f3c', '--dry-run'], { env });
    expect(code).toBe(0);
    expect(out).toContain('Erased at 2026-04-02');
    expect(out).toContain('4 cards on slack: deleted');
    expect(out).toContain('Back-ups made before');
  });
});
