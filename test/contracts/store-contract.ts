import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { thingCalled } from '../../src/domain/equipment/thing.ts';
import { addFigures, emptyTotals, figuresOf } from '../../src/domain/figures/figures.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { isEnded, isLive } from '../../src/domain/lifecycle/ended.ts';
import { createEquipmentRegister } from '../../src/engine/equipment/register.ts';
import { type ListQuery, type Store, StoreError } from '../../src/engine/ports/store.ts';
import { chainStart, entryHash } from '../../src/stores/chain.ts';
import { rootOf } from '../../src/stores/entry-commitment.ts';
import { anyEdit, type Edit, edited, largeDeparture } from '../stores/large-departure.ts';
import { collect, sampleDeparture, sampleEntries, samplePerson, sampleTask } from '../stores/samples.ts';
import { sampleFlow } from '../support/sample-plan.ts';

/** An empty place to keep things in, which several processes may use at once. */
export interface StoreBench {
  /** One more instance over the same data; the bench closes it. */
  open(): Promise<Store>;
  /** How many bytes of stored states, of whichever departures, `work` wrote anew. */
  rewritten(work: () => Promise<unknown>): Promise<number>;
  dispose(): Promise<void>;
}

/** What every store must do; another database joins with one line: `storeContract('mongo', makeMongoBench)`. */
export function storeContract(name: string, makeBench: () => Promise<StoreBench>): void {
  describe(`store contract: ${name}`, () => {
    let bench: StoreBench;
    let store: Store;
    beforeEach(async () => {
      bench = await makeBench();
      store = await bench.open();
    });
    afterEach(() => bench.dispose());

    const created = async (departure: Departure, wake: string | null = null, entries = 1) =>
      expect(await store.departures.create(departure, sampleEntries(departure.id, 1, entries), wake)).toBe('created');

    describe('departures', () => {
      it('gives back what was created, state and journal', async () => {
        const departure = sampleDeparture('d1', { tasks: [sampleTask('t1', 'teammate-1')] });
        await created(departure, null, 3);
        expect(await store.departures.load('d1')).toEqual(departure);
        expect(await collect(store.departures.journal('d1'))).toEqual(sampleEntries('d1', 1, 3));
      });

      it('knows nothing of an unknown id', async () => {
        expect(await store.departures.load('nobody')).toBeNull();
        expect(await collect(store.departures.journal('nobody'))).toEqual([]);
        const next = sampleDeparture('nobody', { version: 2 });
        expect(await store.departures.commit(next, 1, [], null)).toBe('conflict');
        expect(await store.departures.load('nobody')).toBeNull();
      });

      it('commits state and journal together', async () => {
        await created(sampleDeparture('d1'));
        const next = sampleDeparture('d1', { version: 2, status: 'active' });
        expect(await store.departures.commit(next, 1, sampleEntries('d1', 2, 4), null)).toBe('committed');
        expect(await store.departures.load('d1')).toEqual(next);
        expect(await collect(store.departures.journal('d1'))).toEqual(sampleEntries('d1', 1, 4));
      });

      it('gives each instance what another one committed last', async () => {
        await created(sampleDeparture('d1'));
        const other = await bench.open();
        for (let version = 2; version <= 6; version += 1) {
          const [writer, reader] = version % 2 === 0 ? [store, other] : [other, store];
          const next = sampleDeparture('d1', { version, requester: `manager-${version}` });
          const entries = sampleEntries('d1', version, version);
          expect(await writer.departures.commit(next, version - 1, entries, null)).toBe('committed');
          expect(await reader.departures.load('d1')).toEqual(next);
          expect(await writer.departures.load('d1')).toEqual(next);
        }
        await store.audit.erase('d1');
        expect(await other.departures.load('d1')).toBeNull();
        expect(await store.departures.load('d1')).toBeNull();
      });

      it('commits a state without entries', async () => {
        await created(sampleDeparture('d1'));
        expect(await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], null)).toBe('committed');
        expect((await store.departures.load('d1'))?.version).toBe(2);
        expect(await collect(store.departures.journal('d1'))).toHaveLength(1);
      });

      it('keeps a state of any size, whatever of it changes, for each instance', async () => {
        const small = { accounts: 3, actionsEach: 7 };
        await fc.assert(
          fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 8 }), async (edits) => {
            const own = await makeBench();
            try {
              const instances = [await own.open(), await own.open()] as const;
              let state = largeDeparture('d1', small);
              expect(await instances[0].departures.create(state, sampleEntries('d1', 1, 1), null)).toBe('created');
              for (const [index, edit] of edits.entries()) {
                const [writer, reader] = index % 3 === 0 ? instances : instances.toReversed();
                if (!writer || !reader) throw new Error('two instances');
                state = { ...edited(state, edit), version: state.version + 1 };
                const more = sampleEntries('d1', state.version, state.version);
                expect(await writer.departures.commit(state, state.version - 1, more, null)).toBe('committed');
                expect(await reader.departures.load('d1')).toEqual(state);
                expect(await writer.departures.load('d1')).toEqual(state);
              }
              const later = await own.open();
              expect(await later.departures.load('d1')).toEqual(state);
              expect((await collect(later.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
            } finally {
              await own.dispose();
            }
          }),
          { numRuns: 12 },
        );
      });

      it('writes of a state what changed, however much the departure holds', async () => {
        const cost = async (id: string, size: { accounts: number; actionsEach: number }, edit: Edit | null) => {
          const first = largeDeparture(id, size);
          await created(first);
          const loaded = await store.departures.load(id);
          if (!loaded) throw new Error(`${id} is gone`);
          const next = { ...(edit === null ? loaded : edited(loaded, edit)), version: 2 };
          return bench.rewritten(async () => {
            expect(await store.departures.commit(next, 1, sampleEntries(id, 2, 2), null)).toBe('committed');
          });
        };
        const answer: Edit = { list: 'revocations', how: 'change', at: 5 };
        const few = { accounts: 1, actionsEach: 12 };
        const wide = { accounts: 18, actionsEach: 12 };
        const deep = { accounts: 1, actionsEach: 200 };
        const nothing = await cost('few-0', few, null);
        const one = await cost('few-1', few, answer);
        expect(nothing).toBeGreaterThan(100);
        expect(nothing).toBeLessThan(2_000);
        expect(one).toBeGreaterThan(nothing);
        expect(one).toBeLessThan(10_000);
        for (const [name, size] of Object.entries({ wide, deep })) {
          expect(await cost(`${name}-0`, size, null)).toBeLessThan(nothing * 1.1);
          expect(await cost(`${name}-1`, size, answer)).toBeLessThan(one * 1.1);
        }
      });

      it('refuses a commit on another version and stores nothing of it', async () => {
        await created(sampleDeparture('d1'));
        await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 2, 2), null);
        const late = sampleDeparture('d1', { version: 2, status: 'cancelled' });
        const wake = '2026-03-02T08:00:00.000Z';
        expect(await store.departures.commit(late, 1, sampleEntries('d1', 2, 2, 'late'), wake)).toBe('conflict');
        expect((await store.departures.load('d1'))?.status).toBe('draft');
        expect(await collect(store.departures.journal('d1'))).toEqual(sampleEntries('d1', 1, 2));
        expect(await store.departures.overdue('2027-01-01T00:00:00.000Z', 10)).toEqual([]);
      });

      it('refuses entries that leave a gap, repeat a number or belong elsewhere', async () => {
        await created(sampleDeparture('d1'));
        const next = sampleDeparture('d1', { version: 2 });
        for (const entries of [sampleEntries('d1', 3, 3), sampleEntries('d1', 1, 1), sampleEntries('d2', 2, 2)]) {
          const refusal = await store.departures.commit(next, 1, entries, null).catch((error: unknown) => error);
          expect(refusal).toBeInstanceOf(StoreError);
          expect(refusal).toMatchObject({ kind: 'corrupt' });
        }
        expect((await store.departures.load('d1'))?.version).toBe(1);
        expect(await collect(store.departures.journal('d1'))).toHaveLength(1);
      });

      it('refuses a state that does not raise the version by one, or could not be read again', async () => {
        await created(sampleDeparture('d1'));
        const same = store.departures.commit(sampleDeparture('d1', { version: 1 }), 1, [], null);
        await expect(same).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
        const broken = sampleDeparture('d1', { version: 2, createdAt: 'yesterday' });
        await expect(store.departures.commit(broken, 1, [], null)).rejects.toMatchObject({ kind: 'corrupt' });
        const vague = store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, [], 'soon');
        await expect(vague).rejects.toMatchObject({ kind: 'corrupt' });
        expect((await store.departures.load('d1'))?.version).toBe(1);
      });

      it('keeps one open departure of a person beside another that is set aside, and finds both', async () => {
        const leaver = samplePerson('lea', { email: 'lea@example.com' });
        const aside = (id: string) => sampleDeparture(id, { leaver, aside: true });
        await created(sampleDeparture('d1', { leaver }));
        await created(aside('d2'));
        expect(await store.departures.create(aside('d3'), sampleEntries('d3', 1, 1), null)).toBe('duplicate');
        const next = { ...aside('d2'), version: 2, status: 'active' as const };
        expect(await store.departures.commit(next, 1, sampleEntries('d2', 2, 2), null)).toBe('committed');
        const both = await collect(store.departures.search({ leaverEmail: 'Lea@example.com' }));
        expect(both.map(({ id }) => id).sort()).toEqual(['d1', 'd2']);
      });

      it('refuses a second departure with the same id', async () => {
        await created(sampleDeparture('d1'));
        const again = sampleDeparture('d1', { leaver: samplePerson('somebody-else') });
        const refused = store.departures.create(again, sampleEntries('d1', 1, 1), null);
        await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' });
        expect((await store.departures.load('d1'))?.leaver.id).toBe('leaver-of-d1');
        expect(await store.departures.create(sampleDeparture('d1'), sampleEntries('d1', 1, 1), null)).toBe('duplicate');
      });

      it('keeps texts of every script and length as they are', async () => {
        const name = 'Žoë 李雷 عمر 👩🏽‍🚀 \u0000 '.repeat(400);
        const leaver = samplePerson('leaver-of-d1', { name });
        await created(sampleDeparture('d1', { leaver, people: { [leaver.id]: leaver } }));
        expect((await store.departures.load('d1'))?.leaver.name).toBe(name);
      });
    });

    describe('files', () => {
      /** More than two pieces, with no pattern that a piece could be mistaken for another by. */
      const large = Buffer.from(Array.from({ length: 1_200_000 }, (_, index) => (index * 31 + (index >> 8)) % 251));

      it('gives back what was kept, to every instance, and to no other departure', async () => {
        await created(sampleDeparture('d1'));
        await created(sampleDeparture('d2'));
        const other = await bench.open();
        const [first, second] = [await store.files.keep('d1', large), await store.files.keep('d1', Buffer.from('b'))];
        expect(first).not.toBe(second);
        expect(Buffer.compare((await other.files.read('d1', first)) ?? Buffer.alloc(0), large)).toBe(0);
        expect(Buffer.from((await other.files.read('d1', second)) ?? []).toString()).toBe('b');
        expect(await store.files.read('d2', first)).toBeNull();
        expect(await store.files.read('d1', 'nothing')).toBeNull();
      });

      it('forgets what is removed, and only that', async () => {
        await created(sampleDeparture('d1'));
        const [gone, stays] = [await store.files.keep('d1', large), await store.files.keep('d1', large)];
        expect((await store.files.ids('d1')).toSorted()).toEqual([gone, stays].toSorted());
        await store.files.remove('d1', gone);
        expect(await store.files.ids('d1')).toEqual([stays]);
        await store.files.remove('d1', 'nothing');
        expect(await store.files.read('d1', gone)).toBeNull();
        expect((await store.files.read('d1', stays))?.byteLength).toBe(large.byteLength);
      });

      it('keeps nothing of a departure that is not there, or was erased', async () => {
        const refused = { name: 'StoreError', kind: 'conflict' };
        await expect(store.files.keep('nobody', large)).rejects.toMatchObject(refused);
        await created(sampleDeparture('d1'));
        const kept = await store.files.keep('d1', large);
        await store.audit.erase('d1');
        expect(await store.files.read('d1', kept)).toBeNull();
        expect(await store.files.ids('d1')).toEqual([]);
        await expect(store.files.keep('d1', large)).rejects.toMatchObject(refused);
      });
    });

    describe('one open departure per leaver', () => {
      const leaver = samplePerson('lea', { email: 'Lea.Martin@example.com' });
      const folded = samplePerson('lea-again', { email: 'lea.martin@EXAMPLE.com' });

      it('refuses a second one, however the address is written, and stores nothing of it', async () => {
        await created(sampleDeparture('d1', { leaver }));
        const second = sampleDeparture('d2', { leaver: folded });
        expect(await store.departures.create(second, sampleEntries('d2', 1, 1), null)).toBe('duplicate');
        expect(await store.departures.load('d2')).toBeNull();
        expect(await collect(store.departures.journal('d2'))).toEqual([]);
      });

      it.each(['completed', 'cancelled', 'retained'] as const)(
        'lets another begin after one was %s',
        async (status) => {
          await created(sampleDeparture('d1', { leaver }));
          const ended = sampleDeparture('d1', { leaver, version: 2, status });
          await store.departures.commit(ended, 1, sampleEntries('d1', 2, 2), null);
          await created(sampleDeparture('d2', { leaver: folded }));
        },
      );

      it('does not open an ended one again beside a newer one', async () => {
        await created(sampleDeparture('d1', { leaver, status: 'cancelled' }));
        await created(sampleDeparture('d2', { leaver }));
        const reopened = sampleDeparture('d1', { leaver, version: 2, status: 'active' });
        expect(await store.departures.commit(reopened, 1, sampleEntries('d1', 2, 2), null)).toBe('conflict');
        expect((await store.departures.load('d1'))?.status).toBe('cancelled');
        expect(await collect(store.departures.journal('d1'))).toHaveLength(1);
      });

      it('stays true when many begin at once in two processes', async () => {
        const other = await bench.open();
        const results = await Promise.all(
          Array.from({ length: 8 }, (_, index) => {
            const departure = sampleDeparture(`d${index}`, { leaver });
            const at = index % 2 === 0 ? store : other;
            return at.departures.create(departure, sampleEntries(departure.id, 1, 1), null);
          }),
        );
        expect(results.filter((result) => result === 'created')).toHaveLength(1);
        expect(results.filter((result) => result === 'duplicate')).toHaveLength(7);
        expect(await collect(store.departures.search({}))).toHaveLength(1);
      });
    });

    it('lets exactly one of many commits on one version win', async () => {
      await created(sampleDeparture('d1'));
      const other = await bench.open();
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, index) => {
          const at = index % 2 === 0 ? store : other;
          const next = sampleDeparture('d1', { version: 2, manager: `manager-${index}` });
          return at.departures.commit(next, 1, sampleEntries('d1', 2, 2, `by ${index}`), null);
        }),
      );
      expect(results.filter((result) => result === 'committed')).toHaveLength(1);
      const winner = results.indexOf('committed');
      expect((await other.departures.load('d1'))?.manager).toBe(`manager-${winner}`);
      expect(await collect(other.departures.journal('d1'))).toEqual([
        ...sampleEntries('d1', 1, 1),
        ...sampleEntries('d1', 2, 2, `by ${winner}`),
      ]);
    });

    describe('overdue', () => {
      it('gives what has come, earliest first, up to the limit', async () => {
        await created(sampleDeparture('late'), '2026-03-02T10:00:00.000Z');
        await created(sampleDeparture('later'), '2026-03-02T09:00:00.000Z');
        await created(sampleDeparture('now'), '2026-03-02T12:00:00.000Z');
        await created(sampleDeparture('future'), '2026-03-02T12:00:00.001Z');
        await created(sampleDeparture('never'), null);
        const now = '2026-03-02T12:00:00.000Z';
        expect(await store.departures.overdue(now, 10)).toEqual(['later', 'late', 'now']);
        expect(await store.departures.overdue(now, 2)).toEqual(['later', 'late']);
      });

      it('follows each commit, also of an ended departure', async () => {
        await created(sampleDeparture('d1'), '2026-03-02T10:00:00.000Z');
        const next = sampleDeparture('d1', { version: 2, status: 'completed' });
        await store.departures.commit(next, 1, [], '2026-04-02T10:00:00.000Z');
        expect(await store.departures.overdue('2026-03-03T00:00:00.000Z', 10)).toEqual([]);
        expect(await store.departures.overdue('2026-05-01T00:00:00.000Z', 10)).toEqual(['d1']);
        await store.departures.commit(sampleDeparture('d1', { version: 3, status: 'completed' }), 2, [], null);
        expect(await store.departures.overdue('2026-05-01T00:00:00.000Z', 10)).toEqual([]);
      });
    });

    describe('search', () => {
      const found = async (query: Parameters<Store['departures']['search']>[0]) =>
        (await collect(store.departures.search(query))).map(({ id }) => id);

      it('gives the newest first and stops at the limit', async () => {
        for (const [index, id] of ['a', 'b', 'c', 'd'].entries())
          await created(sampleDeparture(id, { createdAt: `2026-03-0${[2, 4, 1, 3][index]}T08:00:00.000Z` }));
        expect(await found({})).toEqual(['b', 'd', 'a', 'c']);
        expect(await found({ limit: 2 })).toEqual(['b', 'd']);
        expect(await found({ limit: 0 })).toEqual([]);
      });

      it('walks more than a few, with equal instants among them', async () => {
        const ids = Array.from({ length: 75 }, (_, index) => `d${index}`);
        for (const id of ids) await created(sampleDeparture(id));
        expect((await found({})).sort()).toEqual([...ids].sort());
        expect(await found({ limit: 40 })).toHaveLength(40);
      });

      it('filters by status', async () => {
        await created(sampleDeparture('a', { status: 'active' }));
        await created(sampleDeparture('b', { status: 'completed' }));
        await created(sampleDeparture('c'));
        expect((await found({ status: ['active', 'completed'] })).sort()).toEqual(['a', 'b']);
        expect(await found({ status: [] })).toEqual([]);
      });

      it('finds by anyone involved: requester, manager, leaver, cast, assignee', async () => {
        const cast = { hr: ['hr-1'], it: ['it-1', 'it-2'], admin: ['admin-1'] };
        const more = {
          requester: 'requester-1',
          cast,
          tasks: [sampleTask('t1', 'teammate-1'), sampleTask('t2', null)],
        };
        await created(sampleDeparture('d1', more));
        await created(sampleDeparture('d2'));
        for (const id of ['requester-1', 'leaver-of-d1', 'hr-1', 'it-2', 'admin-1', 'teammate-1'])
          expect(await found({ involving: id })).toEqual(['d1']);
        expect((await found({ involving: 'manager-1' })).sort()).toEqual(['d1', 'd2']);
        expect(await found({ involving: 'TEAMMATE-1' })).toEqual([]);
      });

      it('follows an assignee who changes', async () => {
        await created(sampleDeparture('d1', { tasks: [sampleTask('t1', 'teammate-1')] }));
        const next = sampleDeparture('d1', { version: 2, tasks: [sampleTask('t1', 'teammate-2')] });
        await store.departures.commit(next, 1, [], null);
        expect(await found({ involving: 'teammate-1' })).toEqual([]);
        expect(await found({ involving: 'teammate-2' })).toEqual(['d1']);
      });

      it('finds by the address of the leaver in any case, and joins conditions', async () => {
        const leaver = samplePerson('lea', { email: 'lea@example.com' });
        await created(sampleDeparture('old', { leaver, status: 'cancelled' }));
        await created(sampleDeparture('new', { leaver }));
        await created(sampleDeparture('else'));
        expect((await found({ leaverEmail: 'LEA@example.com' })).sort()).toEqual(['new', 'old']);
        expect(await found({ leaverEmail: 'lea@example.com', status: ['draft'], involving: 'manager-1' })).toEqual([
          'new',
        ]);
        expect(await found({ leaverEmail: 'nobody@example.com' })).toEqual([]);
      });

      it('lets the caller commit between two results', async () => {
        for (let index = 0; index < 40; index += 1) await created(sampleDeparture(`d${index}`));
        let count = 0;
        for await (const departure of store.departures.search({ status: ['draft'] })) {
          count += 1;
          const next = { ...departure, version: 2, status: 'cancelled' as const };
          expect(await store.departures.commit(next, 1, sampleEntries(departure.id, 2, 2), null)).toBe('committed');
        }
        expect(count).toBe(40);
        expect(await found({ status: ['draft'] })).toEqual([]);
      });
    });

    describe('live departures', () => {
      const found = async (query: Parameters<Store['departures']['search']>[0] = {}) =>
        (await collect(store.departures.search({ live: true, ...query }))).map(({ id }) => id);
      const open = { ...sampleTask('restore-okta', 'it-1'), nature: 'restore' as const };
      const done = { ...open, status: 'done' as const };

      it('are drafts, those under way, and ended ones in which a task is open; newest first', async () => {
        const all: Partial<Departure>[] = [
          { status: 'draft' },
          { status: 'active', tasks: [done] },
          { status: 'completed', tasks: [done] },
          { status: 'cancelled', tasks: [open] },
          { status: 'retained', tasks: [done, open] },
          { status: 'retained' },
        ];
        for (const [index, more] of all.entries())
          await created(sampleDeparture(`d${index}`, { ...more, createdAt: `2026-03-0${index + 1}T08:00:00.000Z` }));
        expect(await found()).toEqual(['d4', 'd3', 'd1', 'd0']);
        expect(await found({ limit: 2 })).toEqual(['d4', 'd3']);
        expect(await found({ live: false })).toEqual(['d5', 'd2']);
        expect(await found({ status: ['retained', 'completed'] })).toEqual(['d4']);
      });

      it('follow each commit, through every instance, and erasure', async () => {
        const other = await bench.open();
        await created(sampleDeparture('d1', { status: 'active' }));
        const steps: [Partial<Departure>, string[]][] = [
          [{ status: 'retained', tasks: [open] }, ['d1']],
          [{ status: 'retained', tasks: [open], manager: 'manager-2' }, ['d1']],
          [{ status: 'retained', tasks: [done] }, []],
          [{ status: 'retained', tasks: [done], manager: 'manager-3' }, []],
          [{ status: 'active', tasks: [done] }, ['d1']],
        ];
        for (const [index, [more, expected]] of steps.entries()) {
          const writer = index % 2 === 0 ? store : other;
          const next = sampleDeparture('d1', { version: index + 2, ...more });
          expect(await writer.departures.commit(next, index + 1, [], null)).toBe('committed');
          expect(await found()).toEqual(expected);
          expect(await found({ live: false })).toEqual(expected.length > 0 ? [] : ['d1']);
        }
        await other.audit.erase('d1');
        expect(await found()).toEqual([]);
        expect(await found({ live: false })).toEqual([]);
      });

      it('are found by anyone involved, however many there are', async () => {
        for (let index = 0; index < 70; index += 1)
          await created(sampleDeparture(`d${index}`, { requester: index % 35 === 0 ? 'requester-1' : 'requester-2' }));
        await created(sampleDeparture('ended', { requester: 'requester-1', status: 'cancelled' }));
        expect((await found({ involving: 'requester-1' })).sort()).toEqual(['d0', 'd35']);
        expect(await found()).toHaveLength(70);
        expect(await found({ live: false, involving: 'requester-1' })).toEqual(['ended']);
      });

      it('are what is stored last, also when they were read before', async () => {
        await created(sampleDeparture('d1'));
        const other = await bench.open();
        const read = async () => (await collect(store.departures.search({ live: true }))).map((one) => one.manager);
        expect(await read()).toEqual(['manager-1']);
        await other.departures.commit(sampleDeparture('d1', { version: 2, manager: 'manager-2' }), 1, [], null);
        expect(await read()).toEqual(['manager-2']);
      });
    });

    describe('lists of planned departures', () => {
      const planned = (id: string, lastDay: string, more: Partial<Departure> = {}) =>
        sampleDeparture(id, {
          status: 'active',
          kind: 'resignation',
          flow: sampleFlow(),
          dates: {
            lastWorkingDay: { date: lastDay, zone: 'Europe/Paris' },
            contractEnd: { date: lastDay, zone: 'Europe/Paris' },
            cutOff: { at: `${lastDay}T17:00:00.000Z`, zone: 'Europe/Paris' },
          },
          ...more,
        });
      const dueOn = (at: string) => [{ ...sampleTask(`t-${at}`, 'teammate-1'), dueAt: at }];
      const listed = async (query: Partial<ListQuery> = {}, from = store) => {
        const page = await from.departures.list({ open: true, offset: 0, limit: 10, ...query });
        return [...page.departures.map(({ id }) => id), page.total];
      };
      const end = (at: string) => ({ at, by: null, reason: null });

      it('are sorted by the next date, filtered and turned page by page', async () => {
        await created(planned('late', '2026-05-04', { tasks: dueOn('2026-03-01T08:00:00.000Z') }));
        await created(
          planned('soon', '2026-04-02', { tasks: dueOn('2026-03-20T08:00:00.000Z'), manager: 'manager-2' }),
        );
        await created(planned('idle', '2026-04-03', { tasks: [] }));
        await created(
          planned('move', '2026-04-01', { kind: 'internal-move', tasks: dueOn('2026-03-09T08:00:00.000Z') }),
        );
        await created(
          planned('old', '2026-02-01', { status: 'completed', tasks: [], ended: end('2026-02-20T08:00:00.000Z') }),
        );
        await created(
          planned('older', '2026-01-01', { status: 'cancelled', tasks: [], ended: end('2026-01-20T08:00:00.000Z') }),
        );
        await created(sampleDeparture('draft'));
        expect(await listed()).toEqual(['late', 'move', 'soon', 'idle', 4]);
        expect(await listed({ offset: 1, limit: 2 })).toEqual(['move', 'soon', 4]);
        expect(await listed({ offset: 4, limit: 2 })).toEqual([4]);
        expect(await listed({ open: false })).toEqual(['old', 'older', 2]);
        expect(await listed({ kind: 'internal-move' })).toEqual(['move', 1]);
        expect(await listed({ manager: 'manager-2' })).toEqual(['soon', 1]);
        const { leaver } = (await store.departures.load('move')) ?? sampleDeparture('none');
        expect(await listed({ notOf: leaver.id, kind: 'internal-move' })).toEqual([0]);
        expect(await listed({ notOf: 'somebody-else', kind: 'internal-move' })).toEqual(['move', 1]);
        expect(await listed({ dueBefore: '2026-03-09T08:00:00.001Z' })).toEqual(['late', 'move', 2]);
        expect(await listed({ lastDay: { from: '2026-04-02', to: '2026-04-03' } })).toEqual(['soon', 'idle', 2]);
        expect(await listed({ lastDay: { to: '2026-04-01' } })).toEqual(['move', 1]);
        expect(await listed({ kind: 'resignation', dueBefore: '2026-03-02T00:00:00.000Z' })).toEqual(['late', 1]);
      });

      it('follow each commit through every instance, and erasure', async () => {
        const other = await bench.open();
        await created(sampleDeparture('d1'));
        expect(await listed()).toEqual([0]);
        const steps: [Departure, boolean][] = [
          [planned('d1', '2026-04-01', { tasks: dueOn('2026-03-20T08:00:00.000Z') }), true],
          [
            planned('d1', '2026-04-01', { status: 'retained', tasks: [], ended: end('2026-03-03T08:00:00.000Z') }),
            false,
          ],
        ];
        for (const [index, [next, open]] of steps.entries()) {
          const writer = index % 2 === 0 ? other : store;
          expect(await writer.departures.commit({ ...next, version: index + 2 }, index + 1, [], null)).toBe(
            'committed',
          );
          expect(await listed({ open })).toEqual(['d1', 1]);
          expect(await listed({ open: !open }, other)).toEqual([0]);
        }
        expect((await store.audit.rebuild()).findings).toEqual([]);
        await other.audit.erase('d1');
        expect(await listed({ open: false })).toEqual([0]);
      });
    });

    it('forgets a person by every index', async () => {
      const one = samplePerson('p1', { email: 'one@example.com', handles: { slack: 'U1' } });
      await store.people.save(one);
      await store.people.save(samplePerson('p2', { email: 'two@example.com', handles: { slack: 'U2' } }));
      await store.people.remove('p1');
      await store.people.remove('p1');
      expect(await store.people.byId('p1')).toBeNull();
      expect(await store.people.byEmail('one@example.com')).toBeNull();
      expect(await store.people.byHandle('slack', 'U1')).toBeNull();
      expect((await store.people.byId('p2'))?.id).toBe('p2');
      // Their address and handle are free again.
      await store.people.save({ ...one, id: 'p3' });
      expect((await store.people.byHandle('slack', 'U1'))?.id).toBe('p3');
    });

    it('wakes for what stays of an erased departure, and for nothing once that is gone', async () => {
      await created(sampleDeparture('d1'));
      const later = '2030-01-01T00:00:00.000Z';
      expect(await store.audit.erase('d1', later, [{ id: 'd1', version: 99 }])).toBe('changed');
      expect(await store.departures.load('d1')).not.toBeNull();
      const { version = 0 } = (await store.departures.load('d1')) ?? {};
      expect(await store.audit.erase('d1', later, [{ id: 'd1', version }])).toBe('erased');
      expect(await store.departures.overdue('2029-12-31T00:00:00.000Z', 10)).toEqual([]);
      expect(await store.departures.overdue(later, 10)).toEqual(['d1']);
      await store.audit.erase('d1', null);
      expect(await store.departures.overdue(later, 10)).toEqual([]);
      expect((await collect(store.audit.verify())).flatMap(({ findings }) => findings)).toEqual([]);
    });

    describe('totals', () => {
      const survey = (answers: NonNullable<Departure['survey']>['answers']): Departure['survey'] => ({
        opensAt: '2026-03-02T08:00:00.000Z',
        closesAt: '2026-03-30T08:00:00.000Z',
        answeredAt: '2026-03-03T08:00:00.000Z',
        answers,
        edits: 0,
      });
      const handover = { ...sampleTask('t1', 'teammate-1'), status: 'done' as const };
      const laptop = { ...sampleTask('t2', 'leaver'), nature: 'equipment' as const, status: 'done' as const };
      const completed = (id: string, more: Partial<Departure> = {}) =>
        sampleDeparture(id, {
          status: 'completed',
          tasks: [handover, { ...laptop, condition: 'good' }],
          survey: survey({ overall: 4, reason: 'pay', best: 'the people' }),
          ...more,
        });
      const ofOne = {
        ...emptyTotals,
        handovers: { done: 1, total: 1 },
        equipment: { done: 1, total: 1 },
        survey: {
          answered: 1,
          questions: { ...emptyTotals.survey.questions, overall: { sum: 4, count: 1 } },
          reasons: { pay: 1 },
          nps: { promoters: 0, detractors: 0 },
        },
      };

      it('are nothing at first, and count what is completed alone', async () => {
        expect(await store.departures.totals()).toEqual(emptyTotals);
        for (const status of ['draft', 'active', 'cancelled', 'retained'] as const)
          await created(completed(`d-${status}`, { status }));
        expect(await store.departures.totals()).toEqual(emptyTotals);
        await created(completed('d1'));
        expect(await store.departures.totals()).toEqual(ofOne);
      });

      it('follow what is completed, changed afterwards, opened again and erased, through every instance', async () => {
        const other = await bench.open();
        await created(completed('d1', { status: 'active' }));
        const commit = async (through: Store, next: Departure) => {
          expect(await through.departures.commit(next, next.version - 1, [], null)).toBe('committed');
          const totals = await store.departures.totals();
          expect(await other.departures.totals()).toEqual(totals);
          return totals;
        };
        expect(await commit(store, completed('d1', { version: 2 }))).toEqual(ofOne);
        expect(await commit(other, completed('d1', { version: 3, manager: 'manager-2' }))).toEqual(ofOne);
        const lost = [handover, { ...laptop, condition: 'missing' as const }];
        expect(
          await commit(store, completed('d1', { version: 4, tasks: lost, survey: survey({ overall: 1 }) })),
        ).toEqual({
          ...ofOne,
          equipment: { done: 0, total: 1 },
          survey: {
            answered: 1,
            questions: { ...emptyTotals.survey.questions, overall: { sum: 1, count: 1 } },
            reasons: {},
            nps: { promoters: 0, detractors: 0 },
          },
        });
        expect(await commit(other, completed('d1', { version: 5, status: 'active' }))).toEqual(emptyTotals);
        expect(await commit(store, completed('d1', { version: 6 }))).toEqual(ofOne);
        await created(completed('d2'));
        await other.audit.erase('d1');
        expect(await store.departures.totals()).toEqual(ofOne);
        await store.audit.erase('d2');
        await store.audit.erase('d2');
        expect(await other.departures.totals()).toEqual(emptyTotals);
      });

      it('do not follow what was refused', async () => {
        await created(completed('d1', { status: 'active' }));
        await store.departures.commit(completed('d1', { version: 2, status: 'active' }), 1, [], null);
        expect(await store.departures.commit(completed('d1', { version: 2 }), 1, [], null)).toBe('conflict');
        const gap = store.departures.commit(completed('d1', { version: 3 }), 2, sampleEntries('d1', 7, 7), null);
        await expect(gap).rejects.toMatchObject({ kind: 'corrupt' });
        expect(await store.departures.totals()).toEqual(emptyTotals);
      });

      it('are the same when the store is opened again', async () => {
        await created(completed('d1'));
        await store.close();
        const again = await bench.open();
        expect(await again.departures.totals()).toEqual(ofOne);
      });
    });

    it('keeps lists and numbers as they would be made anew, under random commits through two instances', async () => {
      await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), compareWithStates), {
        numRuns: 12,
      });
    });

    const change = fc.record({
      id: fc.constantFrom('d1', 'd2', 'd3'),
      status: fc.constantFrom('draft', 'active', 'completed', 'completed', 'retained'),
      task: fc.constantFrom('offered', 'accepted', 'done'),
      overall: fc.option(fc.integer({ min: 1, max: 5 })),
      behind: fc.constantFrom(0, 0, 0, 1),
      erase: fc.constantFrom(false, false, false, false, true),
      through: fc.boolean(),
    });

    async function compareWithStates(changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[]) {
      const own = await makeBench();
      try {
        const instances = [await own.open(), await own.open()] as const;
        for (const { id, status, task, overall, behind, erase, through } of changes) {
          const { departures, audit } = through ? instances[0] : instances[1];
          const known = await departures.load(id);
          const more: Partial<Departure> = {
            status,
            tasks: [{ ...sampleTask('t1', 'teammate-1'), status: task }],
            survey: {
              opensAt: '2026-03-02T08:00:00.000Z',
              closesAt: '2026-03-30T08:00:00.000Z',
              answeredAt: null,
              answers: overall === null ? null : { overall },
              edits: 0,
            },
          };
          const version = (known?.version ?? 0) + 1 - behind;
          if (known && erase) await audit.erase(id);
          else if (known) await departures.commit(sampleDeparture(id, { ...more, version }), version - 1, [], null);
          // The id of an erased one is taken for good.
          else await departures.create(sampleDeparture(id, more), sampleEntries(id, 1, 1), null).catch(() => null);
          const states = await collect(departures.search({}));
          const ids = (all: readonly Departure[]) => all.map((one) => one.id).sort();
          for (const instance of instances) {
            const live = await collect(instance.departures.search({ live: true }));
            expect(ids(live)).toEqual(ids(states.filter(isLive)));
            expect(await instance.departures.totals()).toEqual(
              addFigures(
                emptyTotals,
                states.filter((one) => one.status === 'completed').flatMap((one) => figuresOf(one) ?? []),
              ),
            );
          }
        }
        const departures = (await collect(instances[0].departures.search({}))).length;
        expect(await instances[1].audit.rebuild()).toEqual({ departures, findings: [] });
      } finally {
        await own.dispose();
      }
    }

    it('reads a long journal in order', async () => {
      await created(sampleDeparture('d1'), null, 150);
      expect(await collect(store.departures.journal('d1'))).toEqual(sampleEntries('d1', 1, 150));
    });

    describe('people', () => {
      const lea = samplePerson('lea', { email: 'Lea@example.com', handles: { slack: 'U1', email: 'Lea@example.com' } });

      it('are found by id, handle and folded address', async () => {
        await store.people.save(lea);
        expect(await store.people.byId('lea')).toEqual(lea);
        expect(await store.people.byHandle('slack', 'U1')).toEqual(lea);
        expect(await store.people.byHandle('email', 'lea@EXAMPLE.com')).toEqual(lea);
        expect(await store.people.byEmail('LEA@example.com')).toEqual(lea);
      });

      it('are not found by anything else', async () => {
        await store.people.save(lea);
        expect(await store.people.byId('LEA')).toBeNull();
        expect(await store.people.byHandle('teams', 'U1')).toBeNull();
        expect(await store.people.byHandle('slack', 'u1')).toBeNull();
        expect(await store.people.byEmail('lea@example.org')).toBeNull();
      });

      it('are replaced by id, old handles and addresses with them', async () => {
        await store.people.save(lea);
        const moved = samplePerson('lea', { email: 'lea.durand@example.com', handles: { teams: 'T1' } });
        await store.people.save(moved);
        expect(await store.people.byId('lea')).toEqual(moved);
        expect(await store.people.byHandle('teams', 'T1')).toEqual(moved);
        expect(await store.people.byHandle('slack', 'U1')).toBeNull();
        expect(await store.people.byEmail('lea@example.com')).toBeNull();
      });

      it('cannot take the address or a handle of somebody else', async () => {
        await store.people.save(lea);
        const sameAddress = samplePerson('leo', { email: 'lea@example.com', handles: {} });
        await expect(store.people.save(sameAddress)).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' });
        const sameHandle = samplePerson('leo', { handles: { slack: 'U1' } });
        await expect(store.people.save(sameHandle)).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' });
        expect(await store.people.byId('leo')).toBeNull();
        expect(await store.people.byId('lea')).toEqual(lea);
      });

      it('may share nothing but a channel', async () => {
        await store.people.save(lea);
        const leo = samplePerson('leo', { handles: { teams: 'U1' } });
        await store.people.save(leo);
        expect(await store.people.byHandle('teams', 'U1')).toEqual(leo);
        expect(await store.people.byHandle('slack', 'U1')).toEqual(lea);
      });
    });

    describe('notes', () => {
      it('are kept by key, replaced, and forgotten with null', async () => {
        expect(await store.notes.read('clock')).toBeNull();
        await store.notes.write('clock', { ahead: 3_600_000, words: ['é'] });
        await store.notes.write('other', 1);
        expect(await store.notes.read('clock')).toEqual({ ahead: 3_600_000, words: ['é'] });
        await store.notes.write('clock', 'later');
        expect(await store.notes.read('clock')).toBe('later');
        await store.notes.write('clock', null);
        expect(await store.notes.read('clock')).toBeNull();
        expect(await store.notes.read('other')).toBe(1);
      });

      it('keep the register of equipment: by every name of a person, and nothing of whom is forgotten', async () => {
        const register = createEquipmentRegister(store.notes);
        const laptop = { ...thingCalled('Laptop'), serial: 'SN-1' };
        const badge = thingCalled('Badge');
        await register.put(
          new Map([
            ['lea@example.com', [laptop, badge]],
            ['#42', [laptop, thingCalled('Key')]],
            ['leo@example.com', [badge]],
          ]),
        );
        expect((await register.of(['lea@example.com', '#42'])).map(({ name }) => name)).toEqual([
          'Laptop',
          'Badge',
          'Key',
        ]);
        await register.put(new Map([['lea@example.com', []]]));
        const left = [];
        for await (const { holder } of createEquipmentRegister((await bench.open()).notes).everybody())
          left.push(holder);
        expect(left.toSorted()).toEqual(['#42', 'leo@example.com']);
      });

      it('are changed by one after another, whoever asks at once', async () => {
        const many = Array.from({ length: 20 }, () =>
          store.notes.change('count', (kept) => {
            const next = (typeof kept === 'number' ? kept : 0) + 1;
            return { value: next, answer: next };
          }),
        );
        const answers = await Promise.all(many);
        expect(answers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
        expect(await store.notes.read('count')).toBe(20);
      });

      it('stay as they were when whoever decides throws, and go with null', async () => {
        await store.notes.write('count', 7);
        const refused = store.notes.change('count', () => {
          throw new Error('not decided');
        });
        await expect(refused).rejects.toThrow();
        expect(await store.notes.read('count')).toBe(7);
        expect(await store.notes.change('count', (kept) => ({ value: null, answer: kept }))).toBe(7);
        expect(await store.notes.read('count')).toBeNull();
      });

      it('lose nothing when many change one at once, through two instances', async () => {
        const other = await bench.open();
        const add = (turn: number) =>
          (turn % 2 === 0 ? store : other).notes.change('together', (kept) => ({
            value: [...((kept ?? []) as number[]), turn],
            answer: null,
          }));
        await Promise.all(Array.from({ length: 12 }, (_, turn) => add(turn)));
        const kept = (await store.notes.read('together')) as number[];
        expect(kept.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      });
    });

    describe('once', () => {
      it('is had by the first who asks, until then', async () => {
        expect(await store.once.take('k', 1000, 2000)).toBe('taken');
        expect(await store.once.take('k', 1500, 2500)).toBe('busy');
        expect(await store.once.take('another', 1500, 2500)).toBe('taken');
        expect(await store.once.take('k', 2000, 3000)).toBe('taken');
      });

      it('is had by one of many who ask at once, in all instances together', async () => {
        const other = await bench.open();
        const asked = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? store : other).once.take('k', 1000, 2000));
        const answers = await Promise.all(asked);
        expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
        expect(answers.filter((answer) => answer === 'busy')).toHaveLength(19);
      });

      it('is remembered as done by every instance, also a later one, for as long as was said', async () => {
        expect(await store.once.take('k', 1000, 2000)).toBe('taken');
        await store.once.done('k', 9000);
        await store.once.giveBack('k');
        await store.close();
        const again = await bench.open();
        expect(await again.once.take('k', 8999, 9999)).toBe('done');
        expect(await again.once.take('k', 9000, 9999)).toBe('taken');
      });

      it('can be given back, and is remembered as done though it had ended meanwhile', async () => {
        expect(await store.once.take('k', 1000, 2000)).toBe('taken');
        await store.once.giveBack('k');
        expect(await store.once.take('k', 1001, 2001)).toBe('taken');
        expect(await store.once.take('other', 5000, 6000)).toBe('taken');
        await store.once.done('k', 9000);
        expect(await store.once.take('k', 5001, 6001)).toBe('done');
      });
    });

    describe('claims', () => {
      const until = (now: number, end: number) => ({ now, until: end });

      it('are had by one worker at a time, and renewed by it alone', async () => {
        expect(await store.claims.take('d', 'one', until(1000, 2000))).toBe(true);
        expect(await store.claims.take('d', 'other', until(1500, 2500))).toBe(false);
        expect(await store.claims.take('d', 'one', until(1500, 3000))).toBe(true);
        expect(await store.claims.take('d', 'other', until(2999, 4000))).toBe(false);
        expect(await store.claims.take('another', 'other', until(1500, 2500))).toBe(true);
      });

      it('end by their lease when their worker says nothing more', async () => {
        expect(await store.claims.take('d', 'one', until(1000, 2000))).toBe(true);
        expect(await store.claims.take('d', 'other', until(2000, 3000))).toBe(true);
        expect(await store.claims.take('d', 'one', until(2500, 3500))).toBe(false);
      });

      it('are given back by their holder alone, for every instance', async () => {
        const other = await bench.open();
        expect(await store.claims.take('d', 'one', until(1000, 2000))).toBe(true);
        await other.claims.giveBack('d', 'other');
        expect(await other.claims.take('d', 'other', until(1001, 2001))).toBe(false);
        await store.claims.giveBack('d', 'one');
        expect(await other.claims.take('d', 'other', until(1001, 2001))).toBe(true);
      });

      it('let others ask their holder to look once more, where others are expected', async () => {
        const other = await bench.open();
        const { expectsOthers } = store.claims;
        expect(await other.claims.ask('d', 'other', 1500), 'nobody has it').toBe(false);
        await store.claims.take('d', 'one', until(1000, 2000));
        expect(await store.claims.wasAsked('d', 'one')).toBe(false);
        expect(await store.claims.ask('d', 'one', 1500), 'its own').toBe(false);
        expect(await other.claims.ask('d', 'other', 1500)).toBe(expectsOthers);
        expect(await store.claims.take('d', 'one', until(1500, 2500)), 'renewed').toBe(true);
        expect(await store.claims.wasAsked('d', 'other')).toBe(false);
        expect(await store.claims.wasAsked('d', 'one')).toBe(expectsOthers);
        expect(await store.claims.wasAsked('d', 'one'), 'told once').toBe(false);
        expect(await other.claims.ask('d', 'other', 2500), 'it has ended').toBe(false);
        expect(await other.claims.ask('d', 'other', 2499)).toBe(expectsOthers);
        expect(await other.claims.giveBack('d', 'other')).toBe(false);
        expect(await store.claims.giveBack('d', 'one')).toBe(expectsOthers);
        expect(await store.claims.giveBack('d', 'one')).toBe(false);
      });

      it('are had by one of many who ask at once, in all instances together', async () => {
        const other = await bench.open();
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, turn) =>
            (turn % 2 ? store : other).claims.take('d', `holder-${turn}`, until(1000, 2000)),
          ),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
      });
    });

    describe('audit', () => {
      const verdicts = async () => {
        const all = await collect(store.audit.verify());
        return all.sort((a, b) => a.departureId.localeCompare(b.departureId));
      };

      it('finds nothing in an empty store and in untouched chains', async () => {
        expect(await verdicts()).toEqual([]);
        await created(sampleDeparture('d1'), null, 3);
        await created(sampleDeparture('d2'), null, 1);
        await store.departures.commit(sampleDeparture('d1', { version: 2 }), 1, sampleEntries('d1', 4, 5), null);
        expect(await verdicts()).toEqual([
          { departureId: 'd1', entries: 5, findings: [] },
          { departureId: 'd2', entries: 1, findings: [] },
        ]);
      });

      it('erases: nothing can be read any more, every chain still verifies', async () => {
        const leaver = samplePerson('lea');
        await created(sampleDeparture('d1', { leaver }), '2026-03-02T08:00:00.000Z', 3);
        await created(sampleDeparture('d2'), '2026-03-02T08:00:00.000Z');
        await store.audit.erase('d1');
        expect(await store.departures.load('d1')).toBeNull();
        expect(await collect(store.departures.journal('d1'))).toEqual([]);
        expect((await collect(store.departures.search({}))).map(({ id }) => id)).toEqual(['d2']);
        expect(await collect(store.departures.search({ involving: 'lea' }))).toEqual([]);
        expect(await collect(store.departures.search({ leaverEmail: 'lea@example.com' }))).toEqual([]);
        expect(await store.departures.overdue('2027-01-01T00:00:00.000Z', 10)).toEqual(['d2']);
        const next = sampleDeparture('d1', { leaver, version: 2 });
        expect(await store.departures.commit(next, 1, sampleEntries('d1', 4, 4), null)).toBe('conflict');
        expect(await verdicts()).toEqual([
          { departureId: 'd1', entries: 3, findings: [] },
          { departureId: 'd2', entries: 1, findings: [] },
        ]);
      });

      it('erases twice without harm, and refuses an unknown id', async () => {
        await created(sampleDeparture('d1'));
        await store.audit.erase('d1');
        await store.audit.erase('d1');
        expect(await verdicts()).toEqual([{ departureId: 'd1', entries: 1, findings: [] }]);
        await expect(store.audit.erase('nobody')).rejects.toMatchObject({ name: 'StoreError', kind: 'conflict' });
      });

      it('proves a departure to strangers: its chain, and each value of each entry by itself', async () => {
        await created(sampleDeparture('d1'), null, 3);
        const entries = await collect(store.departures.journal('d1'));
        const proof = await store.audit.proof('d1');
        expect(proof?.stored).toEqual(await store.departures.load('d1'));
        expect(proof?.entries.map(({ entry }) => entry)).toEqual(entries);
        let head: Uint8Array = chainStart('d1');
        for (const { entry, sealed, hash, openings } of proof?.entries ?? []) {
          expect(Buffer.from(hash)).toEqual(entryHash(head, 'd1', entry.seq, sealed));
          head = hash;
          expect(openings?.find(({ path }) => path === '/at')?.value).toBe(JSON.stringify(entry.at));
          // What the sealed bytes commit to stands behind their nonce.
          expect(rootOf(openings ?? [])).toEqual(Buffer.from(sealed.subarray(13, 45)));
          const salts = new Set(openings?.map(({ salt }) => Buffer.from(salt).toString('hex')));
          expect(salts.size).toBe(openings?.length);
        }
        expect(await collect(store.audit.heads())).toEqual([{ departureId: 'd1', seq: 3, hash: expect.anything() }]);
        const [end] = await collect(store.audit.heads());
        expect(Buffer.from(end?.hash ?? [])).toEqual(Buffer.from(head));
        const second = proof?.entries[1]?.hash ?? [];
        expect(Buffer.from((await store.audit.hashOf('d1', 2)) ?? [])).toEqual(Buffer.from(second));
        expect(await store.audit.hashOf('d1', 4)).toBeNull();
        expect(await store.audit.hashOf('nobody', 1)).toBeNull();
        expect(await store.audit.proof('nobody')).toBeNull();
        await store.audit.erase('d1');
        expect(await store.audit.proof('d1')).toBeNull();
        // The chain stays, and so does what was published of it.
        expect(Buffer.from((await store.audit.hashOf('d1', 3)) ?? [])).toEqual(Buffer.from(head));
      });

      it('lets the leaver of an erased departure begin another', async () => {
        const leaver = samplePerson('lea');
        await created(sampleDeparture('d1', { leaver, status: 'active' }));
        await store.audit.erase('d1');
        await created(sampleDeparture('d2', { leaver }));
      });
    });

    it('survives being closed and opened again', async () => {
      await created(sampleDeparture('d1'), '2026-03-02T08:00:00.000Z', 2);
      await store.people.save(samplePerson('lea'));
      await store.notes.write('clock', 7);
      await store.close();
      await store.close();
      const again = await bench.open();
      expect(await again.departures.load('d1')).toEqual(sampleDeparture('d1'));
      expect(await again.people.byId('lea')).toEqual(samplePerson('lea'));
      expect(await again.notes.read('clock')).toBe(7);
      expect(await again.departures.overdue('2026-03-03T00:00:00.000Z', 1)).toEqual(['d1']);
    });

    it('behaves like a plain map under random commits, through two instances', async () => {
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), compareWithModel), {
        numRuns: 15,
      });
    });

    const step = fc.record({
      id: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
      leaver: fc.constantFrom('lea', 'leo'),
      status: fc.constantFrom('draft', 'active', 'completed', 'cancelled'),
      behind: fc.constantFrom(0, 0, 0, 1),
      entries: fc.integer({ min: 0, max: 3 }),
      wakeHour: fc.option(fc.integer({ min: 0, max: 23 })),
      through: fc.boolean(),
    });

    async function compareWithModel(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
      const own = await makeBench();
      try {
        const instances = [await own.open(), await own.open()] as const;
        const model = new Map<string, { departure: Departure; entries: Entry[]; wake: string | null }>();
        for (const one of steps) {
          const { departures } = one.through ? instances[0] : instances[1];
          const wake = one.wakeHour === null ? null : `2026-03-02T${String(one.wakeHour).padStart(2, '0')}:00:00.000Z`;
          const known = model.get(one.id);
          const leaver = known?.departure.leaver ?? samplePerson(one.leaver);
          const taken = [...model.values()].some(
            ({ departure }) =>
              departure.id !== one.id &&
              departure.leaver.id === leaver.id &&
              !isEnded(departure) &&
              one.status !== 'completed' &&
              one.status !== 'cancelled',
          );
          if (!known) {
            const departure = sampleDeparture(one.id, { leaver, status: one.status });
            const entries = sampleEntries(one.id, 1, one.entries);
            expect(await departures.create(departure, entries, wake)).toBe(taken ? 'duplicate' : 'created');
            if (!taken) model.set(one.id, { departure, entries, wake });
            continue;
          }
          const expected = known.departure.version - one.behind;
          const departure = sampleDeparture(one.id, { leaver, status: one.status, version: expected + 1 });
          const entries = sampleEntries(one.id, known.entries.length + 1, known.entries.length + one.entries);
          const fits = one.behind === 0 && !taken;
          expect(await departures.commit(departure, expected, entries, wake)).toBe(fits ? 'committed' : 'conflict');
          if (fits) model.set(one.id, { departure, entries: [...known.entries, ...entries], wake });
        }
        for (const { departures, audit } of instances) {
          for (const [id, { departure, entries }] of model) {
            expect(await departures.load(id)).toEqual(departure);
            expect(await collect(departures.journal(id))).toEqual(entries);
          }
          const noon = '2026-03-02T12:00:00.000Z';
          const due = [...model.values()].filter(({ wake }) => wake !== null && wake <= noon);
          expect([...(await departures.overdue(noon, 10))].sort()).toEqual(
            due.map(({ departure }) => departure.id).sort(),
          );
          const verdicts = await collect(audit.verify());
          expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
          expect(verdicts).toHaveLength(model.size);
        }
      } finally {
        await own.dispose();
      }
    }
  });
}
