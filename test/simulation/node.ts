import { pino } from 'pino';
import { noHolidays } from '../../src/domain/calendar/business-days.ts';
import { minute } from '../../src/domain/calendar/time.ts';
import { quotation } from '../../src/domain/localized.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { createSystemGates } from '../../src/engine/access/system-gates.ts';
import { brakesSchema } from '../../src/engine/brakes/limits.ts';
import type { EngineDeps } from '../../src/engine/deps.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import { createDirectory } from '../../src/engine/people/directory.ts';
import { createKnownLeaving } from '../../src/engine/people/known-leaving.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { createSettings, withSettings } from '../../src/engine/people/settings.ts';
import { type Channel, ChannelError } from '../../src/engine/ports/channel.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';
import type { Scheduler } from '../../src/engine/ports/scheduler.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { listedStages, type MemorySystem } from '../support/memory/memory-system.ts';
import { sampleDossiers } from '../support/sample-dossier.ts';
import { simulatedCaps } from './brake-invariants.ts';
import type { Outside } from './outside.ts';
import type { AskSeen, CallSeen } from './record.ts';

/**
 * One process: the real engine over guarded ports. Once dead it never hears from the world again, nor the world from
 * it.
 */
export interface Node {
  readonly name: string;
  readonly deps: EngineDeps;
  readonly engine: Engine;
  alive(): boolean;
  /** Alive, but about to die at a call that has not come yet. */
  doomed(): boolean;
  /** Port calls so far. */
  calls(): number;
  /** Which of them, by number, read the store, and so changed nothing. */
  reads(): ReadonlySet<number>;
  /** Dies before or after the call of that number, counted from now. */
  crashAt(calls: number, side: 'before' | 'after'): void;
}

type Guard = <T>(work: () => Promise<T>) => Promise<T>;

const metrics = createMetrics();
const never = new Promise<never>(() => {});

export function createNode(outside: Outside, name: string): Node {
  let alive = true;
  let calls = 0;
  const reads = new Set<number>();
  let crash: { at: number; side: 'before' | 'after' } | null = null;

  async function guard<T>(work: () => Promise<T>): Promise<T> {
    if (!alive) return never;
    calls += 1;
    const mine = calls;
    if (crash?.at === mine && crash.side === 'before') {
      alive = false;
      return never;
    }
    try {
      return await work();
    } finally {
      if (crash?.at === mine && crash.side === 'after') alive = false;
      // What was answered to a dead process is heard by nobody.
      if (!alive) await never;
    }
  }

  function guardRead<T>(work: () => Promise<T>): Promise<T> {
    if (alive) reads.add(calls + 1);
    return guard(work);
  }

  const { claims } = outside.store;
  const store: Store = {
    ...guardedStore(outside.store, guard, guardRead),
    // Renewed by real time, so they are no moment at which a run may crash; a dead process renews nothing.
    claims: {
      expectsOthers: claims.expectsOthers,
      take: (...given) => (alive ? claims.take(...given) : never),
      ask: (...given) => (alive ? claims.ask(...given) : never),
      wasAsked: (...given) => (alive ? claims.wasAsked(...given) : never),
      giveBack: (...given) => (alive ? claims.giveBack(...given) : never),
    },
  };
  const channels = new Map([['slack' as const, guardedChannel(outside, guard)]]);
  const { clock, company, newId } = outside;
  const organisation = organisationSchema.parse({
    roles: Object.fromEntries(
      Object.entries(company.roles).map(([role, names]) => [role, names.map((one) => `${one}@example.com`)]),
    ),
  });
  const deps: EngineDeps = {
    gates: createSystemGates(),
    turns: new Map(),
    leaving: createKnownLeaving(),
    store,
    scheduler: guardedScheduler(outside, guard),
    clock,
    calendar: noHolidays,
    brakes: brakesSchema.parse({ cutOffs: simulatedCaps }),
    channels,
    connectors: new Map(
      outside.systems.map((system) => [system.connector.id, guardedConnector(outside, system, { guard, name })]),
    ),
    directory: withSettings(
      createDirectory({ people: store.people, channels, organisation, clock, newId }),
      createSettings(store.notes),
    ),
    settings: createSettings(store.notes),
    flows: [],
    dossierTemplates: sampleDossiers,
    organisationName: 'Atelier Lumen',
    mailsAfter: null,
    metrics,
    log: pino(
      { level: 'error', base: null, timestamp: false },
      { write: (line) => outside.recording.errors.push(line) },
    ),
    newId,
  };
  return {
    name,
    deps,
    engine: createEngine(deps),
    alive: () => alive,
    doomed: () => alive && crash !== null && Number.isFinite(crash.at) && crash.at > calls,
    calls: () => calls,
    reads: () => reads,
    crashAt(later, side) {
      crash = { at: calls + later, side };
    },
  };
}

