import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { type Instant, instantSchema, minute, plus, second, toInstant } from '../../domain/calendar/time.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { maySeeWave } from '../../domain/waves/decide-wave.ts';
import { ringsOf } from '../../domain/waves/rings.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import type { CardView } from '../../views/card-view.ts';
import { waveCard } from '../../views/cards/wave-card.ts';
import { discreet } from '../cards/draw-card.ts';
import { waysTo } from '../cards/ways-to.ts';
import { withdrawCard } from '../cards/withdraw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostRef } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { mailWaveCard } from './mail-wave-card.ts';
import { readWave } from './wave-journal.ts';
import { stateOfWave, type WaveState } from './wave-state.ts';

/** What is known of one reader's card; it belongs to no departure, so it stands in the notes. */
const postedSchema = z.strictObject({
  ref: messageRefSchema.nullable(),
  /**
   * Which message of this card it is: the next one is posted where something rings, because a change in place does not.
   */
  message: z.int(),
  /** What it has rung for, of what is still so. */
  rung: z.array(z.string()),
  /** A message that it replaces, and that could not be taken away yet. */
  replaces: messageRefSchema.nullable(),
  hash: z.string(),
  /** The platform did not answer, or asked to wait. */
  notBefore: instantSchema.nullable(),
  /** Since when the platform takes nothing, and what went by mail meanwhile. */
  failingSince: instantSchema.optional(),
  mailed: z.array(z.string()).optional(),
});

type Posted = z.infer<typeof postedSchema>;

const turnLasts = 2 * minute;
const tryAgainIn = 30 * second;

/**
 * The one card of a wave for each who prepares it: posted once it is planned, to whoever began it at once, and edited
 * in place from then on; where something in it rings, a new message takes its place.
 */
export async function bringWaveCards(deps: EngineDeps, state: WaveState): Promise<void> {
  await Promise.all((await readersOf(deps, state.wave)).map((reader) => bringOne(deps, state, reader)));
}

/** The card as it is now for whoever may see it; null for everybody else. */
export async function drawWaveCard(deps: EngineDeps, id: string, reader: Person): Promise<CardView | null> {
  const wave = await readWave(deps.store, id);
  const roles = deps.directory.rolesOf(reader);
  if (wave === null || !maySeeWave(wave, { type: 'person', id: reader.id, roles })) return null;
  return drawn(deps, await stateOfWave(deps, wave), reader);
}

/** Which wave's card, and whose, stands under this key; null for any other key. */
export function waveOfKey(key: string): { wave: string; reader: PersonId } | null {
  const [, wave, reader] = key.match(/^wave\/([^/]+)\/([^/]+)\/\d+(?:(?:\/[0-9a-f]{16})?\|mail)?$/) ?? [];
  return wave && reader ? { wave, reader } : null;
}

/** Each who prepares the wave as things are now. */
export async function readersOf({ directory }: EngineDeps, wave: Wave): Promise<readonly Person[]> {
  const begun = await directory.byId(wave.by);
  const holders = await Promise.all((['hr', 'it', 'admin'] as const).map((role) => directory.holders(role)));
  const all = wave.status === 'planning' ? [] : holders.flat();
  const readers = new Map([...(begun ? [begun] : []), ...all].map((person) => [person.id, person]));
  return [...readers.values()].filter((person) =>
    maySeeWave(wave, { type: 'person', id: person.id, roles: directory.rolesOf(person) }),
  );
}

/** As this reader may see it now; for whoever may not any more, a card that says so. */
export function drawn(deps: EngineDeps, state: WaveState, reader: Person): CardView {
  const roles = deps.directory.rolesOf(reader);
  // Nobody outside it may learn of it before its time: a mail about it names nothing.
  return discreet(waveCard({ ...state, reader, roles, now: toInstant(deps.clock.now()) }), true);
}

