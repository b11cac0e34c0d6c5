import stringify from 'safe-stable-stringify';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CardsErased } from '../../domain/erasure/erasure-schema.ts';
import type { Person } from '../../domain/people/people.ts';
import { ringsOf } from '../../domain/waves/rings.ts';
import type { CardView } from '../../views/card-view.ts';
import { withdrawCard } from '../cards/withdraw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostRef } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import { collectedHash, collectedKey, collectedNote, postedCollected, readCollected } from './collected-cards.ts';
import { collectedCardsOf, drawCollected, nameOf } from './collected-lines.ts';
import { drawn, keyOf, noteKey, readersOf, readPosted } from './wave-cards.ts';
import { readWave } from './wave-journal.ts';
import { stateOfWave, type WaveState } from './wave-state.ts';

type Taken = 'in-line' | 'out-of-reach' | 'later';

/**
 * Draws the cards of a departure's wave without it, because it is being erased: they may name the leaver, stand under
 * no key of the departure, and a wave that has ended is drawn by nobody else. Answers the messages that cannot be
 * changed; `later` where a platform did not answer.
 */
export async function takeOffWaveCards(deps: EngineDeps, erased: Departure): Promise<CardsErased | 'later'> {
  const wave = erased.wave ? await readWave(deps.store, erased.wave.id) : null;
  if (wave === null) return [];
  const state = await stateOfWave(deps, wave);
  const counts = new Map<PostRef['channel'], number>();
  const own = await Promise.all((await everyReader(deps, state, erased)).map((reader) => ownCard(deps, state, reader)));
  for (const standing of [...own, ...(await collectedCards(deps, state))]) {
    if (standing === null) continue;
    const taken = await takenOff(deps, standing);
    if (taken === 'later') return 'later';
    const channel = standing.known.ref?.channel;
    if (taken === 'out-of-reach' && channel !== undefined) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  }
  return [...counts].map(([channel, count]) => ({ channel, outcome: 'out-of-reach' as const, count }));
}

/** Those who prepare it now, and those who did when the departure was planned: they may have lost their role since. */
async function everyReader(deps: EngineDeps, { wave }: WaveState, { cast, requester }: Departure): Promise<Person[]> {
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

async function ownCard(deps: EngineDeps, state: WaveState, reader: Person): Promise<Standing | null> {
  const of = `${state.wave.id}/${reader.id}`;
  const known = await readPosted(deps, of);
  if (known === null) return null;
  const view = drawn(deps, state, reader);
  // What rang before rings no more; a message that was deleted is posted anew by whoever brings the card.
  const hash = digest(stringify([view, ringsOf(state.people, toInstant(deps.clock.now()))]) ?? '');
  const keep = (changed: object) => deps.store.notes.write(noteKey(of), { ...known, ...changed });
  return { reader, known, view, hash, keyOf: (message) => keyOf(of, message), keep };
}

/** Those that stand for several departures, one of which is this. */
async function collectedCards(deps: EngineDeps, state: WaveState): Promise<Standing[]> {
  const now = toInstant(deps.clock.now());
  const cards = collectedCardsOf(state, now);
  const found: Standing[] = [];
  for (const id of await postedCollected(deps, state.wave.id)) {
    const known = await readCollected(deps, id);
    const reader = await deps.directory.byId(id.reader);
    if (known === null || reader === null) continue;
    const view = drawCollected(deps, { id, reader, lines: cards.get(nameOf(id))?.lines ?? [], now });
    const keep = (changed: object) => deps.store.notes.write(collectedNote(id), { ...known, ...changed });
    found.push({ reader, known, view, hash: collectedHash(view), keyOf: (message) => collectedKey(id, message), keep });
  }
  return found;
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
