import { type Instant, toInstant } from '../domain/calendar/time.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import { allWork, due, nextWake } from '../domain/due.ts';
import type { TimedContext, Work, WorkItem } from '../domain/work.ts';
import { type AccountRecheck, recheck, watch } from './access/later-days.ts';
import { lookAtNewSystems } from './access/look-at-new.ts';
import { makeCalls } from './access/make-calls.ts';
import { letGo, reportOfBrakes } from './brakes/gate.ts';
import { bringDigests } from './cards/digests.ts';
import { createDrawings } from './cards/drawings.ts';
import { nextMailInstead } from './cards/mail-instead.ts';
import { postCards } from './cards/post-cards.ts';
import { allEnded } from './concurrency/all-ended.ts';
import type { Nudges } from './concurrency/nudges.ts';
import { oneAtATime } from './concurrency/one-at-a-time.ts';
import { type WorkBeside, workBeside } from './concurrency/work-beside.ts';
import type { EngineDeps } from './deps.ts';
import { endEvidence, eraseDeparture } from './erasure/erase-departure.ts';
import { carryHolds } from './holds/carry-holds.ts';
import { forgetInFeeds } from './hr/feed-state.ts';
import { placeSession } from './knowledge/place-session.ts';
import { planDossier } from './knowledge/plan-dossier.ts';
import { pushDossier } from './knowledge/push-dossier.ts';
import { tellCalendar } from './knowledge/tell-calendar.ts';
import { leavingAmong } from './people/leaving.ts';
import { forgetInReviews } from './reviews/forget-in-reviews.ts';
import { transact } from './transact.ts';
import { takeOffWaveCards } from './waves/take-off-wave-cards.ts';

/**
 * A pass that never comes to rest has a defect; it is stopped and tried again by the sweep, instead of burning a
 * processor.
 */
const maxRounds = 200;

/**
 * Brings one departure to what should be true now: asks what is due, does it, and asks again until nothing is; then
 * says when to be woken. Safe to run anywhere, any number of times, at once: intents carry leases, and each result is
 * recorded by one owner. `left`: this process ends, and something is still due.
 */
export async function reconcile(deps: EngineDeps, id: DepartureId, nudges: Nudges): Promise<'done' | 'left'> {
  const beside = workBeside();
  let outcome: 'done' | 'left';
  try {
    outcome = await untilAtRest(deps, id, { nudges, beside });
  } catch (error) {
    // Also then nothing of it stays under way: a pass that has ended does nothing more.
    await beside.ended().catch(() => {});
    throw error;
  }
  await beside.ended();
  return outcome;
}

async function untilAtRest(
  deps: EngineDeps,
  id: DepartureId,
  { nudges, beside }: { nudges: Nudges; beside: WorkBeside },
): Promise<'done' | 'left'> {
  const cards = cardsInLine(deps);
  for (let round = 0; round < maxRounds; ) {
    // Whatever is under way beside comes to its end by itself, and each of its results is a round.
    if (!beside.isUnderWay()) round += 1;
    await lookAtNewSystems(deps, id);
    const state = await deps.store.departures.load(id);
    if (state === null) {
      await letGo(deps.store.notes, id);
      const until = await endEvidence(deps, id);
      if (until === null) await deps.scheduler.forget(id);
      else await deps.scheduler.wakeAt(id, new Date(until), 'expire');
      return 'done';
    }
    const report = await reportOfBrakes(deps, state);
    if (report !== null && (await transact(deps, id, report, { type: 'system' })).type === 'done') continue;
    if (await carryHolds(deps, state)) continue;
    const context = await contextOf(deps, state);
    const work = due(state, context).filter((item) => item.work.type !== 'refresh');
    if (work.some((item) => item.work.type === 'erase')) {
      await beside.ended();
      await eraseDeparture(deps, id, {
        cards: async (erased) => {
          await forgetInReviews(deps, erased);
          return takeOffWaveCards(deps, erased);
        },
        forget: ({ leaver, hr }, person) =>
          forgetInFeeds(deps, person, person.id === leaver.id ? (hr?.told ?? null) : null),
      });
      continue;
    }
    const worked = await perform(deps, state, { work, context, cards, nudges, beside });
    const shown = await cards.bring(worked ? ((await deps.store.departures.load(id)) ?? state) : state);
    if (worked || shown) continue;
    if (beside.isUnderWay()) {
      await untilNews(deps, state, { nudges, beside, since: context.now });
      continue;
    }
    if (await settle(deps, state, cards)) {
      deps.metrics.reconciles.inc({ result: 'settled' });
      return 'done';
    }
    // The departure stays overdue, so the next sweep anywhere finds it.
    if (deps.gates.areClosed()) return 'left';
  }
  deps.metrics.reconciles.inc({ result: 'failed' });
  deps.log.error(
    { departure: id },
    `the departure did not come to rest in ${maxRounds} rounds; the sweep will try again`,
  );
  return 'done';
}

