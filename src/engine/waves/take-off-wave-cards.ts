import stringify from 'safe-stable-stringify';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CardsErased } from '../../domain/erasure/erasure-schema.ts';
import type { Person } from '../../domain/people/people.ts';
import { ringsOf } from '../../domain/waves/rings.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import type { CardView } from '../../views/card-view.ts';
import { withdrawCard } from '../cards/withdraw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostRef } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import {
  collectedHash,
  collectedKey,
  collectedLock,
  collectedNote,
  postedCollected,
  readCollected,
  turnLasts,
} from './collected-cards.ts';
import { type CollectedId, drawCollected, linesFor } from './collected-lines.ts';
import { drawn, keyOf, noteKey, readersOf, readPosted, waveCardLock } from './wave-cards.ts';
import { readWave } from './wave-journal.ts';
import { stateOfWave } from './wave-state.ts';

type Taken = 'in-line' | 'out-of-reach' | 'later';

/**
 * Draws the cards of a departure's wave without it, because it is being erased: they may name the leaver, stand under
 * no key of the departure, and a wave that has ended is drawn by nobody else. Answers the messages that cannot be
 * changed; `later` where a platform did not answer.
 */
export async function takeOffWaveCards(deps: EngineDeps, erased: Departure): Promise<CardsErased | 'later'> {
  const wave = erased.wave ? await readWave(deps.store, erased.wave.id) : null;
  if (wave === null) return [];
  const counts = new Map<PostRef['channel'], number>();
  const readers = await everyReader(deps, wave, erased);
  const own = readers.map((reader) => {
    const of = `${wave.id}/${reader.id}`;
    return { lock: waveCardLock(of), read: () => ownCard(deps, { wave, of, reader }) };
  });
  const collected = (await postedCollected(deps, wave.id)).map((id) => {
    return { lock: collectedLock(id), read: () => collectedCard(deps, id) };
  });
  for (const card of [...own, ...collected]) {
    const result = await alone(deps, card);
    if (result === 'later') return 'later';
    if (result !== null) counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  return [...counts].map(([channel, count]) => ({ channel, outcome: 'out-of-reach' as const, count }));
}

/**
 * Nobody brings the card meanwhile, who would still draw the leaver on it; and what was brought before is read only
 * then. Answers where its message cannot be changed; null where nothing of it is left.
 */
async function alone(
  deps: EngineDeps,
  { lock, read }: { lock: string; read: () => Promise<Standing | null> },
): Promise<PostRef['channel'] | 'later' | null> {
  const now = deps.clock.now().getTime();
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return 'later';
  try {
    const standing = await read();
    const taken = standing === null ? 'in-line' : await takenOff(deps, standing);
    return taken === 'out-of-reach' ? (standing?.known.ref?.channel ?? null) : taken === 'later' ? 'later' : null;
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

/** Those who prepare it now, and those who did when the departure was planned: they may have lost their role since. */
async function everyReader(deps: EngineDeps, wave: Wave, { cast, requester }: Departure): Promise<Person[]> {
  const known = new Map((await readersOf(deps, wave)).map((person) => [person.id, person]));
  for (const id of [...cast.hr, ...cast.it, ...cast.admin, requester]) {
    const person = id === null || known.has(id) ? null : await deps.directory.byId(id);
    if (person) known.set(person.id, person);
  }
  return [...known.values()];
}

/** A message of a wave with what it is to say once the departure is gone. */
interface Standing {
  reader: Person;
  known: { ref: PostRef | null; message: number; replaces: PostRef | null; hash: string };
  view: CardView;
  hash: string;
  keyOf: (message: number) => string;
  /** Keeps what was changed of `known`. */
  keep: (changed: { hash: string; replaces: null }) => Promise<void>;
}

async function ownCard(
  deps: EngineDeps,
  { wave, of, reader }: { wave: Wave; of: string; reader: Person },
): Promise<Standing | null> {
  const known = await readPosted(deps, of);
  if (known === null) return null;
  const state = await stateOfWave(deps, wave);
  const view = drawn(deps, state, reader);
  // What rang before rings no more; a message that was deleted is posted anew by whoever brings the card.
  const hash = digest(stringify([view, ringsOf(state.people, toInstant(deps.clock.now()))]) ?? '');
  const keep = (changed: object) => deps.store.notes.write(noteKey(of), { ...known, ...changed });
  return { reader, known, view, hash, keyOf: (message) => keyOf(of, message), keep };
}

/** One that stands for several departures, of which this may be one. */
async function collectedCard(deps: EngineDeps, id: CollectedId): Promise<Standing | null> {
  const now = toInstant(deps.clock.now());
  const known = await readCollected(deps, id);
  const reader = await deps.directory.byId(id.reader);
  if (known === null || reader === null) return null;
  const view = drawCollected(deps, { id, reader, lines: await linesFor(deps, id, now), now });
  const keep = (changed: object) => deps.store.notes.write(collectedNote(id), { ...known, ...changed });
  return { reader, known, view, hash: collectedHash(view), keyOf: (message) => collectedKey(id, message), keep };
}

async function takenOff(deps: EngineDeps, { reader, known, view, hash, keyOf, keep }: Standing): Promise<Taken> {
  if (known.replaces !== null) {
    const channel = deps.channels.get(known.replaces.channel);
    const key = keyOf(known.message - 1);
    if (channel && (await withdrawCard(deps, { channel, ref: known.replaces, key, reader })) === 'later')
      return 'later';
  }
  if (known.ref !== null && known.hash !== hash) {
    const channel = deps.channels.get(known.ref.channel);
    // A mail that was delivered stays as it is.
    if (channel === undefined || channel.id === 'email') return 'out-of-reach';
    try {
      await channel.update(known.ref, view, keyOf(known.message));
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (error.kind === 'unreachable' || error.kind === 'rejected') return 'out-of-reach';
      if (error.kind !== 'gone') return 'later';
    }
  }
  if (known.hash !== hash || known.replaces !== null) await keep({ hash, replaces: null });
  return 'in-line';
}
