import { join } from 'node:path';
import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import type { DepartureEvent } from '../../src/domain/event.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { sampleDeparture, samplePerson } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const leaver = samplePerson('alex', { name: 'Alex Moreau' });
const maya = samplePerson('maya', { name: 'Maya Chen' });
const departure: Departure = sampleDeparture('7f3c-first', {
  leaver,
  status: 'active',
  kind: 'resignation',
  requester: 'maya',
  manager: 'maya',
  people: { alex: leaver, maya },
});

const events: readonly DepartureEvent[] = [
  { type: 'drafted', id: departure.id, leaver, manager: 'maya', people: {} },
  { type: 'post-intended', key: 'departure|-|maya', to: 'maya', leaseUntil: '2026-03-02T08:02:00.000Z' },
  { type: 'survey-answered', answers: { overall: 2, change: 'words for HR alone' } },
  {
    type: 'revocation-intended',
    actionId: 'okta/1/disable',
    mode: 'act',
    attempt: 1,
    leaseUntil: '2026-03-02T08:02:00.000Z',
  },
  { type: 'cancelled', reason: 'Stays until summer' },
];

function entriesOf(all: readonly DepartureEvent[]): Entry[] {
  return all.map((event, index) => ({
    departureId: departure.id,
    seq: index + 1,
    at: '2026-03-02T08:00:00.000Z',
    by: event.type === 'survey-answered' ? 'alex' : event.type === 'drafted' ? 'maya' : 'system',
    event,
  }));
}

describe('relais audit', () => {
  let env: Record<string, string>;
  let path: string;

  beforeEach(async () => {
    const dataDir = scratchFolder();
    env = { RELAIS_DATA_DIR: dataDir };
    path = join(dataDir, 'relais.db');
    const store = await createSqliteStore({ path, masterKey: loadMasterKey({ value: undefined, dataDir }) });
    await store.departures.create({ ...departure, entries: events.length }, entriesOf(events), null);
    await store.close();
  });

  it('finds nothing where nothing was touched', async () => {
    const { code, out } = await callRelais(['audit', 'verify'], { env });
    expect({ code, out }).toEqual({ code: 0, out: '✔ 1 journal, 5 entries: every chain is whole.\n' });
  });

  it('names each entry that was tampered with, and ends with 1', async () => {
    const database = new Database(path);
    database.exec('DROP TRIGGER entries_are_never_changed');
    expect(database.prepare("UPDATE entries SET sealed = x'00' WHERE seq = 3").run([]).changes).toBe(1);
    database.close();
    const { code, out } = await callRelais(['audit', 'verify'], { env });
    expect(code).toBe(1);
    expect(out).toContain('✘ 7f3c-first: entry 3 was changed');
    expect(out).toMatch(/1 journal, 5 entries: \d+ findings?\./);
  });

  it('compares lists and numbers with the departures, says in one line what differed, and sets it right', async () => {
    const rebuild = () => callRelais(['audit', 'rebuild'], { env });
    const right = { code: 0, out: '✔ 1 departure: lists and numbers are what the departures say.\n' };
    expect(await rebuild()).toMatchObject(right);
    const database = new Database(path);
    database.exec("DELETE FROM live; DELETE FROM relais_meta WHERE key = 'totals'");
    database.close();
    expect(await rebuild()).toMatchObject({
      code: 1,
      out: '✘ 1 departure: 7f3c-first was listed wrongly, and is set right; the totals differed, and are made anew.\n',
    });
    expect(await rebuild()).toMatchObject(right);
  });

  it('reads a journal out by the first characters of its id, without answers and snapshots', async () => {
    const { code, out } = await callRelais(['audit', 'show', '7f3c'], { env });
    expect(code).toBe(0);
    expect(out).toContain('resignation of Alex Moreau, active');
    expect(out).toContain('Maya Chen: began the departure of Alex Moreau');
    expect(out).toContain('Alex Moreau: answered the exit survey');
    expect(out).toContain('Relais: cancelled the departure: Stays until summer');
    expect(out).toContain('5 entries, 1 of them about cards');
    expect(out).not.toContain('is about to post');
    expect(out).not.toContain('words for HR alone');
    expect(out).not.toContain('what stood there before');
    const whole = await callRelais(['audit', 'show', departure.id, '--cards'], { env });
    expect(whole.out).toContain('is about to post departure to Maya Chen');
  });

  it('lists the departures there are', async () => {
    const { code, out } = await callRelais(['audit', 'show'], { env });
    expect({ code, out }).toEqual({ code: 0, out: '7f3c-first  2026-03-02  active     resignation of Alex Moreau\n' });
  });

  it.each([
    {
      what: 'a departure nobody knows',
      args: ['audit', 'show', 'zzz'],
      change: {},
      words: 'There is no departure zzz',
    },
    {
      what: 'a folder without a database',
      args: ['audit', 'verify'],
      change: { RELAIS_DATA_DIR: './elsewhere' },
      words: 'There is no database in ./elsewhere',
    },
    {
      what: 'another key',
      args: ['audit', 'verify'],
      change: { RELAIS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
      words: 'key',
    },
  ])('says what to do about $what', async ({ args, change, words }) => {
    const { code, err } = await callRelais(args, { env: { ...env, ...change } });
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
