import { isDeepStrictEqual } from 'node:util';
import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { instantSchema, toInstant } from '../../domain/calendar/time.ts';
import {
  emptyInstallation,
  evolveInstallation,
  type Installation,
  type InstallationEvent,
  installationEventSchema,
  installationSchema,
} from '../../domain/installation.ts';
import { exchangeNote } from '../concurrency/exchange-note.ts';
import type { EngineDeps } from '../deps.ts';
import { type NotesStore, StoreError } from '../ports/store.ts';
import { digest } from '../sha256.ts';

/** One line; each holds the hash of the one before, so that none is changed, left out or set elsewhere unseen. */
const entrySchema = z.strictObject({
  seq: z.int().min(1),
  at: instantSchema,
  /** A person's id, `system`, or `auditor/` and the id of an invitation. */
  by: z.string(),
  event: installationEventSchema,
  hash: z.hex(),
});
export type InstallationEntry = z.infer<typeof entrySchema>;

/** How many entries stand in one page; a full page is never written again but as it is. */
const pageSize = 200;

/**
 * The state, and the entries since the last full page, in one sealed note: an entry and what it leads to are kept in
 * one step. `before`: the hash of the last entry of the last full page, empty where there is none.
 */
const noteSchema = z.strictObject({
  v: z.literal(1),
  pages: z.int(),
  before: z.string(),
  tail: z.array(entrySchema),
  state: installationSchema,
});
type Note = z.infer<typeof noteSchema>;
const noteKey = 'installation';
const pageKey = (page: number) => `installation/${page}`;
const pageSchema = z.array(entrySchema).length(pageSize);

const empty: Note = { v: 1, pages: 0, before: '', tail: [], state: emptyInstallation };

/** How often a decision is made anew because somebody else was faster. */
const maxConflicts = 50;

export type Recorded<Why> = { type: 'done'; state: Installation } | { type: 'refused'; why: Why };

/** What is true by the journal. Throws StoreError `corrupt` where its end is not whole. */
export async function readInstallation(notes: Pick<NotesStore, 'read'>): Promise<Installation> {
  return noteOf(await notes.read(noteKey)).state;
}

/** All entries, the last one first. Throws StoreError `corrupt` where what is read is not there or not whole. */
export async function* entriesBackwards(notes: Pick<NotesStore, 'read'>): AsyncGenerator<InstallationEntry> {
  const { pages, tail } = noteOf(await notes.read(noteKey));
  yield* tail.toReversed();
  for (let page = pages; page > 0; page -= 1) {
    const kept = pageSchema.safeParse(await notes.read(pageKey(page)));
    if (!kept.success) throw notWhole();
    yield* kept.data.toReversed();
  }
}

/**
 * Decides on what is true, and keeps the entries that come of it with what they lead to, in one step for all processes;
 * decides anew where somebody else was faster. Resolves once they are kept: what waits for an entry may be done then.
 */
export async function recordInstallation<Why>(
  { store, clock }: Pick<EngineDeps, 'store' | 'clock'>,
  {
    by,
    decide,
  }: {
    by: string;
    decide: (
      state: Installation,
    ) => { type: 'events'; events: readonly InstallationEvent[] } | { type: 'refused'; why: Why };
  },
): Promise<Recorded<Why>> {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    const seen = await store.notes.read(noteKey);
    const note = await withFullPage(store.notes, noteOf(seen));
    const decision = decide(note.state);
    if (decision.type === 'refused') return decision;
    const at = toInstant(clock.now());
    let { tail, state } = note;
    for (const event of decision.events) {
      const entry = { seq: note.pages * pageSize + tail.length + 1, at, by, event };
      tail = [...tail, { ...entry, hash: hashOf(tail.at(-1)?.hash ?? note.before, entry) }];
      state = evolveInstallation(state, entry);
    }
    if (await exchangeNote(store.notes, noteKey, { seen, value: { ...note, tail, state } }))
      return { type: 'done', state };
  }
  throw new Error(`the journal of the installation changed ${maxConflicts} times while it was being decided`);
}

/**
 * Two who write the same page write the same: the first entries of a tail are never changed. Throws StoreError
 * `corrupt` where the page holds anything else: the note that ends the journal was set back or taken out, and what
 * stands in a page is never written over.
 */
