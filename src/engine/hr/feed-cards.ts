import { day, hour, type Instant, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { type HrTroubles, hrFeedCard } from '../../views/cards/hr-feed-card.ts';
import { decidesHeld, heldByFeed } from '../brakes/hr-feed-release.ts';
import { bringMessage, readerOfMessage } from '../cards/standing-message.ts';
import type { EngineDeps } from '../deps.ts';
import type { FeedDeps } from './apply-employment.ts';
import { type FeedState, readFeedState } from './feed-state.ts';
import type { Feed } from './poll.ts';

/** From when on a system that is not read is IT's to look at. */
const failingFor = hour;

const messageName = 'hr-feed';

/** Whose message about the HR systems stands under this key; null for any other key. */
export function readerOfFeedCard(key: string): PersonId | null {
  return readerOfMessage(messageName, key);
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
  for (const reader of readers.values())
    await bringMessage(engine, { name: messageName, reader, draw: () => drawn(engine, sources, reader) });
}

async function drawn(deps: EngineDeps, sources: FeedSources, reader: Person) {
  const { troubles, issues } = await troublesFor(deps, sources, reader);
  return { view: hrFeedCard(troubles, reader), issues };
}

/**
 * What this person is told of: people by HR alone, systems by IT, what the brake holds by HR and administrators. Each
 * trouble has a name by which it rings once.
 */
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

/**
 * Whoever is on the list is told of nobody on it, and decides nothing; it rings once for each time that the brake went
 * on.
 */
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
