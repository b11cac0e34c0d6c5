import { hour, type Instant, toInstant } from '../../domain/calendar/time.ts';
import { heldByFeed } from '../brakes/hr-feed-release.ts';
import type { Employment, HookRequest, HrSystem } from '../ports/hr-system.ts';
import { digest } from '../sha256.ts';
import { applyEmployments, type FeedDeps } from './apply-employment.ts';
import { bringFeedCards } from './feed-cards.ts';
import { type FeedState, readFeedState } from './feed-state.ts';
import { type Feed, poll } from './poll.ts';

/** What is answered to a hook. `later`: it could not be dealt with now, and is to be sent again. */
export type HookAnswer =
  | { status: 'done' }
  | { status: 'refused' }
  | { status: 'later' }
  | { status: 'challenge'; contentType: string; body: string };

/** Reads the HR systems, and takes what they push. */
export interface HrFeed {
  feeds: readonly Feed[];
  /** Reads this system now, whatever its schedule says. */
  pollNow(source: string): Promise<'read' | 'failed' | 'busy'>;
  /** Reads whatever is due; and brings the cards about what is open. */
  round(): Promise<void>;
  /** A call to `/hr/<source>`; null where there is no such system. */
  hook(source: string, request: HookRequest): Promise<HookAnswer | null>;
  start(): void;
  stop(): Promise<void>;
}

/** How often it is looked whether a read is due; in real time, as the schedule itself is in days and minutes. */
const lookEvery = 5_000;
/** How long a hook keeps its turn, and how long it is remembered as done. */
const hookFor = 60_000;
const hookRememberedFor = 72 * hour;

export function createHrFeed(deps: FeedDeps, feeds: readonly Feed[]): HrFeed {
  const { store, clock, log } = deps.engine;
  const ending = new AbortController();
  const under = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  async function pollAndTell(feed: Feed): Promise<'read' | 'failed' | 'busy'> {
    const result = await poll(deps, feed, ending.signal);
    if (result !== 'busy') await bringFeedCards(deps, feeds);
    return result;
  }

  async function round(): Promise<void> {
    const now = toInstant(clock.now());
    const { releasedAt } = await heldByFeed(store.notes, now);
    for (const feed of feeds) {
      const state = await readFeedState(store, feed.system.id);
      if (isDue(state, now) || isToDraft(state, { releasedAt, now })) await pollAndTell(feed);
    }
    await bringFeedCards(deps, feeds);
  }

  function follow(work: Promise<void>): void {
    const one = work.finally(() => under.delete(one));
    under.add(one);
  }

  function nextRound(): void {
    timer = setTimeout(() => {
      follow(
        round()
          .catch((err: unknown) => log.error({ err }, 'the HR systems could not be looked at; it is tried again'))
          .then(() => {
            if (!ending.signal.aborted) nextRound();
          }),
      );
    }, lookEvery).unref();
  }

  async function hook(source: string, request: HookRequest): Promise<HookAnswer | null> {
    const feed = feeds.find(({ system }) => system.id === source);
    if (!feed) return null;
    const context = { now: () => clock.now(), signal: ending.signal };
    const verdict = await feed.system.readHook(request, context);
    switch (verdict.status) {
      case 'refused':
        log.warn({ hris: source, why: verdict.why }, 'a call that claims to be from an HR system was refused');
        return { status: 'refused' };
      case 'challenge':
        return { status: 'challenge', contentType: verdict.contentType, body: verdict.body };
      case 'accepted': {
        // Sent again, it is the same body under the same event; the body alone where the system has no id.
        const event = verdict.event ?? digest(request.rawBody.toString('base64'));
        return takeHook(feed.system, { key: `hr-hook/${source}/${event}`, people: verdict.people }, feed);
      }
    }
  }

  /**
   * Nothing in it is believed but whom it is about. What cannot be dealt with now is sent again, and found by the next
   * read anyway.
   */
  async function takeHook(
    system: HrSystem,
    { key, people }: { key: string; people: readonly string[] },
    { rules }: Feed,
  ): Promise<HookAnswer> {
    const at = Date.now();
    const turn = await store.once.take(key, at, at + hookFor);
    if (turn === 'done') return { status: 'done' };
    if (turn === 'busy') return { status: 'later' };
    const context = { now: () => clock.now(), signal: ending.signal };
    try {
      const employments: Employment[] = [];
      for (const id of new Set(people)) {
        const employment = await system.byId(id, context);
        if (employment) employments.push(employment);
      }
      const { failed } = await applyEmployments(deps, { system, rules, context }, employments);
      if (failed !== null) throw failed;
      await store.once.done(key, at + hookRememberedFor);
      return { status: 'done' };
    } catch (err) {
      log.warn({ err, hris: system.id }, 'somebody whom a hook named could not be fetched; the system sends it again');
      await store.once.giveBack(key);
      return { status: 'later' };
    }
  }

  return {
    feeds,
    async pollNow(source) {
      const feed = feeds.find(({ system }) => system.id === source);
      if (!feed) throw new RangeError(`there is no HR system ${source}`);
      return pollAndTell(feed);
    },
    round,
    hook,
    start() {
      if (feeds.length > 0) nextRound();
    },
    async stop() {
      ending.abort();
      clearTimeout(timer);
      await Promise.allSettled(under);
    },
  };
}

function isDue({ nextAt }: FeedState, now: Instant): boolean {
  return nextAt === null || nextAt <= now;
}

/** Whether two people released what the brake held since it was read; what cannot be read keeps its pauses. */
function isToDraft(
  { failing, readAt }: FeedState,
  { releasedAt, now }: { releasedAt: Instant | null; now: Instant },
): boolean {
  // Not by a clock that was set back: it would be read again and again until then.
  if (releasedAt === null || releasedAt > now) return false;
  return failing === null && readAt !== null && readAt <= releasedAt;
}