async function contextOf(deps: EngineDeps, state: Departure): Promise<TimedContext> {
  return {
    now: toInstant(deps.clock.now()),
    calendar: deps.calendar,
    retention: deps.retention,
    leaving: await leavingAmong(deps, state),
  };
}

/**
 * What one reconcile knows of a departure's cards, so that they are drawn once for each state and not once for each
 * question.
 */
interface CardsInLine {
  /** Brings the cards in line with this state. Tells whether anything was done. */
  bring(state: Departure): Promise<boolean>;
  /**
   * Whether all of them were seen to show this version, and no instant has passed since at which one says something
   * else. `work`: what is due of it at `now`.
   */
  show(state: Departure, now: Instant, work: () => readonly WorkItem[]): boolean;
  /** When a digest that could not be brought is tried again; null where all are in line. */
  digestsAgainAt(): Instant | null;
}

function cardsInLine(deps: EngineDeps): CardsInLine {
  let seen: { version: number; at: Instant } | null = null;
  /** The tasks and topics that the digests were last in line with, told by identity: a run changes none of them. */
  let digested: Pick<Departure, 'tasks' | 'topics'> | null = null;
  let digestsAgainAt: Instant | null = null;
  const drawings = createDrawings(deps);
  const digests = async (state: Departure): Promise<boolean> => {
    if (digested?.tasks === state.tasks && digested.topics === state.topics) return false;
    const brought = await bringDigests(deps, state);
    digested = brought === 'done' ? null : state;
    digestsAgainAt = typeof brought === 'string' ? null : brought.notBefore;
    return brought === 'done';
  };
  const show: CardsInLine['show'] = (state, now, work) => {
    if (seen?.version !== state.version) return false;
    const { at } = seen;
    return at === now || work().every((item) => item.at <= at);
  };
  return {
    show,
    digestsAgainAt: () => digestsAgainAt,
    async bring(state) {
      const at = toInstant(deps.clock.now());
      if (seen?.version === state.version) {
        const context = await contextOf(deps, state);
        if (show(state, context.now, () => due(state, context))) return false;
      }
      // This process ends: what is not on its way is left to the next one, without a lease that it would wait for.
      if (deps.gates.areClosed()) return false;
      const posted = await postCards(deps, state, { drawings, changesAt: await changesAtOf(deps, state) });
      const reminded = await digests(state);
      const brought = posted || reminded;
      seen = brought ? null : { version: state.version, at };
      return brought;
    },
  };
}

/** When time alone changes something of this state next; looked up where somebody asks, and once. */
async function changesAtOf(deps: EngineDeps, state: Departure): Promise<() => Instant | null> {
  const context = await contextOf(deps, state);
  let next: { at: Instant | null } | null = null;
  return () => {
    next ??= { at: nextWake(allWork(state, context), context.now)?.at ?? null };
    return next.at;
  };
}

/** Does all that is due, systems beside one another. Tells whether the state changed. */
async function perform(
  deps: EngineDeps,
  state: Departure,
  {
    work,
    context: { now },
    cards,
    nudges,
    beside,
  }: { work: readonly WorkItem[]; context: TimedContext; cards: CardsInLine; nudges: Nudges; beside: WorkBeside },
): Promise<boolean> {
  for (const { at, why } of work)
    if (at > state.createdAt)
      deps.metrics.lateness.observe({ why }, Math.max(0, Date.parse(now) - Date.parse(at)) / 1000);
  if (work.some((item) => item.work.type === 'tick')) {
    const ticked = await transact(deps, state.id, { type: 'tick' }, { type: 'system' });
    // What time decided may change what else is due, so it is asked anew.
    if (ticked.type === 'done' && ticked.events.length > 0) return true;
  }
  if (work.some((item) => item.work.type === 'plan-dossier')) return planDossier(deps, state);
  const calls = work.map((item) => item.work).filter((one) => one.type !== 'tick');
  // Before calendars hear of a time that does not hold.
  const unplaced = calls.find((one) => one.type === 'place-session');
  if (unplaced) return placeSession(deps, state, unplaced.sessionId);
  for (const one of calls) {
    if (one.type === 'push-dossier') beside.begin(one.type, () => pushDossier(deps, state));
    if (one.type === 'tell-calendar')
      beside.begin(JSON.stringify([one.sessionId, one.person]), () => tellCalendar(deps, state, one));
  }
  if (calls.every(isBeside)) return false;
  // Alarms and cards follow the run, however long its slowest system takes.
  const follow = oneAtATime(async () => {
    await tickThrough(deps, state.id);
    const current = await deps.store.departures.load(state.id);
    if (current) await cards.bring(current);
  });
  await allEnded<unknown>([
    makeCalls(deps, state, { contextOf: (current) => contextOf(deps, current), onAnswer: follow.ask, nudges }),
    ...rechecks(deps, state, calls),
    ...calls.flatMap((one) => (one.type === 'watch' ? watch(deps, state, one.accounts) : [])),
  ]);
  await follow.settled();
  const after = await deps.store.departures.load(state.id);
  return after?.version !== state.version;
}