async function withFullPage(notes: Pick<NotesStore, 'change'>, note: Note): Promise<Note> {
  if (note.tail.length < pageSize) return note;
  const page = note.tail.slice(0, pageSize);
  const isAlone = await notes.change(pageKey(note.pages + 1), (kept) => ({
    value: kept ?? page,
    answer: (kept ?? null) === null || isDeepStrictEqual(kept, page),
  }));
  if (!isAlone) throw notWhole();
  return {
    ...note,
    ...{ pages: note.pages + 1, before: page.at(-1)?.hash ?? '', tail: note.tail.slice(pageSize) },
  };
}

/**
 * What `relais audit verify` finds. `state`: what is kept as true is not what the entries lead to. `beyond`: a page
 * holds entries from this one on, and the journal is said to end before them.
 */
export type InstallationFinding = { kind: 'changed' | 'missing' | 'beyond'; seq: number } | { kind: 'state' };

/** Walks all of it. */
export async function verifyInstallation(
  notes: Pick<NotesStore, 'read'>,
): Promise<{ entries: number; findings: readonly InstallationFinding[] }> {
  const read = noteSchema.safeParse((await notes.read(noteKey)) ?? empty);
  if (!read.success) return { entries: 0, findings: [{ kind: 'changed', seq: 0 }] };
  const { pages, before, tail, state } = read.data;
  let hash = '';
  let seq = 0;
  let told: Installation = emptyInstallation;
  for (let page = 1; page <= pages + 1; page += 1) {
    const kept = page > pages ? tail : pageSchema.safeParse(await notes.read(pageKey(page))).data;
    if (kept === undefined) return { entries: seq, findings: [{ kind: 'missing', seq: seq + 1 }] };
    for (const entry of kept) {
      seq += 1;
      if (entry.seq !== seq || hashOf(hash, entry) !== entry.hash)
        return { entries: seq, findings: [{ kind: 'changed', seq }] };
      hash = entry.hash;
      told = evolveInstallation(told, entry);
    }
    if (page === pages && hash !== before) return { entries: seq, findings: [{ kind: 'changed', seq }] };
  }
  const findings: InstallationFinding[] = isDeepStrictEqual(told, state) ? [] : [{ kind: 'state' }];
  for (const page of [pages + 1, pages + 2]) {
    const kept = (await notes.read(pageKey(page))) ?? null;
    // Whoever fills a page writes it before the note that says so.
    const isBegun = page === pages + 1 && isDeepStrictEqual(kept, tail.slice(0, pageSize));
    if (kept !== null && !isBegun) findings.push({ kind: 'beyond', seq: (page - 1) * pageSize + 1 });
  }
  return { entries: seq, findings };
}

/** Where it ends; null before its first entry. */
export async function installationHead(notes: Pick<NotesStore, 'read'>): Promise<{ seq: number; hash: string } | null> {
  const { pages, before, tail } = noteOf(await notes.read(noteKey));
  const last = tail.at(-1);
  if (last) return { seq: last.seq, hash: last.hash };
  return pages === 0 ? null : { seq: pages * pageSize, hash: before };
}

/** The hash of one entry; null when it is not there. */
export async function installationHashOf(notes: Pick<NotesStore, 'read'>, seq: number): Promise<string | null> {
  const page = Math.ceil(seq / pageSize);
  const { pages, tail } = noteOf(await notes.read(noteKey));
  const kept = page > pages ? tail : (pageSchema.safeParse(await notes.read(pageKey(page))).data ?? []);
  return kept.find((one) => one.seq === seq)?.hash ?? null;
}

function noteOf(kept: unknown): Note {
  const read = noteSchema.safeParse(kept ?? empty);
  if (!read.success || !isTailWhole(read.data)) throw notWhole();
  return read.data;
}

function notWhole(): StoreError {
  return new StoreError('corrupt', 'the journal of the installation is not whole; run "relais audit verify"');
}

function isTailWhole({ pages, before, tail }: Note): boolean {
  return tail.every(
    (entry, index) =>
      entry.seq === pages * pageSize + index + 1 && hashOf(tail[index - 1]?.hash ?? before, entry) === entry.hash,
  );
}

function hashOf(before: string, { seq, at, by, event }: Omit<InstallationEntry, 'hash'>): string {
  return digest(stringify([before, seq, at, by, event]) ?? '');
}
