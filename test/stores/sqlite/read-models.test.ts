import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Departure } from '../../../src/domain/departure.ts';
import { emptyTotals, figuresSchema, totalsSchema } from '../../../src/domain/figures/figures.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { joined } from '../../../src/stores/bytes.ts';
import { figuresShape } from '../../../src/stores/figures-sealing.ts';
import { createKeyring } from '../../../src/stores/keyring.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { sampleAction, sampleFlow, sampleRevocation } from '../../support/sample-plan.ts';
import { collect, sampleDeparture, sampleEntries, sampleTask } from '../samples.ts';
import { makeSqliteBench, masterKey, type SqliteBench } from './bench.ts';

const handover = { ...sampleTask('t1', 'teammate-1'), status: 'done' as const };
const completed = (id: string, more: Partial<Departure> = {}) =>
  sampleDeparture(id, { status: 'completed', tasks: [handover], ...more });
const listed = sampleDeparture('live-1', {
  status: 'active',
  kind: 'resignation',
  flow: sampleFlow(),
  dates: {
    lastWorkingDay: { date: '2026-04-01', zone: 'Europe/Paris' },
    contractEnd: { date: '2026-04-01', zone: 'Europe/Paris' },
    cutOff: { at: '2026-04-01T17:00:00.000Z', zone: 'Europe/Paris' },
  },
});
const handovers = (count: number) => ({ ...emptyTotals, handovers: { done: count, total: count } });

