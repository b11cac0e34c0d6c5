import type { Departure } from '../../../src/domain/departure.ts';
import { addFigures, emptyTotals, figuresOf } from '../../../src/domain/figures/figures.ts';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { isLive } from '../../../src/domain/lifecycle/ended.ts';
import { type Listing, listingOf } from '../../../src/domain/lifecycle/listing.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { createMemoryCallBudget } from '../../../src/engine/concurrency/call-budget-in-memory.ts';
import {
  type DepartureQuery,
  type NotesStore,
  type Store,
  StoreError,
  type Wake,
} from '../../../src/engine/ports/store.ts';
import { createAlumniStore } from '../../../src/stores/alumni-store.ts';
import type { SealedEntry } from '../../../src/stores/chain.ts';
import { emptyHead, openWithProof, sealEntries } from '../../../src/stores/departure-sealing.ts';
import { frozen } from './frozen.ts';

interface Row {
  departure: Departure;
  entries: Entry[];
  wake: Wake;
}

const sealingKey = Buffer.alloc(32, 5);

/**
 * A store that forgets with the process. What it holds is frozen and shared instead of copied: thousands of simulated
 * runs spend their time on departures, not on cloning them, and whoever changes what was loaded is caught in the act.
 */
export function createMemoryStore(): Store {
  const rows = new Map<string, Row>();
  const people = new Map<string, Person>();
  const notes = new Map<string, string>();
  const once = new Map<string, { until: number; done: boolean }>();
  const claims = new Map<string, { holder: string; until: number; asked: boolean }>();
  const erased = new Set<string>();
  const files = new Map<string, Uint8Array>();
  const sealed = new Map<string, SealedEntry[]>();
  /** Sealed for the occasion, and once: whoever asks for proofs wants the chain that a store at rest has. */
  const sealedOf = (id: string): readonly SealedEntry[] => {
    const known = sealed.get(id) ?? [];
    const fresh = rows.get(id)?.entries.slice(known.length) ?? [];
    const all = [...known, ...sealEntries(id, fresh, known.at(-1) ?? emptyHead(id), sealingKey).rows];
    sealed.set(id, all);
    return all;
  };
  const isOpen = ({ status }: Departure) => status === 'draft' || status === 'active';
  const emailOf = (departure: Departure) => departure.leaver.email.toLowerCase();
  const clashes = (departure: Departure) =>
    isOpen(departure) &&
    [...rows.values()].some(
      ({ departure: other }) =>
        other.id !== departure.id &&
        isOpen(other) &&
        emailOf(other) === emailOf(departure) &&
        (other.aside ?? false) === (departure.aside ?? false),
    );

  const notesStore: NotesStore = {
    read: async (key) => JSON.parse(notes.get(key) ?? 'null'),
    async write(key, value) {
      notes.set(key, JSON.stringify(value));
    },
    async change(key, decide) {
      const { value, answer } = decide(JSON.parse(notes.get(key) ?? 'null'));
      notes.set(key, JSON.stringify(value));
      return answer;
    },
  };
  return {
    departures: {
      async create(first, entries, wake) {
        if (rows.has(first.id) || clashes(first)) return 'duplicate';
        rows.set(first.id, { departure: frozen(first), entries: entries.map(frozen), wake });
        return 'created';
      },
      async load(id) {
        const row = rows.get(id);
        return row && !erased.has(id) ? row.departure : null;
      },
      async commit(next, expectedVersion, entries, wake) {
        const row = rows.get(next.id);
        if (!row || row.departure.version !== expectedVersion || erased.has(next.id) || clashes(next))
          return 'conflict';
        row.departure = frozen(next);
        row.entries.push(...entries.map(frozen));
        row.wake = wake;
        return 'committed';
      },
      async overdue(now, limit) {
        return [...rows.values()]
          .filter(({ wake }) => wake !== null && wake <= now)
          .sort((a, b) => ((a.wake ?? '') < (b.wake ?? '') ? -1 : 1))
          .slice(0, limit)
          .map(({ departure }) => departure.id);
      },
      async *search(query) {
        const found = [...rows.values()]
          .map((row) => row.departure)
          .filter((departure) => !erased.has(departure.id) && matches(departure, query))
          .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
        for (const departure of found.slice(0, query.limit ?? found.length)) yield departure;
      },
      async list({ open, offset, limit, ...wanted }) {
        const found = [...rows.values()]
          .map(({ departure }) => ({ departure, listing: listingOf(departure) }))
          .filter(
            (one): one is { departure: Departure; listing: Listing } =>
              one.listing !== null && one.listing.open === open && !erased.has(one.departure.id),
          )
          .filter(({ listing }) => isWanted(listing, wanted))
          .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
        if (!open) found.reverse();
        return {
          departures: found.slice(offset, offset + limit).map(({ departure }) => departure),
          total: found.length,
        };
      },
      async totals() {
        const ended = [...rows.values()]
          .map((row) => row.departure)
          .filter(({ id, status }) => status === 'completed' && !erased.has(id));
        return addFigures(
          emptyTotals,
          ended.flatMap((one) => figuresOf(one) ?? []),
        );
      },
      async *journal(id) {
        if (erased.has(id)) return;
        yield* [...(rows.get(id)?.entries ?? [])];
      },
    },
    files: {
      async keep(departureId, bytes) {
        if (!rows.has(departureId) || erased.has(departureId))
          throw new StoreError('conflict', `there is no departure ${departureId} to keep a file of`);
        const id = `file-${files.size + 1}`;
        files.set(`${departureId}/${id}`, Uint8Array.from(bytes));
        return id;
      },
      read: async (departureId, fileId) =>
        erased.has(departureId) ? null : (files.get(`${departureId}/${fileId}`) ?? null),
      ids: async (departureId) =>
        erased.has(departureId)
          ? []
          : [...files.keys()].flatMap((key) =>
              key.startsWith(`${departureId}/`) ? [key.slice(departureId.length + 1)] : [],
            ),
      async remove(departureId, fileId) {
        files.delete(`${departureId}/${fileId}`);
      },
    },
    people: {
      byId: async (id) => people.get(id) ?? null,
      byHandle: async (channel, handle) => [...people.values()].find((one) => one.handles[channel] === handle) ?? null,
      byEmail: async (email) => [...people.values()].find((one) => one.email === email.toLowerCase()) ?? null,
      async remove(id) {
        people.delete(id);
      },
      async save(person) {
        const clash = [...people.values()].some(
          (other) =>
            other.id !== person.id &&
            (other.email === person.email.toLowerCase() ||
              Object.entries(person.handles).some(([channel, handle]) =>
                Object.entries(other.handles).some(([c, h]) => c === channel && h === handle),
              )),
        );
        if (clash) throw new StoreError('conflict', 'another person holds that e-mail or handle');
        people.set(person.id, frozen({ ...person, email: person.email.toLowerCase() }));
      },
    },
    calls: createMemoryCallBudget(),
    claims: {
      expectsOthers: false,
      async take(id, holder, { now, until }) {
        const known = claims.get(id);
        if (known && known.until > now && known.holder !== holder) return false;
        claims.set(id, { holder, until, asked: known?.asked ?? false });
        return true;
      },
      async ask(id, asker, now) {
        const known = claims.get(id);
        if (!known || known.holder === asker || known.until <= now) return false;
        known.asked = true;
        return true;
      },
      async wasAsked(id, holder) {
        const known = claims.get(id);
        if (known?.holder !== holder || !known.asked) return false;
        known.asked = false;
        return true;
      },
      async giveBack(id, holder) {
        const known = claims.get(id);
        if (known?.holder !== holder) return false;
        claims.delete(id);
        return known.asked;
      },
    },
    once: {
      async take(key, now, until) {
        const known = once.get(key);
        if (known && known.until > now) return known.done ? 'done' : 'busy';
        once.set(key, { until, done: false });
        return 'taken';
      },
      async done(key, until) {
        once.set(key, { until, done: true });
      },
      async giveBack(key) {
        if (once.get(key)?.done === false) once.delete(key);
      },
    },
    notes: notesStore,
    alumni: createAlumniStore(notesStore),
    audit: {
      // Nothing is sealed here, so there is no chain to walk: every journal is what it was given.
      async *verify() {
        for (const { departure, entries } of rows.values())
          yield { departureId: departure.id, entries: entries.length, findings: [] };
      },
      async erase(id, wake = null, asOf = []) {
        if (asOf.some((one) => rows.get(one.id)?.departure.version !== one.version)) return 'changed';
        erased.add(id);
        const row = rows.get(id);
        if (row) row.wake = wake;
        return 'erased';
      },
      async *heads() {
        for (const departureId of rows.keys()) {
          const { seq, hash } = sealedOf(departureId).at(-1) ?? emptyHead(departureId);
          yield { departureId, seq, hash };
        }
      },
      hashOf: async (id, seq) => (rows.has(id) ? (sealedOf(id)[seq - 1]?.hash ?? null) : null),
      async proof(id) {
        const row = rows.get(id);
        if (!row || erased.has(id)) return null;
        return {
          departureId: id,
          stored: row.departure,
          entries: sealedOf(id).map((one) => ({ ...one, ...openWithProof(id, one, sealingKey) })),
        };
      },
      // Lists and totals are made from the departures each time, so nothing can differ from them.
      rebuild: async () => ({ departures: rows.size - erased.size, findings: [] }),
    },
    async close() {},
  };
}

