import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/engine/ports/store.ts';
import { fingerprintOf, keysOfRing, openedRing } from '../../src/stores/ring.ts';
import { changeKey, endChange, type KeyedDatabase, leftUnder } from '../../src/stores/rotation.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson } from '../stores/samples.ts';
import { storeWithFile } from '../stores/with-files.ts';
import { sampleFlow } from '../support/sample-plan.ts';

export const [oldKey, newKey] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
const otherKey = Buffer.alloc(32, 9);

/** One kind of database, empty. */
export interface RotationBench {
  /** `now`: the key that is configured by the time it is asked for. */
  open(masterKey: Buffer, now?: () => Buffer): Promise<Store>;
  keyed(masterKey: Buffer): Promise<KeyedDatabase>;
  dispose(): Promise<void>;
}

const refused = { kind: 'wrong-key' };

/** The same database, and every ring that is stored in it from now on: what whoever copies it at that moment has. */
export function copyingRings(database: KeyedDatabase): { database: KeyedDatabase; rings: Buffer[] } {
  const rings: Buffer[] = [];
  const putRing: KeyedDatabase['putRing'] = (put) => {
    rings.push(put.next);
    return database.putRing(put);
  };
  return { database: { ...database, putRing }, rings };
}

/** What a change of the master key owes, whatever keeps the data. */
export function rotationContract(name: string, make: () => Promise<RotationBench>): void {
  describe(`changing the master key ${name}`, () => {
    let bench: RotationBench;
    let store: Store;
    /** What a Relais that runs finds configured. */
    let configured: Buffer;
    const opened: { close(): Promise<void> }[] = [];
    const keep = <T extends { close(): Promise<void> }>(one: T): T => {
      opened.push(one);
      return one;
    };
    const openWith = async (key: Buffer, now?: () => Buffer) => keep(await bench.open(key, now));
    const keyedWith = async (key: Buffer) => keep(await bench.keyed(key));

    beforeEach(async () => {
      bench = await make();
      configured = oldKey;
      store = await openWith(oldKey, () => configured);
      for (const id of ['d1', 'd2', 'd3'])
        await store.departures.create(sampleDeparture(id, { flow: sampleFlow() }), sampleEntries(id, 1, 2), null);
      await store.people.save(samplePerson('p1'));
      await store.notes.write('kept', { since: 'before' });
      await store.audit.erase('d3');
    });
    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await one.close();
      await bench.dispose();
    });

    const begin = async () => changeKey(await keyedWith(oldKey), { current: oldKey, next: newKey, anew: false });
    const end = async () => {
      configured = newKey;
      return endChange(await keyedWith(newKey), { next: newKey });
    };
    const findings = async (of: Store) => (await collect(of.audit.verify())).flatMap((one) => one.findings);
    /** Everything that was there before is there, and proven. */
    const isWhole = async (of: Store) => {
      expect(await findings(of)).toEqual([]);
      expect((await of.departures.load('d1'))?.flow?.id).toBe(sampleFlow().id);
      expect(await collect(of.departures.journal('d2'))).toMatchObject(sampleEntries('d2', 1, 2));
      expect(await of.departures.load('d3')).toBeNull();
      expect(await of.people.byEmail('p1@example.com')).toEqual(samplePerson('p1'));
      expect(await of.notes.read('kept')).toEqual({ since: 'before' });
      expect(await collect(of.departures.search({ leaverEmail: 'leaver-of-d2@example.com' }))).toHaveLength(1);
    };

    it('leaves all as it was, for whoever runs meanwhile and for whoever comes after, and nothing for the old key', async () => {
      const file = await storeWithFile(store, 'f1');
      const bytes = await store.files.read('f1', file);
      const { renewed } = await begin();
      // Four departures, one person, one note, one flow and the sum of the numbers at least.
      expect(renewed).toBeGreaterThanOrEqual(7);
      await isWhole(store);
      await isWhole(await openWith(oldKey));
      await isWhole(await openWith(newKey));
      expect(await leftUnder(await keyedWith(newKey))).toMatchObject({ renewed: 0, broken: 0 });
      await end();
      await isWhole(store);
      await isWhole(await openWith(newKey));
      expect(Buffer.compare((await store.files.read('f1', file)) ?? Buffer.of(), bytes ?? Buffer.of(0))).toBe(0);
      await expect(openWith(oldKey)).rejects.toMatchObject(refused);
      await expect(openWith(oldKey)).rejects.toThrow(fingerprintOf(newKey));
    });

    it('gives the old key nothing of what stands there afterwards, whatever was copied meanwhile', async () => {
      const { database, rings } = copyingRings(await keyedWith(oldKey));
      await changeKey(database, { current: oldKey, next: newKey, anew: false });
      await endChange(database, { next: newKey });
      const last = rings.at(-1) ?? Buffer.of();
      const opened = rings.filter((one) => keysOfRing(one).includes(fingerprintOf(oldKey)));
      const known = opened.flatMap((one) => openedRing(one, [oldKey]).generations);
      expect(opened).toHaveLength(1);
      const { generations } = openedRing(last, [newKey]);
      expect(generations.map(({ id }) => id)).toEqual([3]);
      const keysIn = (all: typeof known) => all.flatMap(({ wrap, seal, prove }) => [wrap, seal, prove].map(String));
      expect(keysIn(known).filter((one) => keysIn([...generations]).includes(one))).toEqual([]);
      await isWhole(await openWith(newKey));
    });

    it('refuses whoever followed its beginning and has no new key at its end, and loses nothing of theirs', async () => {
      const without = await openWith(oldKey);
      await begin();
      expect(await without.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], null)).toBe('committed');
      await end();
      await expect(without.people.save(samplePerson('p2'))).rejects.toMatchObject(refused);
      await expect(without.departures.load('d2')).rejects.toThrow(fingerprintOf(newKey));
      expect((await (await openWith(newKey)).departures.load('d1'))?.version).toBe(2);
    });

    it('ends once more where it was cut short at its end, after each step', async () => {
      await begin();
      configured = newKey;
      const killed = () => Promise.reject(new Error('killed'));
      const after = (keyed: KeyedDatabase): Partial<KeyedDatabase> => ({
        putRing: (put) => keyed.putRing(put).then(killed),
      });
      for (const cut of [after, after, () => ({ scrub: killed })]) {
        const keyed = await keyedWith(newKey);
        await expect(endChange({ ...keyed, ...cut(keyed) }, { next: newKey })).rejects.toThrow('killed');
        await isWhole(store);
      }
      expect(await end()).toMatchObject({ scrubbed: true, broken: 0 });
      expect((await keyedWith(newKey)).keyring.ring).toMatchObject({ next: null, generations: [{ id: 3 }] });
      await isWhole(await openWith(newKey));
    });

    it('goes on from wherever it was cut short, by whichever of the two keys', async () => {
      await begin();
      await isWhole(store);
      await end();
      // Again, to a third one, and cut short after the first page, the second one, and so on until none is left.
      const cut = async (at: number): Promise<unknown> => {
        let seen = 0;
        const onPage = () => {
          seen += 1;
          if (seen === at) throw new Error('killed');
        };
        return changeKey(await keyedWith(newKey), { current: newKey, next: otherKey, anew: false, onPage }).catch(
          (error: Error) => error.message,
        );
      };
      let times = 0;
      while ((await cut(times + 1)) === 'killed') {
        times += 1;
        await isWhole(store);
      }
      expect(times).toBeGreaterThanOrEqual(5);
      await isWhole(await openWith(newKey));
      await endChange(await keyedWith(otherKey), { next: otherKey });
      await isWhole(await openWith(otherKey));
      for (const key of [oldKey, newKey]) await expect(openWith(key)).rejects.toMatchObject(refused);
    });

    it('takes what is written meanwhile, by whoever has not heard of it', async () => {
      const sleeper = await openWith(oldKey);
      expect(await sleeper.departures.load('d1')).not.toBeNull();
      await begin();
      await sleeper.departures.create(sampleDeparture('d4'), sampleEntries('d4', 1, 1), null);
      await sleeper.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 3, 3), null);
      await sleeper.people.save(samplePerson('p2'));
      await sleeper.notes.write('written', 'meanwhile');
      expect(await leftUnder(await keyedWith(newKey))).toMatchObject({ renewed: 0, broken: 0 });
      await end();
      const after = await openWith(newKey);
      expect(await findings(after)).toEqual([]);
      expect((await after.departures.load('d1'))?.version).toBe(2);
      expect((await after.departures.load('d4'))?.id).toBe('d4');
      expect(await after.people.byId('p2')).toEqual(samplePerson('p2'));
      expect(await after.notes.read('written')).toBe('meanwhile');
    });

    it('lets nobody write who slept through all of it without the new key, and everybody who finds it', async () => {
      const without = await openWith(oldKey);
      const finds = await openWith(oldKey, () => newKey);
      await begin();
      await end();
      for (const write of [
        () => without.departures.create(sampleDeparture('d5'), sampleEntries('d5', 1, 1), null),
        () => without.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 3, 3), null),
        () => without.people.save(samplePerson('p3')),
        () => without.notes.write('lost', 1),
        () => without.audit.erase('d1'),
        () => without.departures.load('d1'),
        () => without.notes.read('kept'),
        () => findings(without),
      ])
        await expect(write()).rejects.toMatchObject(refused);
      await isWhole(finds);
      expect(await finds.departures.commit(sampleDeparture('d2', { version: 2 }), 1, [], null)).toBe('committed');
      expect(await findings(await openWith(newKey))).toEqual([]);
    });

    it('refuses a second change to another key, and begins anew when it is told that the first one is lost', async () => {
      await begin();
      const other = async (anew: boolean) =>
        changeKey(await keyedWith(oldKey), { current: oldKey, next: otherKey, anew });
      await expect(other(false)).rejects.toThrow(fingerprintOf(newKey));
      await expect(endChange(await keyedWith(oldKey), { next: oldKey })).rejects.toMatchObject({ kind: 'conflict' });
      await other(true);
      await expect(openWith(newKey)).rejects.toMatchObject(refused);
      await endChange(await keyedWith(otherKey), { next: otherKey });
      await isWhole(await openWith(otherKey));
      const same = changeKey(await keyedWith(otherKey), { current: otherKey, next: otherKey, anew: false });
      await expect(same).rejects.toThrow('the one in use');
    });

    it('refuses a current key that opens nothing any more', async () => {
      const database = await keyedWith(oldKey);
      configured = newKey;
      await changeKey(database, { current: oldKey, next: newKey, anew: false });
      await endChange(database, { next: newKey });
      const stale = changeKey(database, { current: oldKey, next: otherKey, anew: false });
      await expect(stale).rejects.toThrow('opens nothing any more');
      await isWhole(await openWith(newKey));
    });

    it('lets one of two begin that begin at once', async () => {
      const both = await Promise.all([keyedWith(oldKey), keyedWith(oldKey)]);
      const ends = await Promise.allSettled(
        both.map((one, index) =>
          changeKey(one, { current: oldKey, next: index === 0 ? newKey : otherKey, anew: false }),
        ),
      );
      expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await isWhole(store);
    });
  });
}
