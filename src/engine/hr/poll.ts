import { day, type Instant, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { daysOf, type EmploymentFact } from '../../domain/hr/employment-fact.ts';
import type { Words } from '../../domain/localized.ts';
import type { ConnectorContext } from '../ports/connector.ts';
import { ConnectorError } from '../ports/connector.ts';
import type { Employment, HrSystem } from '../ports/hr-system.ts';
import { type Applied, applyEmployments, type FeedDeps, type FeedRules } from './apply-employment.ts';
import { factOf } from './fact-of.ts';
import { type FeedState, type OpenWord, readFeedState, writeFeedState } from './feed-state.ts';

/** One HR system with how it is read. */
export interface Feed {
  system: HrSystem;
  rules: FeedRules & { pollMinutes: number };
}

/** How long one process may read before another may. */
const readFor = 10 * minute;
/** People with an end are asked for one by one for so long after it: employed again shows there first. */
const watchDays = 180;
/** The shortest and the longest pause after a read that failed. */
const soonest = minute;
const latest = 60 * minute;

/**
 * Reads everything that may have changed and applies it. `busy`: another process is at it. The cursor moves on only
 * when every word of the read was applied; whatever failed is read again.
 */
export async function poll(deps: FeedDeps, feed: Feed, signal: AbortSignal): Promise<'read' | 'failed' | 'busy'> {
  const { engine } = deps;
  const lock = `hr-feed/${feed.system.id}`;
  const began = engine.clock.now().getTime();
  if ((await engine.store.once.take(lock, began, began + readFor)) !== 'taken') return 'busy';
  try {
    const before = await readFeedState(engine.store, feed.system.id);
    const after = await readAll(deps, feed, { before, signal });
    await writeFeedState(engine.store, feed.system.id, after);
    return after.failing === null ? 'read' : 'failed';
  } finally {
    await engine.store.once.giveBack(lock);
  }
}

async function readAll(
  deps: FeedDeps,
  { system, rules }: Feed,
  { before, signal }: { before: FeedState; signal: AbortSignal },
): Promise<FeedState> {
  const { clock, log } = deps.engine;
  const context: ConnectorContext = { now: () => clock.now(), signal };
  const now = toInstant(clock.now());
  try {
    const lookBack = new Date(plus(now, -rules.lookBackDays * day));
    const { employments, cursor } = await system.changesSince(before.cursor, lookBack, context);
    const listed = new Map(employments.map((one) => [one.person.id, one]));
    // Who had an end and is not told of any more is asked for: an end that was taken back is in no list of ends.
    for (const id of Object.keys(before.watched)) {
      if (listed.has(id)) continue;
      const one = await system.byId(id, context);
      if (one) listed.set(id, one);
    }
    const concerned = [...listed.values()].filter((one) => concerns(one, { watched: before.watched, now }));
    const { results, failed } = await applyEmployments(deps, { system, rules, context }, concerned);
    if (failed !== null) throw failed;
    const open = results.flatMap(({ employment, result }) =>
      result.type === 'unknown' || result.type === 'left-lying'
        ? [openWord(factOf(system, employment), employment, result)]
        : [],
    );
    return {
      ...{ cursor, readAt: now, failing: null, open },
      nextAt: plus(now, rules.pollMinutes * minute),
      watched: watchedAfter(before, listed.values(), now),
    };
  } catch (error) {
    const times = (before.failing?.times ?? 0) + 1;
    log.warn(
      { err: error, hris: system.id, times },
      'an HR system could not be read to the end; it is read again soon',
    );
    const pause = Math.min(soonest * 2 ** Math.min(times - 1, 10), latest);
    const wished = error instanceof ConnectorError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    return {
      ...before,
      failing: { since: before.failing?.since ?? now, why: wordsOf(error), times },
      nextAt: plus(now, Math.max(pause, Math.min(wished, 24 * 60 * minute))),
    };
  }
}

/**
 * Some systems tell of everybody each time. Whoever has no end and no move, had none, and did not begin lately is in no
 * departure of ours by what HR says.
 */
function concerns(
  { person, end, move, startsOn }: Employment,
  { watched, now }: { watched: FeedState['watched']; now: Instant },
): boolean {
  if (end !== null || move !== null || watched[person.id] !== undefined) return true;
  return startsOn !== null && startsOn >= plus(now, -watchDays * day).slice(0, 10);
}

function wordsOf(error: unknown): Words {
  return error instanceof ConnectorError
    ? error.words
    : {
        en: 'something went wrong here; the log says what',
        fr: 'une erreur s’est produite ici ; le journal dit laquelle',
      };
}

function openWord(
  fact: EmploymentFact,
  { person }: Employment,
  result: Extract<Applied, { type: 'unknown' | 'left-lying' }>,
): OpenWord {
  return {
    ...{ person: fact.person, hash: fact.hash },
    ...(result.type === 'left-lying'
      ? { why: result.type, leaver: result.leaver }
      : { why: result.why, name: person.name ?? person.email ?? fact.person }),
    ...{ endsOn: fact.end?.contractEnd ?? null, movesOn: fact.move?.on ?? null },
  };
}

function watchedAfter({ watched }: FeedState, listed: Iterable<Employment>, now: Instant): FeedState['watched'] {
  const next = { ...watched };
  for (const { person, end, move } of listed) {
    const days = daysOf({ end, move: move && { ...move } });
    if (days) next[person.id] = plus(`${days.contractEnd}T00:00:00.000Z`, watchDays * day);
  }
  return Object.fromEntries(Object.entries(next).filter(([, until]) => until > now));
}
