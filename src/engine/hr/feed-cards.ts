import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { day, hour, type Instant, instantSchema, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { type HrTroubles, hrFeedCard } from '../../views/cards/hr-feed-card.ts';
import { decidesHeld, heldByFeed } from '../brakes/hr-feed-release.ts';
import { waysTo } from '../cards/ways-to.ts';
import { withdrawCard } from '../cards/withdraw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostTarget } from '../ports/channel.ts';
import { digest } from '../sha256.ts';
import type { FeedDeps } from './apply-employment.ts';
import { type FeedState, readFeedState } from './feed-state.ts';
import type { Feed } from './poll.ts';

/** What is known of the one message that a person has about the HR systems; it belongs to no departure. */
const feedCardSchema = z.strictObject({
  /** Counts the messages up: what is new rings in a new one. */
  number: z.int(),
  ref: messageRefSchema.nullable(),
  hash: z.string(),
  /** What it has rung for. */
  rung: z.array(z.string()),
  /** The platform did not answer, or asked to wait; or nobody can be reached. */
  notBefore: instantSchema.nullable(),
});
type FeedCard = z.infer<typeof feedCardSchema>;

/** From when on a system that is not read is IT's to look at. */
const failingFor = hour;
const turnLasts = 2 * minute;

/** Whose message about the HR systems stands under this key; null for any other key. */
export function readerOfFeedCard(key: string): PersonId | null {
  return key.match(/^hr-feed\/\d+\/(.+)$/)?.[1] ?? null;
}

/** The message as it would say it now. */
export async function drawFeedCard(deps: EngineDeps, sources: FeedSources, reader: Person): Promise<CardView> {
  return hrFeedCard((await troublesFor(deps, sources, reader)).troubles, reader);
}

/** Which HR systems there are. */
export type FeedSources = readonly { id: string; label: string }[];

/** Brings the message of everybody in HR and IT, and of the administrators, in line with what is open. */
export async function bringFeedCards({ engine }: FeedDeps, feeds: readonly Feed[]): Promise<void> {
  const sources = feeds.map(({ system: { id, label } }) => ({ id, label }));
  const holders = await Promise.all((['hr', 'it', 'admin'] as const).map((role) => engine.directory.holders(role)));
  const readers = new Map(holders.flat().map((person) => [person.id, person]));
  for (const reader of readers.values()) await bringOne(engine, sources, reader);
}

async function bringOne(deps: EngineDeps, sources: FeedSources, reader: Person): Promise<void> {
  const wished = await wishedOf(deps, sources, reader);
  if (wished === null) return;
  const lock = `hr-feed-card/${reader.id}`;
  const now = deps.clock.now().getTime();
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return;
  try {
    // Somebody else may have brought it meanwhile.
    const again = await wishedOf(deps, sources, reader);
    if (again) await deps.store.notes.write(noteKey(reader.id), await brought(deps, reader, again));
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

interface Wished {
  card: FeedCard;
  view: CardView;
  hash: string;
  rings: boolean;
  issues: readonly string[];
}

/** Null where it stands as it should, or nothing is to be said. */
async function wishedOf(deps: EngineDeps, sources: FeedSources, reader: Person): Promise<Wished | null> {
  const card = feedCardSchema
    .catch({ number: 0, ref: null, hash: '', rung: [], notBefore: null })
    .parse(await deps.store.notes.read(noteKey(reader.id)));
  if (card.notBefore !== null && card.notBefore > toInstant(deps.clock.now())) return null;
  const { troubles, issues } = await troublesFor(deps, sources, reader);
  const view = hrFeedCard(troubles, reader);
  const hash = digest(stringify(view) ?? '');
  const rings = issues.some((one) => !card.rung.includes(one));
  if (!rings && (card.ref === null || card.hash === hash)) return null;
  return { card, view, hash, rings, issues };
}

async function brought(
  deps: EngineDeps,
  reader: Person,
  { card, view, hash, rings, issues }: Wished,
): Promise<FeedCard> {
  const now = toInstant(deps.clock.now());
  const number = rings ? card.number + 1 : card.number;
  const key = feedCardKey(number, reader.id);
  try {
    if (!rings && card.ref !== null) {
      await deps.channels.get(card.ref.channel)?.update(card.ref, view, key);
      return { ...card, hash, rung: [...issues], notBefore: null };
    }
    const target: PostTarget = { to: { type: 'person', person: reader }, thread: null };
    for (const channel of waysTo(deps, { reader, place: null, target: target.to, standing: null })) {
      // An earlier try may have arrived without an answer.
      const ref = (await channel.find(target, key)) ?? (await channel.post(target, view, key));
      const before = card.ref && deps.channels.get(card.ref.channel);
      if (card.ref && before)
        await withdrawCard(deps, { channel: before, ref: card.ref, key: feedCardKey(card.number, reader.id), reader });
      return { number, ref, hash, rung: [...issues], notBefore: null };
    }
    return { ...card, notBefore: plus(now, hour) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.log.warn(
      { err: error, card: 'hr-feed', kind: error.kind },
      'a message about the HR systems could not be brought',
    );
    const isGone = error.kind === 'gone' || error.kind === 'rejected';
    return {
      ...card,
      ref: isGone ? null : card.ref,
      notBefore: plus(now, Math.max(minute, (error.retryAfterSeconds ?? 0) * 1000)),
    };
  }
}

/** What this person is told of: people by HR alone, systems by IT, what the brake holds by HR and administrators. Each trouble has a name by which it rings once. */
async function troublesFor(
  deps: EngineDeps,
  sources: FeedSources,
  reader: Person,
): Promise<{ troubles: HrTroubles; issues: readonly string[] }> {
  const roles = deps.directory.rolesOf(reader);
  const now = toInstant(deps.clock.now());
  const states = await Promise.all(
    sources.map(async (source) => ({ source, state: await readFeedState(deps.store, source.id) })),
  );
  const words = roles.includes('hr')
    ? states
        .flatMap(({ source, state }) => state.open.map((word) => ({ ...word, label: source.label, source: source.id })))
        // Nobody reads here that they leave themselves.
        .filter(({ leaver }) => leaver !== reader.id)
    : [];
  const { issue, ...braked } = decidesHeld(roles)
    ? await brakedFor(
        deps,
        reader,
        states.map(({ state }) => state),
      )
    : nothingBraked;
  const failing = roles.includes('it') ? states.filter(({ state }) => isFailingLong(state, now)) : [];
  return {
    troubles: {
      words: await Promise.all(
        words.map(async ({ label, leaver, name, person, why, endsOn, movesOn }) => {
          const known = leaver === undefined ? null : await deps.directory.byId(leaver);
          return { label, name: known?.name ?? name ?? person, why, endsOn, movesOn };
        }),
      ),
      failing: failing.flatMap(({ source, state }) =>
        state.failing ? [{ label: source.label, since: state.readAt, why: state.failing.why }] : [],
      ),
      ...braked,
    },
    issues: [
      ...issue,
      ...words.map(({ source, person, hash }) => `${source}/${person}/${hash}`),
      ...failing.map(({ source, state }) => `${source}/failing/${state.failing?.since ?? ''}`),
    ],
  };
}

interface Braked extends Pick<HrTroubles, 'held' | 'decided'> {
  issue: readonly string[];
}
const nothingBraked: Braked = { held: null, decided: null, issue: [] };

/** For how long it stands on the message how a list ended. */
const decidedFor = day;

/** Whoever is on the list is told of nobody on it, and decides nothing; it rings once for each time that the brake went on. */
async function brakedFor(deps: EngineDeps, reader: Person, states: readonly FeedState[]): Promise<Braked> {
  const now = toInstant(deps.clock.now());
  const { ends, hash, trippedAt, releasedBy, decided } = await heldByFeed(deps.store.notes, now);
  const others = ends.filter(({ leaver }) => leaver !== reader.id);
  const isOnIt = others.length < ends.length;
  const isWaiting =
    decided?.what === 'released' && states.some(({ readAt }) => readAt === null || readAt <= decided.at);
  const isNews =
    decided !== null && (isWaiting || plus(decided.at, decidedFor) > now) && !decided.leavers.includes(reader.id);
  return {
    issue: others.length > 0 ? [`brake/${trippedAt}`] : [],
    held:
      others.length === 0
        ? null
        : {
            people: others.map(({ name, label, endsOn, movesOn }) => ({ name, label, endsOn, movesOn })),
            decides: isOnIt
              ? null
              : { hash, releasedBy: await namesOf(deps, releasedBy), isMine: releasedBy.includes(reader.id) },
          },
    decided: isNews
      ? { what: isWaiting ? 'waits' : decided.what, at: decided.at, by: await namesOf(deps, decided.by) }
      : null,
  };
}

async function namesOf({ directory }: EngineDeps, ids: readonly PersonId[]): Promise<readonly string[]> {
  const people = await Promise.all(ids.map((id) => directory.byId(id)));
  return people.flatMap((person) => (person ? [person.name] : []));
}

function isFailingLong({ failing }: FeedState, now: Instant): boolean {
  return failing !== null && plus(failing.since, failingFor) <= now;
}

function feedCardKey(number: number, reader: PersonId): string {
  return `hr-feed/${number}/${reader}`;
}

function noteKey(reader: PersonId): string {
  return `hr-feed-card/${reader}`;
}
