import stringify from 'safe-stable-stringify';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CardsErased } from '../../domain/erasure/erasure-schema.ts';
import type { Person } from '../../domain/people/people.ts';
import { ringsOf } from '../../domain/waves/rings.ts';
import { withdrawCard } from '../cards/withdraw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostRef } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
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
  for (const reader of await everyReader(deps, state, erased)) {
    const known = await readPosted(deps, `${wave.id}/${reader.id}`);
    if (known === null) continue;
    const taken = await takenOff(deps, { state, reader, known });
    if (taken === 'later') return 'later';
    const channel = known.ref?.channel;
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

interface Standing {
  state: WaveState;
  reader: Person;
  known: NonNullable<Awaited<ReturnType<typeof readPosted>>>;
}

async function takenOff(deps: EngineDeps, { state, reader, known }: Standing): Promise<Taken> {
  const of = `${state.wave.id}/${reader.id}`;
  const view = drawn(deps, state, reader);
  const rings = ringsOf(state.people, toInstant(deps.clock.now()));
  const hash = digest(stringify([view, rings]) ?? '');
  if (known.replaces !== null) {
    const channel = deps.channels.get(known.replaces.channel);
    const key = keyOf(of, known.message - 1);
    if (channel && (await withdrawCard(deps, { channel, ref: known.replaces, key, reader })) === 'later')
      return 'later';
  }
  if (known.ref !== null && known.hash !== hash) {
    const channel = deps.channels.get(known.ref.channel);
    // A mail that was delivered stays as it is.
    if (channel === undefined || channel.id === 'email') return 'out-of-reach';
    try {
      await channel.update(known.ref, view, keyOf(of, known.message));
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (error.kind === 'unreachable' || error.kind === 'rejected') return 'out-of-reach';
      if (error.kind !== 'gone') return 'later';
    }
  }
  // What rang before rings no more; a message that was deleted is posted anew by whoever brings the card.
  if (known.hash !== hash || known.replaces !== null)
    await deps.store.notes.write(noteKey(of), { ...known, hash, replaces: null });
  return 'in-line';
}