/** Calendars and wikis may be slow: access ends, and is read back, meanwhile. */
function isBeside({ type }: Work): boolean {
  return type === 'push-dossier' || type === 'tell-calendar';
}

/**
 * Waits until what is under way beside has ended, or somebody changed the departure, or what waits for its time becomes
 * due: for that one wake-up is asked for, which nudges. `state`, `since`: as of what was last looked at.
 */
async function untilNews(
  deps: EngineDeps,
  state: Departure,
  { nudges, beside, since }: { nudges: Nudges; beside: WorkBeside; since: Instant },
): Promise<void> {
  // Asked for before the look at the state, so that none is lost between the two.
  const nudged = nudges.next(state.id);
  const current = await deps.store.departures.load(state.id);
  if (current?.version !== state.version) return;
  const context = await contextOf(deps, current);
  const all = allWork(current, context);
  if (all.some(({ at, work }) => at > since && at <= context.now && !isBeside(work))) return;
  const next = nextWake(all, context.now);
  if (next !== null) await deps.scheduler.wakeAt(state.id, new Date(next.at), next.why);
  await Promise.race([nudged, beside.ended()]);
}

/** How many things one instant may bring one after the other before the next round goes on with them. */
const mostTicks = 20;

/** Lets time decide until it has nothing more to say: alarms are raised one by one. */
async function tickThrough(deps: EngineDeps, id: DepartureId): Promise<void> {
  for (let ticks = 0; ticks < mostTicks; ticks += 1) {
    const ticked = await transact(deps, id, { type: 'tick' }, { type: 'system' });
    if (ticked.type === 'refused' || ticked.events.length === 0) return;
  }
}

/** What was proven gone is read again on later days, each account by itself. */
function rechecks(deps: EngineDeps, state: Departure, calls: readonly Work[]): Promise<void>[] {
  const accounts = new Map<string, AccountRecheck>();
  for (const work of calls) {
    if (work.type !== 'recheck') continue;
    const { actionId, day } = work;
    const one = state.revocations.find(({ action }) => action.id === actionId);
    if (!one) continue;
    const { system, accountId } = one.action;
    const key = JSON.stringify([system, accountId]);
    const actions = [...(accounts.get(key)?.actions ?? []), { actionId, day }];
    accounts.set(key, { system, accountId, actions });
  }
  return [...accounts.values()].map((account) =>
    deps.gates.through(account.system, () => recheck(deps, state.id, account), 'watch'),
  );
}

/**
 * Has the departure woken when it must be looked at again, and writes that down. False when somebody changed it since
 * it was `seen`, or when time has passed over an instant of its cards: they may show what was.
 */
async function settle(deps: EngineDeps, { id, version }: Departure, cards: CardsInLine): Promise<boolean> {
  const state = await deps.store.departures.load(id);
  if (state === null) return true;
  if (state.version !== version) return false;
  const context = await contextOf(deps, state);
  // Computed once: it is most of what a pass that has nothing to do costs.
  const work = allWork(state, context);
  const isDue = work.filter(({ at }) => at <= context.now);
  if (!cards.show(state, context.now, () => isDue)) return false;
  if (isDue.some((item) => item.work.type !== 'refresh')) {
    // Due but held by another process's lease: looked at again when the lease ends.
    if (!leasedOnly(state, context)) return false;
  }
  const mailAt = nextMailInstead(deps, state, context.now);
  const next = earlier(earlier(nextWake(work, context.now), cards.digestsAgainAt()), mailAt);
  // Before the commit: whoever commits meanwhile and asks for a wake-up at once, which this one would replace, makes
  // ours a conflict.
  if (next) await deps.scheduler.wakeAt(id, new Date(next.at), next.why);
  else await deps.scheduler.forget(id);
  const settled = await deps.store.departures.commit(
    { ...state, version: state.version + 1 },
    state.version,
    [],
    next?.at ?? null,
  );
  return settled !== 'conflict';
}

/** The earlier of what is due next and a message that waits for its time. */
function earlier(next: ReturnType<typeof nextWake>, messageAt: Instant | null): ReturnType<typeof nextWake> {
  if (messageAt === null || (next !== null && next.at <= messageAt)) return next;
  return { at: messageAt, why: 'post', work: { type: 'refresh' } };
}

function leasedOnly(state: Departure, { now }: TimedContext): boolean {
  return state.revocations.some((one) => one.lease !== null && one.lease.until > now);
}