function guardedStore(store: Store, guard: Guard, guardRead: Guard): Omit<Store, 'claims'> {
  const { departures, files, people, notes, alumni, once, calls, audit } = store;
  return {
    departures: {
      create: (...given) => guard(() => departures.create(...given)),
      load: (id) => guardRead(() => departures.load(id)),
      commit: (...given) => guard(() => departures.commit(...given)),
      overdue: (...given) => guardRead(() => departures.overdue(...given)),
      async *search(query) {
        await guardRead(async () => {});
        yield* departures.search(query);
      },
      list: (query) => guardRead(() => departures.list(query)),
      totals: () => guardRead(() => departures.totals()),
      journal: (id) => departures.journal(id),
    },
    // No step of the simulation asks for a file.
    files,
    people: {
      byId: (id) => guardRead(() => people.byId(id)),
      byHandle: (...given) => guardRead(() => people.byHandle(...given)),
      byEmail: (email) => guardRead(() => people.byEmail(email)),
      save: (person) => guard(() => people.save(person)),
      remove: (id) => guard(() => people.remove(id)),
    },
    // Nobody who leaves there is asked whether they wish to stay in touch.
    alumni,
    // Who dies between taking a place and beginning takes no second one.
    notes: { ...notes, change: (...given) => guard(() => notes.change(...given)) },
    once,
    calls,
    audit,
    close: () => store.close(),
  };
}

function guardedScheduler(outside: Outside, guard: Guard): Scheduler {
  const { wakes, trouble } = outside;
  const troubled = () => {
    if (trouble('scheduler') === 'down') throw new Error('the job store is down');
    return trouble('scheduler') === 'lies';
  };
  return {
    wakeAt: (id, at, why) =>
      guard(async () => {
        if (!troubled()) wakes.set(id, { id, at, why });
      }),
    forget: (id) =>
      guard(async () => {
        if (!troubled()) wakes.delete(id);
      }),
    start: async () => {},
    stop: async (last = async () => {}) => last(),
    waiting: async () => [],
    clockMoved: async () => {},
  };
}

/** Answers may come late, or the platform may do what was asked long after it was asked. */
async function delayed<T>(outside: Outside, place: string, work: () => Promise<T>, lost: () => Error): Promise<T> {
  const call = {};
  outside.underWay.add(call);
  try {
    return await answered(outside, place, work, lost);
  } finally {
    outside.underWay.delete(call);
  }
}

async function answered<T>(outside: Outside, place: string, work: () => Promise<T>, lost: () => Error): Promise<T> {
  switch (outside.trouble(place)) {
    case 'slow': {
      const answer = await work();
      await outside.after(40_000);
      return answer;
    }
    case 'stalls': {
      // Longer than anybody holds a lease: the process was stopped while the answer was on its way.
      const answer = await work();
      await outside.after(150_000);
      return answer;
    }
    case 'queued':
      await outside.after(50_000);
      return work();
    case 'hangs':
      await outside.after(59_000);
      await work();
      throw lost();
    default:
      return work();
  }
}

function guardedChannel(outside: Outside, guard: Guard): Channel {
  const { platform } = outside;
  const late = <T>(work: () => Promise<T>) =>
    guard(() =>
      delayed(outside, 'channel', work, () => new ChannelError('unknown-outcome', 'no answer came within a minute')),
    );
  return {
    id: 'slack',
    threads: 'everywhere',
    post: (...given) => late(() => platform.post(...given)),
    update: (...given) => late(() => platform.update(...given)),
    withdraw: (...given) => late(() => platform.withdraw(...given)),
    stands: (ref) => guard(() => outside.channel.stands(ref)),
    forget: (person) => guard(() => outside.channel.forget(person)),
    find: (...given) => late(() => platform.find(...given)),
    readersOf: (conversation) => guard(() => platform.readersOf(conversation)),
    lookUp: (who) => guard(() => platform.lookUp(who)),
  };
}