async function bringOne(deps: EngineDeps, before: WaveState, reader: Person): Promise<void> {
  const of = `${before.wave.id}/${reader.id}`;
  const now = toInstant(deps.clock.now());
  if (isInLine(await readPosted(deps, of), dueOf(deps, before, reader), now)) return;
  const lock = waveCardLock(of);
  if ((await deps.store.once.take(lock, Date.parse(now), Date.parse(now) + turnLasts)) !== 'taken') return;
  try {
    // Another process may have brought it since, and a departure may have been erased: only what is read now is drawn.
    const wave = await readWave(deps.store, before.wave.id);
    if (wave === null) return;
    const due = dueOf(deps, await stateOfWave(deps, wave), reader);
    const kept = (await readPosted(deps, of)) ?? nothingPosted;
    if (isInLine(kept, due, now)) return;
    await bring(deps, { of, reader, due, kept, isPlanned: wave.status !== 'planning', now });
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

interface Due {
  view: CardView;
  rings: readonly string[];
  hash: string;
}

function dueOf(deps: EngineDeps, state: WaveState, reader: Person): Due {
  const view = drawn(deps, state, reader);
  const rings = ringsOf(state.people, toInstant(deps.clock.now()));
  return { view, rings, hash: digest(stringify([view, rings]) ?? '') };
}

/** Nothing is to be done: it stands as it should, or its platform asked to wait. */
function isInLine(known: Posted | null, { hash }: Due, now: Instant): boolean {
  if (known === null) return false;
  return (known.hash === hash && known.replaces === null) || (known.notBefore !== null && known.notBefore > now);
}

interface Bringing {
  /** The wave and the reader. */
  of: string;
  reader: Person;
  due: Due;
  kept: Posted;
  isPlanned: boolean;
  now: Instant;
}

async function bring(deps: EngineDeps, { of, reader, due, kept, isPlanned, now }: Bringing): Promise<void> {
  const { view, rings, hash } = due;
  const remains = async (old: PostRef | null, message: number) =>
    old === null || (await isTakenAway(deps, { reader, old, key: keyOf(of, message) })) ? null : old;
  try {
    // While the last message that was replaced still stands, none is replaced: one of the two would be forgotten.
    const left = await remains(kept.replaces, kept.message - 1);
    const isNew = left === null && kept.ref !== null && rings.some((one) => !kept.rung.includes(one));
    const message = kept.message + (isNew ? 1 : 0);
    const standing = isNew ? null : kept.ref;
    const ref = await shown(deps, { reader, key: keyOf(of, message), view, standing });
    const replaces = isNew ? await remains(kept.ref, message - 1) : left;
    const rung = ref === standing ? rings.filter((one) => kept.rung.includes(one)) : [...rings];
    await deps.store.notes.write(noteKey(of), { ref, message, rung, replaces, hash, notBefore: null });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn({ err: error, card: 'wave', kind: error.kind }, 'the card of a wave could not be brought');
    const later = error.kind === 'unreachable' ? plus(now, 60 * minute) : plus(now, tryAgainIn);
    const since = kept.failingSince ?? now;
    const reasons = [...rings, ...(kept.ref === null && isPlanned ? ['confirm'] : [])];
    const key = keyOf(of, kept.message + 1);
    const mailed = await mailWaveCard(deps, { reader, key, view, reasons, mailed: kept.mailed ?? [], since, now });
    await deps.store.notes.write(noteKey(of), {
      ...{ ...kept, hash: '', notBefore: later, failingSince: since, mailed },
    });
  }
}

/** Whether a message that a newer one replaces is gone, or says that it is over. */
export async function isTakenAway(
  deps: EngineDeps,
  { reader, old, key }: { reader: Person; old: PostRef; key: string },
): Promise<boolean> {
  const channel = deps.channels.get(old.channel);
  return channel === undefined || (await withdrawCard(deps, { channel, ref: old, key, reader })) === 'gone';
}

const nothingPosted: Posted = {
  ...{ ref: null, message: 0, rung: [], replaces: null, hash: '', notBefore: null },
};

export function keyOf(of: string, message: number): string {
  return `wave/${of}/${message}`;
}

/** Whoever brings it, or takes somebody off it, holds this meanwhile. `of`: the wave and the reader. */
export function waveCardLock(of: string): string {
  return `card/wave/${of}`;
}

export function noteKey(of: string): string {
  return `wave-card/${of}`;
}

interface Showing {
  reader: Person;
  key: string;
  view: CardView;
  standing: PostRef | null;
}

/**
 * Edits what stands, or posts it: in the first place that reaches the reader, looking for one whose answer was lost.
 * Null where none reaches them.
 */
export async function shown(deps: EngineDeps, { reader, key, view, standing }: Showing): Promise<PostRef | null> {
  const target = { to: { type: 'person', person: reader }, thread: null } as const;
  for (const channel of waysTo(deps, { reader, place: null, target: target.to, standing })) {
    try {
      const found = standing?.channel === channel.id ? standing : await channel.find(target, key);
      if (found === null) {
        const ref = await channel.post(target, view, key);
        deps.metrics.posts.inc({ channel: channel.id, result: 'posted' });
        return ref;
      }
      await channel.update(found, view, key);
      deps.metrics.posts.inc({ channel: channel.id, result: 'updated' });
      return found;
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      // What somebody deleted is posted anew.
      if (error.kind === 'gone') return channel.post(target, view, key);
      if (error.kind !== 'unreachable') throw error;
    }
  }
  return null;
}

/** The card of one reader as it was left; null where they never had one. `of`: the wave and the reader. */
export async function readPosted({ store }: Pick<EngineDeps, 'store'>, of: string) {
  return postedSchema
    .nullable()
    .catch(null)
    .parse(await store.notes.read(noteKey(of)));
}
