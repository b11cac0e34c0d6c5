import { BSON, type Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyTotals } from '../../../src/domain/figures/figures.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { chainStart, entryHash } from '../../../src/stores/chain.ts';
import { largeDeparture } from '../large-departure.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson, sampleTask } from '../samples.ts';
import { storeWithFile } from '../with-files.ts';
import { type MongoBench, makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('tampering with the database', () => {
  let bench: MongoBench;
  let store: Store;

  beforeEach(async () => {
    bench = await makeMongoBench();
    store = await bench.open();
    for (const id of ['d1', 'd2', 'd3'])
      await store.departures.create(sampleDeparture(id), sampleEntries(id, 1, 3), '2026-03-03T08:00:00.000Z');
    await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 4, 5), null);
  });
  afterEach(() => bench.dispose());

  /**
   * What somebody with the database, but without the master key, can do; ids of departures are text, those of the rest
   * are not.
   */
  const of = (name: string) => bench.db.collection<Document>(name);
  const change = async (name: string, filter: Document, set: Document) => {
    const done = await of(name).updateMany(filter, { $set: set }, { bypassDocumentValidation: true });
    expect(done.modifiedCount, JSON.stringify(filter)).toBeGreaterThan(0);
  };
  const remove = async (name: string, filter: Document) =>
    expect((await of(name).deleteMany(filter)).deletedCount, JSON.stringify(filter)).toBeGreaterThan(0);
  const one = async (name: string, filter: Document): Promise<Document> => {
    const found = await of(name).findOne(filter);
    if (!found) throw new Error(`no such document: ${JSON.stringify(filter)}`);
    return found;
  };
  const entry = (departureId: string, seq: number) => ({ departureId, seq });
  const findings = async (of = store) =>
    (await collect(of.audit.verify()))
      .flatMap((verdict) => verdict.findings)
      .map(({ kind, departureId, seq }) => `${departureId} ${kind} ${seq}`);
  const corrupt = { name: 'StoreError', kind: 'corrupt' };

  it('canary: an untouched database has no findings', async () => {
    expect(await findings()).toEqual([]);
  });

  it('finds a file that was changed, cut short or removed', async () => {
    for (const id of ['f1', 'f2', 'f3']) await storeWithFile(store, id);
    expect(await findings()).toEqual([]);
    const { sealed } = await one('files', { departureId: 'f1', piece: 1 });
    sealed[40] ^= 1;
    await change('files', { departureId: 'f1', piece: 1 }, { sealed });
    await remove('files', { departureId: 'f2', piece: 1 });
    await remove('files', { departureId: 'f3' });
    expect(await findings()).toEqual(['f1 file-differs 2', 'f2 file-differs 2', 'f3 file-differs 2']);
  });

  it('finds a changed entry, also one whose own hash was made anew', async () => {
    const { sealed } = await one('entries', entry('d1', 3));
    sealed[20] ^= 1;
    await change('entries', entry('d1', 3), { sealed });
    expect(await findings()).toEqual(['d1 changed 3']);
    await expect(collect(store.departures.journal('d1'))).rejects.toMatchObject(corrupt);
    const { prevHash } = await one('entries', entry('d1', 3));
    await change('entries', entry('d1', 3), { hash: entryHash(prevHash, 'd1', 3, sealed) });
    expect(await findings()).toEqual(['d1 changed 3']);
  });

  it('finds a first entry that was put before the chain, and one that was added after it', async () => {
    const sealed = Buffer.alloc(60, 1);
    const start = chainStart('d2');
    const first = { prevHash: start, hash: entryHash(start, 'd1', 1, sealed), sealed };
    await change('entries', entry('d1', 1), first);
    const { lastHash } = await one('departures', { _id: 'd3' });
    await of('entries').insertOne({
      ...entry('d3', 4),
      ...{ prevHash: lastHash, hash: entryHash(lastHash, 'd3', 4, sealed), sealed },
    });
    expect(await findings()).toEqual(['d1 changed 1', 'd3 state-differs 3']);
  });

  it('finds deleted entries, a whole journal too, and a tail to whose end the state was set', async () => {
    await remove('entries', entry('d1', 1));
    await remove('entries', { departureId: 'd2' });
    await remove('entries', entry('d3', 3));
    expect(await findings()).toEqual(['d1 missing 1', 'd2 missing 1', 'd2 missing 2', 'd2 missing 3', 'd3 missing 3']);
    for (const id of ['d1', 'd2', 'd3'])
      await expect(collect(store.departures.journal(id))).rejects.toMatchObject(corrupt);
    const { hash } = await one('entries', entry('d3', 2));
    await change('departures', { _id: 'd3' }, { lastSeq: 2, lastHash: hash });
    expect((await findings()).at(-1)).toBe('d3 state-differs 2');
    await expect(store.departures.load('d3')).rejects.toMatchObject(corrupt);
  });

  it('finds reordered entries, and one of another departure', async () => {
    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ] as const)
      await change('entries', entry('d1', from), { seq: to });
    const { prevHash, hash, sealed } = await one('entries', entry('d2', 2));
    await change('entries', entry('d3', 2), { prevHash, hash, sealed });
    expect(await findings()).toEqual(['d1 reordered 2', 'd1 reordered 3', 'd3 changed 2']);
  });

  it('finds an older state of the same departure, and that of another', async () => {
    const { state: older } = await one('departures', { _id: 'd1' });
    await store.departures.commit(sampleDeparture('d1', { version: 3 }), 2, sampleEntries('d1', 6, 6), null);
    await change('departures', { _id: 'd1' }, { state: older });
    const { state, dataKey } = await one('departures', { _id: 'd3' });
    await change('departures', { _id: 'd2' }, { state, dataKey });
    expect(await findings()).toEqual(['d1 state-differs 6', 'd2 state-differs 3']);
    const fresh = await bench.open();
    for (const id of ['d1', 'd2']) await expect(fresh.departures.load(id)).rejects.toMatchObject(corrupt);
  });

  describe('in the parts of a state', () => {
    const size = { accounts: 2, actionsEach: 6 };
    let older: Document;
    beforeEach(async () => {
      for (const id of ['p1', 'p2'])
        await store.departures.create(largeDeparture(id, size), sampleEntries(id, 1, 1), null);
      older = await one('parts', { departureId: 'p1', part: 'revocations/0' });
      const [first, ...rest] = largeDeparture('p1', size).revocations;
      const revocations = first ? [{ ...first, rev: 2 }, ...rest] : [];
      const next = { ...largeDeparture('p1', size), version: 2, revocations };
      expect(await store.departures.commit(next, 1, sampleEntries('p1', 2, 2), null)).toBe('committed');
      expect(await findings()).toEqual([]);
    });
    const part = (name: string, departureId = 'p1') => ({ departureId, part: name });
    const cases: Record<string, () => Promise<unknown>> = {
      'one that is longer by a byte': async () => {
        const { sealed } = await one('parts', part('tasks/1'));
        await change('parts', part('tasks/1'), { sealed: Buffer.concat([sealed, Buffer.of(0)]) });
      },
      'one that is missing': () => remove('parts', part('posts/1')),
      'all that are missing': () => remove('parts', { departureId: 'p1' }),
      'one that was added': () => of('parts').insertOne({ ...part('anything'), version: 2, sealed: Buffer.of(1) }),
      'one that says another version': () => change('parts', part('tasks/1'), { version: 2 }),
      'two that were swapped': async () => {
        await change('parts', part('tasks/0'), { part: 'tasks/9' });
        await change('parts', part('tasks/1'), { part: 'tasks/0' });
        await change('parts', part('tasks/9'), { part: 'tasks/1' });
      },
      'one of another departure': async () => {
        const { sealed, version } = await one('parts', part('tasks/1', 'p2'));
        await change('parts', part('tasks/1'), { sealed, version });
      },
      'one that was set back': () =>
        change('parts', part('revocations/0'), { version: older['version'], sealed: older['sealed'] }),
    };
    it.each(Object.entries(cases))('finds %s', async (_, tamper) => {
      await tamper();
      expect(await findings()).toEqual(['p1 state-differs 2']);
      const fresh = await bench.open();
      await expect(fresh.departures.load('p1')).rejects.toMatchObject(corrupt);
      const next = { ...largeDeparture('p1', size), version: 3 };
      await expect(fresh.departures.commit(next, 2, [], null)).rejects.toMatchObject(corrupt);
    });

    it('finds a flow that is missing', async () => {
      await remove('flows', {});
      const fresh = await bench.open();
      expect(await findings(fresh)).toEqual(['p1 state-differs 2', 'p2 state-differs 1']);
      await expect(fresh.departures.load('p1')).rejects.toMatchObject(corrupt);
    });

    it('leaves none when a departure is erased', async () => {
      await store.audit.erase('p1');
      expect(await of('parts').countDocuments({ departureId: 'p1' })).toBe(0);
      expect(await of('parts').countDocuments({ departureId: 'p2' })).toBe(16);
      expect(await findings()).toEqual([]);
    });
  });

  it.each([
    { status: 'completed' },
    { wakeAt: null },
    { version: 7 },
    { createdAt: '2020-01-01T00:00:00.000Z' },
    { leaver: null },
    { dataKey: null },
  ])('finds a departure with %j, and does not bless it by erasing it', async (set) => {
    await change('departures', { _id: 'd3' }, set);
    expect((await findings()).join()).toContain('d3 state-differs');
    await store.audit.erase('d3');
    expect(await findings()).toEqual(['d3 state-differs 3']);
  });

  it('finds departures that are gone, with their journal or without, and a count that was set back', async () => {
    await remove('departures', { _id: 'd2' });
    expect(await findings()).toEqual(['d2 state-differs 3', '(departure number 2) missing 0']);
    await remove('entries', { departureId: 'd3' });
    await remove('departures', { _id: 'd3' });
    expect((await findings()).slice(1)).toEqual(['(departure number 2) missing 0', '(departure number 3) missing 0']);
    await change('meta', { _id: 'departures' }, { value: Buffer.from('{"count":1,"proof":"00"}') });
    expect((await findings()).at(-1)).toBe('(count of departures) changed 0');
    const next = store.departures.create(sampleDeparture('d4'), sampleEntries('d4', 1, 1), null);
    await expect(next).rejects.toMatchObject(corrupt);
  });

  it('finds people and notes that were swapped', async () => {
    for (const id of ['lea', 'leo']) await store.people.save(samplePerson(id));
    for (const key of ['a', 'b']) await store.notes.write(key, 1);
    for (const name of ['people', 'notes']) await change(name, {}, { sealed: (await one(name, {}))['sealed'] });
    const asked = [
      ...['lea', 'leo'].flatMap((id) => [store.people.byId(id), store.people.byEmail(`${id}@example.com`)]),
      ...['a', 'b'].map((key) => store.notes.read(key)),
    ];
    const answers = await Promise.allSettled<unknown>(asked);
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });

  it('shows whoever steals it no name, no address and no word of the journal', async () => {
    const canary = samplePerson('canary', { name: 'Canary Name', handles: { slack: 'UCANARY' } });
    await store.people.save(canary);
    await store.notes.write('canary', 'canary');
    await store.once.take('canary', 1000, 2000);
    const tasks = [{ ...sampleTask('t1', 'canary'), title: 'Canary contracts' }];
    const departure = sampleDeparture('c1', { leaver: canary, people: { canary }, tasks, requester: 'canary' });
    await store.departures.create(departure, sampleEntries('c1', 1, 2, 'canary'), null);
    const collections = await bench.db.listCollections({}, { nameOnly: true }).toArray();
    const all = await Promise.all(collections.map(({ name }) => of(name).find().toArray()));
    const stolen = Buffer.concat(all.flat().map((document) => BSON.serialize(document)));
    expect(stolen.includes('c1')).toBe(true);
    for (const words of ['anary', 'CANARY', 'because', 'example.com', 'Buyer'])
      expect(stolen.includes(words), words).toBe(false);
  });

  it('is refused by the server where a document is none of ours', async () => {
    const strange = of('entries').insertOne({ ...entry('d1', 6), note: 'by hand' });
    await expect(strange).rejects.toThrow('Document failed validation');
  });

  describe('with lists and numbers', () => {
    const done = { ...sampleTask('t1', 'teammate-1'), status: 'done' as const };
    const sum = { ...emptyTotals, handovers: { done: 2, total: 2 } };
    beforeEach(async () => {
      for (const id of ['c1', 'c2']) {
        const completed = sampleDeparture(id, { status: 'completed', tasks: [done] });
        await store.departures.create(completed, sampleEntries(id, 1, 1), null);
      }
      expect(await store.audit.rebuild()).toEqual({ departures: 5, findings: [] });
    });
    const cases: Record<string, { tamper: () => Promise<unknown>; found: string }> = {
      'a live one that is not listed': {
        tamper: () => change('departures', { _id: 'd1' }, { live: false }),
        found: 'live d1',
      },
      'an ended one that is listed': {
        tamper: () => change('departures', { _id: 'c1' }, { live: true }),
        found: 'live c1',
      },
      'figures that are gone': {
        tamper: () => change('departures', { _id: 'c1' }, { figures: null }),
        found: 'figures c1',
      },
      'figures of another departure': {
        tamper: async () =>
          change('departures', { _id: 'c1' }, { figures: (await one('departures', { _id: 'c2' }))['figures'] }),
        found: 'figures c1',
      },
      'totals that are gone': { tamper: () => remove('meta', { _id: 'totals' }), found: 'totals ' },
      'totals that were written by hand': {
        tamper: () => change('meta', { _id: 'totals' }, { value: Buffer.from('{}') }),
        found: 'totals ',
      },
    };
    it.each(Object.entries(cases))('names %s, and sets it right once', async (_, { tamper, found }) => {
      await tamper();
      const fresh = await bench.open();
      const named = async () =>
        (await fresh.audit.rebuild()).findings.map(({ what, departureId }) => `${what} ${departureId ?? ''}`);
      expect(await named()).toEqual([found]);
      expect(await named()).toEqual([]);
      expect(await fresh.departures.totals()).toEqual(sum);
    });

    it('never refuses a commit or an erasure, and makes the sum anew when it is read', async () => {
      await change('departures', { _id: 'c1' }, { figures: Buffer.of(1) });
      const open = { ...done, status: 'offered' as const };
      const next = sampleDeparture('c1', { status: 'completed', tasks: [open], version: 2 });
      expect(await store.departures.commit(next, 1, [], null)).toBe('committed');
      expect(await store.departures.totals()).toEqual({ ...emptyTotals, handovers: { done: 1, total: 2 } });
      await remove('meta', { _id: 'totals' });
      await store.audit.erase('c1');
      expect(await store.departures.totals()).toEqual({ ...emptyTotals, handovers: { done: 1, total: 1 } });
      expect(await store.audit.rebuild()).toEqual({ departures: 4, findings: [] });
    });
  });
});