function guardedConnector(
  outside: Outside,
  system: MemorySystem,
  { guard, name }: { guard: Guard; name: string },
): Connector {
  const { recording, clock } = outside;
  const { connector } = system;
  const late = <T>(work: () => Promise<T>) =>
    delayed(
      outside,
      connector.id,
      work,
      () => new ConnectorError('unknown-outcome', quotation('no answer came within a minute')),
    );
  async function seen<T>(
    { kind, action }: { kind: CallSeen['kind']; action: PlannedAction },
    work: () => Promise<T>,
    outcome: (answer: T) => CallSeen['outcome'],
  ): Promise<T> {
    const call: CallSeen = {
      kind,
      actionId: action.id,
      login: action.accountLogin,
      began: recording.next(),
      beganAt: clock.now().toISOString(),
      ended: null,
      outcome: null,
      node: name,
      wrongAccount: kind === 'act' && isSomebodyElses(outside, system, action),
      doorOpen: false,
      sound: false,
    };
    recording.calls.push(call);
    const before = system.calls.length;
    try {
      const answer = await late(() => {
        // As it is when the call arrives there, however late that is.
        call.doorOpen = system.isDoorOpen(action.accountId);
        call.sound = isSound(system, { finds: false, lists: listedStages.includes(action.stage) });
        return work();
      });
      call.outcome = outcome(answer);
      return answer;
    } catch (error) {
      call.outcome = system.calls.slice(before).includes(action.id) ? 'changed' : 'refused';
      throw error;
    } finally {
      call.ended = recording.next();
    }
  }
  /** One look has one clock: its first call finds the accounts, the others read each of them. */
  const asks = new WeakMap<() => Date, AskSeen>();
  return {
    id: connector.id,
    label: connector.label,
    tier: connector.tier,
    find: (person, context) => {
      const ask = {
        system: connector.id,
        email: person.email,
        began: recording.next(),
        beganAt: clock.now().toISOString(),
        sound: true,
      };
      asks.set(context.now, ask);
      return guard(() => late(() => heard(system, { ask, finds: true }, () => connector.find(person, context)))).then(
        (found) => {
          recording.asks.push(ask);
          return found;
        },
      );
    },
    look: (account, context) =>
      guard(() =>
        late(() => heard(system, { ask: asks.get(context.now), finds: false }, () => connector.look(account, context))),
      ),
    act: (action, context) =>
      guard(() =>
        seen(
          { kind: 'act', action },
          () => connector.act(action, context),
          // Whoever says that only a person can do it has sent nothing.
          ({ status }) => (status === 'manual' ? 'refused' : 'changed'),
        ),
      ),
    readBack: (action, context) =>
      guard(() =>
        seen(
          { kind: 'read', action },
          () => connector.readBack(action, context),
          ({ state }) => (state === 'desired' ? 'desired' : 'not-desired'),
        ),
      ),
    lastUse: (...given) => guard(() => late(() => connector.lastUse(...given))),
    check: (context) => connector.check(context),
  };
}

/** Whether the plan's own tenant answers by now, and finds and lists all that it is asked for. */
function isSound({ mood }: MemorySystem, { finds, lists }: { finds: boolean; lists: boolean }): boolean {
  if (finds && (mood === 'finds-nobody' || mood === 'unclear')) return false;
  return mood !== 'other-tenant' && !(lists && mood === 'hides-lists');
}

async function heard<T>(
  system: MemorySystem,
  { ask, finds }: { ask: AskSeen | undefined; finds: boolean },
  work: () => Promise<T>,
): Promise<T> {
  if (ask && !isSound(system, { finds, lists: !finds })) ask.sound = false;
  try {
    return await work();
  } catch (error) {
    // Of one that the search did not find, that it is not there, or somebody else's, is an answer.
    const tells = !finds && error instanceof ConnectorError && ['not-found', 'mismatch'].includes(error.kind);
    if (ask && !tells) ask.sound = false;
    throw error;
  }
}

/** Whether the account had been another's, or protected, for longer than one look and one call take. */
function isSomebodyElses(
  { clock, identitySince }: Outside,
  system: MemorySystem,
  { accountId }: PlannedAction,
): boolean {
  const since = clock.now().getTime() - (identitySince.get(system.connector.id) ?? 0);
  // As long as a look counts, and a call may take that was intended on its word.
  if (since < 5 * minute || system.identity === 'gone') return false;
  return system.identity === 'protected' || (system.identity === 'recreated') !== accountId.includes('-again');
}
