import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { instantSchema, toInstant } from '../../domain/calendar/time.ts';
import type { Decision, Refusal } from '../../domain/refusal.ts';
import { evolveWave, type Wave, type WaveEvent, waveEventSchema } from '../../domain/waves/wave.ts';
import { exchangeNote } from '../concurrency/exchange-note.ts';
import type { EngineDeps } from '../deps.ts';
import { type Store, StoreError } from '../ports/store.ts';
import { digest } from '../sha256.ts';

/**
 * One line of a wave's journal; each holds the hash of the one before, so that none is changed, left out or set
 * elsewhere unseen.
 */
const waveEntrySchema = z.strictObject({
  at: instantSchema,
  /** A person's id, or `system`. */
  by: z.string(),
  event: waveEventSchema,
  hash: z.hex(),
});
type WaveEntry = z.infer<typeof waveEntrySchema>;

/**
 * A wave's journal is one sealed note: it names nobody but by id, and every departure in it has a journal of its own.
 */
const journalSchema = z.strictObject({ v: z.literal(1), entries: z.array(waveEntrySchema).min(1) });

/** Which waves there are: all of them, for the audit, and those in which something is still to come. */
const registerSchema = z.strictObject({ all: z.array(z.string()), open: z.array(z.string()) });
const registerKey = 'waves';

/** How often a change is decided anew because somebody else was faster. */
const maxConflicts = 20;

export type WaveChanged = { type: 'done'; wave: Wave } | { type: 'refused'; refusal: Refusal };

/** Null when there is none. Throws StoreError `corrupt` when its journal is not whole. */
export async function readWave(store: Pick<Store, 'notes'>, id: string): Promise<Wave | null> {
  return waveOf(id, await store.notes.read(noteKey(id)));
}

/** Decides on the wave as it is, and keeps what comes of it; decides anew where somebody else was faster. */
export async function changeWave(
  { store, clock }: Pick<EngineDeps, 'store' | 'clock'>,
  id: string,
  { by, decide }: { by: string; decide: (wave: Wave | null) => Decision<WaveEvent> },
): Promise<WaveChanged> {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    const seen = await store.notes.read(noteKey(id));
    const wave = waveOf(id, seen);
    const decision = decide(wave);
    if (decision.type === 'refused') return decision;
    const at = toInstant(clock.now());
    const entries = seen === null ? [] : journalSchema.parse(seen).entries;
    let next = wave;
    for (const event of decision.events) {
      entries.push(chained({ at, by, event }, entries.at(-1)));
      next = evolveWave(next, { at, by, event });
    }
    if (next === null) throw new Error('a decision without events was applied to no wave');
    if (await exchangeNote(store.notes, noteKey(id), { seen, value: { v: 1, entries } }))
      return { type: 'done', wave: next };
  }
  throw new Error(`wave ${id} changed ${maxConflicts} times while it was being decided`);
}

/** Says that a wave is there, before it is; or that nothing is to come in it any more. Safe to be repeated. */
export async function registerWave({ notes }: Pick<Store, 'notes'>, id: string, open: boolean): Promise<void> {
  for (;;) {
    const seen = await notes.read(registerKey);
    const register = registerOf(seen);
    const others = register.open.filter((one) => one !== id);
    const next = {
      all: register.all.includes(id) ? register.all : [...register.all, id],
      open: open ? [...others, id] : others,
    };
    if (await exchangeNote(notes, registerKey, { seen, value: next })) return;
  }
}

/** The ids of all waves, or of those in which something is still to come; the oldest first. */
export async function waveIds({ notes }: Pick<Store, 'notes'>, which: 'all' | 'open'): Promise<readonly string[]> {
  return registerOf(await notes.read(registerKey))[which];
}

/** What `relais audit verify` finds in one wave. */
export type WaveFinding = 'changed' | 'missing';

/** Walks the journal of every wave, and of every one that a departure names. */
export async function* verifyWaves(
  store: Pick<Store, 'notes' | 'departures'>,
): AsyncIterable<{ wave: string; entries: number; finding: WaveFinding | null }> {
  const named = new Set(await waveIds(store, 'all'));
  for await (const { wave } of store.departures.search({})) if (wave) named.add(wave.id);
  for (const wave of named) {
    const kept = await store.notes.read(noteKey(wave));
    const journal = journalSchema.safeParse(kept);
    // A list that was begun and whose first entry was never kept has no departure either.
    if (kept === null) yield { wave, entries: 0, finding: 'missing' };
    else if (!journal.success || !isWhole(journal.data.entries)) yield { wave, entries: 0, finding: 'changed' };
    else yield { wave, entries: journal.data.entries.length, finding: null };
  }
}

function waveOf(id: string, kept: unknown): Wave | null {
  if (kept === null) return null;
  const { success, data } = journalSchema.safeParse(kept);
  if (!success || !isWhole(data.entries))
    throw new StoreError('corrupt', `the journal of the wave ${id} is not whole; run "relais audit verify"`);
  return data.entries.reduce<Wave | null>((state, entry) => evolveWave(state, entry), null);
}

function isWhole(entries: readonly WaveEntry[]): boolean {
  return entries.every(({ hash, ...entry }, index) => chained(entry, entries[index - 1]).hash === hash);
}

function chained(entry: Omit<WaveEntry, 'hash'>, before: WaveEntry | undefined): WaveEntry {
  return { ...entry, hash: digest(stringify([before?.hash ?? '', entry.at, entry.by, entry.event]) ?? '') };
}

function registerOf(kept: unknown): z.infer<typeof registerSchema> {
  return kept === null ? { all: [], open: [] } : registerSchema.parse(kept);
}

function noteKey(id: string): string {
  return `wave/${id}`;
}
