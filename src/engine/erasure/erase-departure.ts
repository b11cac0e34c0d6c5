import { hour, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { type CardSpec, specOf } from '../../domain/cards/card-spec.ts';
import type { Post } from '../../domain/cards/post.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { isOpenStill } from '../../domain/erasure/decide.ts';
import type { CardsErased } from '../../domain/erasure/erasure-schema.ts';
import { extractOf } from '../../domain/erasure/tombstone.ts';
import { isUnderHold } from '../../domain/hold/held.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { hrFeedBrakeKey, readKeptEnds, withoutErased, withoutPerson } from '../brakes/kept-ends.ts';
import { messageKey, readerOfCard, sharedPlace } from '../cards/card-place.ts';
import type { EngineDeps } from '../deps.ts';
import { pullHolds, pullHoldsOf } from '../holds/carry-holds.ts';
import { ChannelError, type PostRef, type PostTarget } from '../ports/channel.ts';
import { transact } from '../transact.ts';
import { answersStand, eraseAnswers, forgetAnswers } from './answers.ts';
import { type Erased, eraseCard } from './erase-card.ts';
import { forgetPeople } from './forget-people.ts';
import { keepTombstone, readTombstone, takeBackTombstone } from './tombstones.ts';

/** What of a departure lies in rooms of their own. */
export interface Elsewhere {
  /** Takes the name off what stands under no key of the departure, and answers what it could not reach. */
  cards(state: Departure): Promise<CardsErased | 'later'>;
  /** Somebody was taken out of the directory. */
  forget(state: Departure, person: Person): Promise<void>;
}

const system = { type: 'system' } as const;
/** How soon at the earliest, and how late at the latest, a platform that did not answer is asked again. */
const [soonest, latest] = [5 * minute, hour];

/**
 * Erases a departure of which `erasure-began` stands in the journal: its cards one by one, each with what became of it;
 * the leaver, if nothing else needs them; then the key, and with it all the rest, in one transaction. Whoever dies on
 * the way leaves a departure that says how far it is, and the next process goes on. The tombstone stands before the
 * key goes, so that none is ever missing.
 */
export async function eraseDeparture(deps: EngineDeps, id: DepartureId, elsewhere: Elsewhere): Promise<void> {
  const begun = await deps.store.departures.load(id);
  if (begun?.erasure === undefined) return;
  await pullHolds(deps, begun);
  const state = await deps.store.departures.load(id);
  if (state?.erasure === undefined) return;
  if (mustStop(state)) return stop(deps, id);
  for (const post of state.posts) {
    const outcome = await outcomeOf(deps, state, post);
    if (outcome === 'later') return later(deps, state);
    const told = await transact(deps, id, { type: 'erasure.card', key: post.key, outcome }, system);
    if (told.departure !== null && mustStop(told.departure)) return stop(deps, id);
  }
  const unreached = await elsewhere.cards(state);
  if (unreached === 'later') return later(deps, state);
  const answers = await eraseAnswers(deps, state);
  if (answers === 'later') return later(deps, state);
  await bury(deps, id, { cards: together(unreached, answers), forget: elsewhere.forget });
}

/** A legal hold came between, or a call that was under way found access open again. */
function mustStop(state: Departure): boolean {
  return isUnderHold(state) || isOpenStill(state);
}

async function stop(deps: EngineDeps, id: DepartureId): Promise<void> {
  await transact(deps, id, { type: 'erasure.stop' }, system);
}

/** A platform did not answer. Each time is an entry, so one that is gone for good is asked less and less often. */
async function later(deps: EngineDeps, { id, erasure }: Departure): Promise<void> {
  const now = toInstant(deps.clock.now());
  const since = erasure === undefined ? 0 : Date.parse(now) - Date.parse(erasure.at);
  const until = plus(now, Math.min(latest, Math.max(soonest, since / 4)));
  await transact(deps, id, { type: 'erasure.wait', until }, system);
}

/**
 * What became of one card. Of one whose answer was lost nobody knows where it stands: it is looked for wherever it may.
 */
async function outcomeOf(deps: EngineDeps, state: Departure, post: Post): Promise<Erased> {
  const spec = specOf(post.key);
  const reader = spec && (await readerOfCard(deps, state, spec));
  if (spec === null) return 'out-of-reach';
  const key = messageKey(state.id, spec);
  const refs = post.ref ? [post.ref] : reader ? await foundUnder(deps, state, { spec, reader, key }) : [];
  if (refs === 'later') return 'later';
  let worst: Erased = 'deleted';
  for (const ref of refs) {
    const channel = deps.channels.get(ref.channel);
    const outcome = channel ? await eraseCard({ channel, ref, key, reader: reader ?? state.leaver }) : 'out-of-reach';
    if (outcome === 'later') return 'later';
    if (outcome !== 'deleted') worst = outcome;
  }
  return worst;
}

async function foundUnder(
  deps: EngineDeps,
  state: Departure,
  { spec, reader, key }: { spec: CardSpec; reader: Person; key: string },
): Promise<PostRef[] | 'later'> {
  const place = sharedPlace(state, spec);
  const to: PostTarget['to'] = place ? { type: 'conversation', id: place.id } : { type: 'person', person: reader };
  const found: PostRef[] = [];
  for (const channel of deps.channels.values()) {
    try {
      const ref = await channel.find({ to, thread: null }, key);
      if (ref) found.push(ref);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      // Whom it cannot reach, it never wrote to.
      if (error.kind !== 'unreachable' && error.kind !== 'rejected' && error.kind !== 'gone') return 'later';
    }
  }
  return found;
}

async function bury(
  deps: EngineDeps,
  id: DepartureId,
  { cards: unreached, forget }: { cards: CardsErased } & Pick<Elsewhere, 'forget'>,
): Promise<void> {
  const before = await deps.store.departures.load(id);
  // A hold on the person may have been put while the cards went.
  const asked = before?.erasure === undefined ? [] : (await pullHoldsOf(deps, before)).asked;
  const state = await deps.store.departures.load(id);
  if (state?.erasure === undefined || state.posts.length > 0) return;
  if (mustStop(state)) return stop(deps, id);
  // Begun anew, with what is there by now.
  if (await answersStand(deps.store.notes, id)) return;
  const { why, cards, evidenceUntil } = state.erasure;
  await endWordOfHr(deps, state);
  const person = await forgetPeople(deps, state, async (one) => {
    await forgetHeld(deps, one.id);
    await forget(state, one);
  });
  // Whoever stays in touch has a record of their own, which stays; nothing says any more from where they joined.
  await deps.store.alumni.forgetDeparture(id);
  const now = toInstant(deps.clock.now());
  await keepTombstone(deps.store.notes, {
    departureId: id,
    entries: state.entries,
    erasedAt: now,
    why,
    cards: together(cards, unreached),
    person,
    evidenceUntil,
    extract: evidenceUntil === null ? null : extractOf(state, now),
  });
  // A hold that was put in this very moment, here or in another departure of the person, has changed one of these.
  const asOf = [{ id, version: state.version }, ...asked];
  if ((await deps.store.audit.erase(id, evidenceUntil, asOf)) === 'changed')
    return takeBackTombstone(deps.store.notes, id);
  // Not before: whoever dies between the two comes back, and writes the tombstone anew.
  await forgetAnswers(deps.store.notes, id);
  deps.log.info({ event: 'departure.erased', departure: id, why, person }, 'a departure was erased');
}

/** The HR system may go on telling what the departure was about, and nothing else would remember that it is done. */
async function endWordOfHr({ store, clock }: EngineDeps, { hr }: Departure): Promise<void> {
  const told = hr?.told ?? null;
  if (told === null) return;
  const word = { source: told.source, person: told.person, fact: told.hash };
  await store.notes.change(hrFeedBrakeKey, (note) => ({
    value: withoutErased(readKeptEnds(note), word, toInstant(clock.now())),
    answer: undefined,
  }));
}

/** Nobody who is gone stays on a list of the HR feed's brake. */
async function forgetHeld({ store }: EngineDeps, person: PersonId): Promise<void> {
  if ((await store.notes.read(hrFeedBrakeKey)) === null) return;
  await store.notes.change(hrFeedBrakeKey, (note) => ({
    value: withoutPerson(readKeptEnds(note), person),
    answer: undefined,
  }));
}

function together(cards: CardsErased, more: CardsErased): CardsErased {
  const apart = cards.filter((one) => !more.some((other) => isAlike(one, other)));
  const joined = more.map((one) => ({
    ...one,
    count: one.count + (cards.find((other) => isAlike(one, other))?.count ?? 0),
  }));
  return [...apart, ...joined];
}

function isAlike(one: CardsErased[number], other: CardsErased[number]): boolean {
  return one.channel === other.channel && one.outcome === other.outcome;
}

/**
 * Of a departure that is gone already: once its time has come, what stayed without names goes too. Answers when that
 * is; null where nothing more will happen.
 */
export async function endEvidence(deps: EngineDeps, id: DepartureId): Promise<string | null> {
  const tombstone = await readTombstone(deps.store.notes, id);
  if (tombstone === null) return null;
  const { evidenceUntil } = tombstone;
  if (evidenceUntil !== null && evidenceUntil > toInstant(deps.clock.now())) return evidenceUntil;
  // First the extract, then what wakes: whoever dies between the two is woken once more.
  if (evidenceUntil !== null)
    await keepTombstone(deps.store.notes, { ...tombstone, evidenceUntil: null, extract: null });
  await deps.store.audit.erase(id, null);
  return null;
}