function keyOf({ departure, listing }: { departure: Departure; listing: Listing }): string {
  return `${listing.nextAt} ${departure.id}`;
}

function isWanted(
  { kind, manager, leaver, lastDay, nextAt }: Listing,
  wanted: Omit<Parameters<Store['departures']['list']>[0], 'open' | 'offset' | 'limit'>,
): boolean {
  if (wanted.kind !== undefined && wanted.kind !== kind) return false;
  if (wanted.manager !== undefined && wanted.manager !== manager) return false;
  if (wanted.notOf === leaver) return false;
  if (wanted.dueBefore !== undefined && nextAt >= wanted.dueBefore) return false;
  return (wanted.lastDay?.from ?? lastDay) <= lastDay && (wanted.lastDay?.to ?? lastDay) >= lastDay;
}

function matches(departure: Departure, { status, involving, leaverEmail, live }: DepartureQuery): boolean {
  if (status && !status.includes(departure.status)) return false;
  if (live !== undefined && isLive(departure) !== live) return false;
  if (leaverEmail && departure.leaver.email.toLowerCase() !== leaverEmail.toLowerCase()) return false;
  return involving === undefined || involved(departure).has(involving);
}

function involved({ requester, manager, leaver, tasks, cast, revocations }: Departure): ReadonlySet<string> {
  return new Set([
    requester,
    ...(manager ? [manager] : []),
    leaver.id,
    ...tasks.flatMap((task) => [
      ...(task.assignee ? [task.assignee] : []),
      ...task.escalateTo,
      ...task.declines.map(({ by }) => by),
    ]),
    ...cast.hr,
    ...cast.it,
    ...cast.admin,
    ...revocations.flatMap(({ handed }) => (handed ? [handed.to] : [])),
  ]);
}