describe('what lists and numbers are read from', () => {
  let bench: SqliteBench;
  let store: Store;
  beforeEach(async () => {
    bench = await makeSqliteBench();
    store = await bench.open();
    for (const departure of [listed, sampleDeparture('live-2'), completed('d1'), completed('d2')])
      await store.departures.create(departure, sampleEntries(departure.id, 1, 1), null);
  });
  afterEach(() => bench.dispose());

  function onFile<T>(work: (database: Database.Database) => T): T {
    const database = new Database(bench.path);
    database.pragma('busy_timeout = 5000');
    database.pragma('foreign_keys = OFF');
    try {
      return work(database);
    } finally {
      database.close();
    }
  }
  const edit = (sql: string, ...values: unknown[]) =>
    onFile((database) => expect(database.prepare(sql).run(values).changes, sql).toBeGreaterThan(0));
  const blob = (sql: string): Buffer =>
    onFile((database) => (database.prepare(sql).get([]) as { value: Buffer }).value);
  const totalsBlob = () => blob("SELECT value FROM relais_meta WHERE key = 'totals'");
  const live = async () => (await collect(store.departures.search({ live: true }))).map(({ id }) => id);
  const nothing = { departures: 4, findings: [] };

  it('is as the states say, and is left as it is by whoever compares it', async () => {
    const before = totalsBlob();
    expect(await store.audit.rebuild()).toEqual(nothing);
    expect(totalsBlob()).toEqual(before);
  });

  it('is not written again by a commit that changes nothing of it', async () => {
    const all = () => [
      totalsBlob(),
      blob("SELECT sealed AS value FROM figures WHERE departure_id = 'd1'"),
      onFile((database) => database.prepare('SELECT * FROM live').all([])),
    ];
    const before = all();
    await store.departures.commit(completed('d1', { version: 2, manager: 'manager-2' }), 1, [], null);
    const again = await bench.open();
    await again.departures.commit(sampleDeparture('live-1', { version: 2, status: 'active' }), 1, [], null);
    expect(all()).toEqual(before);
  });

  it.each([
    ['a live one that is not listed', "DELETE FROM live WHERE departure_id = 'live-1'", ['live live-1']],
    [
      'an ended one that is listed',
      "INSERT INTO live SELECT created_at, ordinal, id FROM departures WHERE id = 'd1'",
      ['live d1'],
    ],
    ['a listing that is gone', "DELETE FROM listing WHERE departure_id = 'live-1'", ['listing live-1']],
    ['a listing that was changed', "UPDATE listing SET next_at = '2020-01-01T00:00:00.000Z'", ['listing live-1']],
    ['figures that are gone', "DELETE FROM figures WHERE departure_id = 'd1'", ['figures d1']],
    [
      'figures of another departure',
      "UPDATE figures SET sealed = (SELECT sealed FROM figures WHERE departure_id = 'd2') WHERE departure_id = 'd1'",
      ['figures d1'],
    ],
    ['figures of nobody', "INSERT INTO figures VALUES ('d9', x'01')", ['figures d9']],
    ['a live one that does not exist', "INSERT INTO live VALUES ('2026-01-01', 99, 'd9')", ['live d9']],
    ['totals that are gone', "DELETE FROM relais_meta WHERE key = 'totals'", ['totals ']],
    ['totals that were written by hand', "UPDATE relais_meta SET value = x'7b7d' WHERE key = 'totals'", ['totals ']],
    ['a state that cannot be read', "UPDATE departures SET state = x'01' WHERE id = 'd2'", ['state d2']],
  ])('names %s, and sets it right once', async (_, sql, expected) => {
    edit(sql);
    const fresh = await bench.open();
    const named = async () =>
      (await fresh.audit.rebuild()).findings.map(({ what, departureId }) => `${what} ${departureId ?? ''}`);
    const unreadable = expected.filter((one) => one.startsWith('state'));
    expect(await named()).toEqual(expected);
    expect(await named()).toEqual(unreadable);
    expect(await fresh.departures.totals()).toEqual(handovers(2));
    if (unreadable.length === 0) expect((await live()).sort()).toEqual(['live-1', 'live-2']);
  });

  it('names totals that were set back to older ones', async () => {
    const older = totalsBlob();
    await store.departures.create(completed('d3'), sampleEntries('d3', 1, 1), null);
    edit("UPDATE relais_meta SET value = ? WHERE key = 'totals'", older);
    expect(await store.departures.totals()).toEqual(handovers(2));
    expect(await store.audit.rebuild()).toEqual({ departures: 5, findings: [{ what: 'totals', departureId: null }] });
    expect(await store.departures.totals()).toEqual(handovers(3));
  });

  it.each([
    ["DELETE FROM figures WHERE departure_id = 'd1'"],
    ["UPDATE figures SET sealed = x'01' WHERE departure_id = 'd1'"],
    ["UPDATE relais_meta SET value = x'7b7d' WHERE key = 'totals'"],
    ["DELETE FROM relais_meta WHERE key = 'totals'"],
  ])('never refuses a commit or an erasure, and is made anew when it is read: %s', async (sql) => {
    edit(sql);
    const open = { ...handover, status: 'offered' as const };
    const next = completed('d1', { version: 2, tasks: [open] });
    expect(await store.departures.commit(next, 1, [], null)).toBe('committed');
    expect(await store.departures.totals()).toEqual({ ...emptyTotals, handovers: { done: 1, total: 2 } });
    edit(sql);
    await store.audit.erase('d1');
    expect(await store.departures.totals()).toEqual(handovers(1));
    expect(await store.audit.rebuild()).toEqual({ departures: 3, findings: [] });
  });

  it('is made anew from what another version of Relais wrote in another shape', async () => {
    const keyring = createKeyring(masterKey);
    const other = Buffer.from(JSON.stringify({ shape: figuresShape + 1, value: { of: 'another version' } }));
    edit("UPDATE relais_meta SET value = ? WHERE key = 'totals'", keyring.seal(other, joined('totals')));
    // A commit meanwhile cannot add to it.
    await store.departures.create(completed('d3'), sampleEntries('d3', 1, 1), null);
    const warnings: unknown[] = [];
    const log = { info: () => undefined, warn: (words: unknown) => void warnings.push(words) };
    const later = await createSqliteStore({ path: bench.path, masterKey, log });
    expect(await later.departures.totals()).toEqual(handovers(3));
    expect(warnings).toEqual([]);
    await later.close();
  });

  it('is sealed: the file shows no system, no answer and no figure', async () => {
    const action = { ...sampleAction('canary-system', 'disable'), systemLabel: 'Canary label' };
    const canary = completed('d3', {
      revocations: [sampleRevocation(action)],
      survey: {
        opensAt: '2026-03-02T08:00:00.000Z',
        closesAt: '2026-03-03T08:00:00.000Z',
        answeredAt: null,
        answers: { reason: 'balance' },
        edits: 0,
      },
    });
    await store.departures.create(canary, sampleEntries('d3', 1, 1), null);
    const files = await readdir(bench.folder);
    const bytes = Buffer.concat(await Promise.all(files.map((name) => readFile(join(bench.folder, name)))));
    expect(bytes.includes('figures')).toBe(true);
    for (const words of ['anary', 'balance', 'handovers', 'answered']) expect(bytes.includes(words), words).toBe(false);
  });

  it('has a shape that is counted up with every change of the schemas', () => {
    const digest = createHash('sha256')
      .update(JSON.stringify([figuresSchema, totalsSchema].map((schema) => z.toJSONSchema(schema))))
      .digest('hex')
      .slice(0, 16);
    // When this fails: raise `figuresShape` by one, then write both here. What was stored before is then made anew
    // from the states.
    expect({ figuresShape, digest }).toEqual({ figuresShape: 4, digest: 'f716928f34b03a8e' });
  });
});
