import type { Departure } from '../../src/domain/departure.ts';
import type { EngineDeps } from '../../src/engine/deps.ts';
import { halfAnswerMutations } from './half-answer-mutations.ts';
import { lookMutations } from './look-mutations.ts';

/** A function of the engine that a mutation may take the place of; it is given the real one. */
// biome-ignore lint/suspicious/noExplicitAny: stands for the parameters of any function, which `never` would not let through.
type Seam<F extends (...given: any[]) => unknown> = (real: F, ...given: Parameters<F>) => ReturnType<F>;

export interface Seams {
  decide: Seam<typeof import('../../src/domain/decide.ts').decide>;
  evolve: Seam<typeof import('../../src/domain/evolve.ts').evolve>;
  isConfirmed: Seam<typeof import('../../src/domain/confirmation/approval.ts').isConfirmed>;
  runDueAt: Seam<typeof import('../../src/domain/confirmation/cut-off.ts').runDueAt>;
  openWork: Seam<typeof import('../../src/domain/lifecycle/completion.ts').openWork>;
  isLookedOver: Seam<typeof import('../../src/domain/looks/look-due.ts').isLookedOver>;
  isLastLookWhole: Seam<typeof import('../../src/domain/looks/look-due.ts').isLastLookWhole>;
  completesAt: Seam<typeof import('../../src/domain/looks/look-due.ts').completesAt>;
  isCovered: Seam<typeof import('../../src/domain/confirmation/coverage.ts').isCovered>;
  calledWhileOpen: Seam<typeof import('../../src/domain/actions/order.ts').calledWhileOpen>;
  alarms: Seam<typeof import('../../src/domain/alerts/alarms.ts').alarms>;
  clearsByItself: Seam<typeof import('../../src/domain/alerts/alarms.ts').clearsByItself>;
  isPunctual: Seam<typeof import('../../src/domain/calendar/lateness.ts').isPunctual>;
  due: Seam<typeof import('../../src/domain/due.ts').due>;
  nextWake: Seam<typeof import('../../src/domain/due.ts').nextWake>;
  timedEvents: Seam<typeof import('../../src/domain/timed-events.ts').timedEvents>;
  isInsider: Seam<typeof import('../../src/domain/people/visibility.ts').isInsider>;
  transact: Seam<typeof import('../../src/engine/transact.ts').transact>;
  isReleased: Seam<typeof import('../../src/domain/brake/release.ts').isReleased>;
  waitsForHold: Seam<typeof import('../../src/domain/hold/held.ts').waitsForHold>;
  underHold: Seam<typeof import('../../src/domain/hold/held.ts').underHold>;
  decidesTogether: Seam<typeof import('../../src/domain/hold/held.ts').decidesTogether>;
  askGate: Seam<typeof import('../../src/engine/brakes/gate.ts').askGate>;
  accepted: Seam<typeof import('../../src/engine/access/call-results.ts').accepted>;
  readResult: Seam<typeof import('../../src/engine/access/call-results.ts').readResult>;
  lookAtSystem: Seam<typeof import('../../src/engine/access/look-at-system.ts').lookAtSystem>;
  createNode: Seam<typeof import('./node.ts').createNode>;
}

/** Where each of them lives. */
export const seamModules: Readonly<Record<string, readonly (keyof Seams)[]>> = {
  '../../src/domain/decide.ts': ['decide'],
  '../../src/domain/evolve.ts': ['evolve'],
  '../../src/domain/confirmation/approval.ts': ['isConfirmed'],
  '../../src/domain/confirmation/cut-off.ts': ['runDueAt'],
  '../../src/domain/lifecycle/completion.ts': ['openWork'],
  '../../src/domain/looks/look-due.ts': ['isLookedOver', 'isLastLookWhole', 'completesAt'],
  '../../src/domain/confirmation/coverage.ts': ['isCovered'],
  '../../src/domain/actions/order.ts': ['calledWhileOpen'],
  '../../src/domain/alerts/alarms.ts': ['alarms', 'clearsByItself'],
  '../../src/domain/calendar/lateness.ts': ['isPunctual'],
  '../../src/domain/due.ts': ['due', 'nextWake'],
  '../../src/domain/timed-events.ts': ['timedEvents'],
  '../../src/domain/people/visibility.ts': ['isInsider'],
  '../../src/engine/transact.ts': ['transact'],
  '../../src/domain/brake/release.ts': ['isReleased'],
  '../../src/domain/hold/held.ts': ['waitsForHold', 'underHold', 'decidesTogether'],
  '../../src/engine/brakes/gate.ts': ['askGate'],
  '../../src/engine/access/call-results.ts': ['accepted', 'readResult'],
  '../../src/engine/access/look-at-system.ts': ['lookAtSystem'],
  './node.ts': ['createNode'],
};

export interface Mutation {
  /** What the broken engine does. */
  engine: string;
  /** The invariant that must notice. */
  caughtBy: string;
  with: Partial<Seams>;
  /** Where the dice begin, for one that few scenarios meet: found by trial, so that the test need not look for long. */
  seed?: number;
  /** So many scenarios of that seed are left out, in which it meets nothing. */
  from?: number;
}

const hour = 3_600_000;

/** Says that it was done, and writes nothing down. */
async function pretend(deps: EngineDeps, id: string) {
  const departure = await deps.store.departures.load(id);
  if (!departure) throw new Error(`there is no departure ${id}`);
  return { type: 'done' as const, departure, events: [] };
}

function withoutLeases(state: Departure): Departure {
  return { ...state, revocations: state.revocations.map((one) => ({ ...one, lease: null })) };
}

/** Ways in which an engine could be wrong, each with the invariant that it breaks. */
export const mutations: readonly Mutation[] = [
  ...lookMutations,
  ...halfAnswerMutations,
  {
    engine: 'believes an answer instead of reading back',
    caughtBy: 'verifiedMeansReadBack',
    with: {
      decide: (real, state, command, context) =>
        command.type === 'revocation.record' && command.result.status === 'accepted'
          ? real(state, { ...command, result: { status: 'verified', evidence: command.result.evidence } }, context)
          : real(state, command, context),
    },
  },
  {
    engine: 'makes a call again whose outcome is unknown',
    caughtBy: 'neverTwiceUnread',
    from: 29,
    with: {
      due: (real, state, context) =>
        real(state, context).map((item) => {
          const { work } = item;
          const unknown = state.revocations.some(
            (one) => 'actionId' in work && one.action.id === work.actionId && one.status === 'running',
          );
          return unknown && work.type === 'read-back' ? { ...item, work: { ...work, type: 'act' } } : item;
        }),
      decide: (real, state, command, context) =>
        real(
          state && command.type === 'revocation.intend' && command.mode === 'act'
            ? {
                ...state,
                revocations: state.revocations.map((one) => ({ ...one, status: 'failed', mustReadBack: false })),
              }
            : state,
          command,
          context,
        ),
    },
  },
  {
    engine: 'counts confirmations of a plan that has changed',
    caughtBy: 'nothingBeforeItsTime',
    from: 25,
    with: {
      isConfirmed: (real, state, now) => {
        const { planHash } = state;
        if (planHash === null) return false;
        return real({ ...state, confirmations: state.confirmations.map((one) => ({ ...one, planHash })) }, now);
      },
    },
  },
  {
    engine: 'takes a confirmation of whatever the card showed',
    caughtBy: 'nothingBeforeItsTime',
    from: 25,
    with: {
      decide: (real, state, command, context) =>
        real(
          state && command.type === 'access.confirm' ? { ...state, planHash: command.planHash } : state,
          command,
          context,
        ),
      isConfirmed: (_, state) => state.runStartedAt !== null || state.confirmations.length > 0,
    },
  },
  {
    engine: 'does not look at the lease',
    caughtBy: 'oneOwnerAtATime',
    from: 29,
    with: {
      due: (real, state, context) => real(withoutLeases(state), context),
      decide: (real, state, command, context) =>
        real(state && command.type === 'revocation.intend' ? withoutLeases(state) : state, command, context),
    },
  },
  {
    engine: 'calls a system without writing down that it will',
    caughtBy: 'oneOwnerAtATime',
    with: {
      transact: (real, deps, id, command, actor) =>
        command.type === 'revocation.intend' && command.mode === 'act'
          ? pretend(deps, id)
          : real(deps, id, command, actor),
    },
  },
  {
    engine: 'posts a card without writing down that it will',
    caughtBy: 'noCardTwice',
    seed: 1006,
    from: 175,
    with: {
      transact: (real, deps, id, command, actor) =>
        command.type === 'post.intend' ? pretend(deps, id) : real(deps, id, command, actor),
    },
  },
  {
    engine: 'does not look for a card whose answer was lost',
    caughtBy: 'noCardTwice',
    seed: 11,
    from: 171,
    with: {
      createNode: (real, outside, name) => {
        const node = real(outside, name);
        for (const channel of node.deps.channels.values()) channel.find = async () => null;
        return node;
      },
    },
  },
  {
    engine: 'does not bring cards in line',
    caughtBy: 'cardsTellTheTruth',
    with: {
      createNode: (real, outside, name) => {
        const node = real(outside, name);
        for (const channel of node.deps.channels.values()) channel.update = async () => {};
        return node;
      },
    },
  },
  {
    engine: 'acts an hour before the cut-off',
    caughtBy: 'nothingBeforeItsTime',
    seed: 3001,
    with: {
      runDueAt: (real, state) => {
        const at = real(state);
        return at && new Date(Date.parse(at) - hour).toISOString();
      },
    },
  },
  {
    engine: 'goes on although the person stays',
    caughtBy: 'stopMeansStop',
    from: 15,
    with: {
      evolve: (real, state, occurred) =>
        state && (occurred.event.type === 'retained' || occurred.event.type === 'cancelled')
          ? { ...state, entries: state.entries + 1 }
          : real(state, occurred),
    },
  },
  {
    engine: 'reminds of what is done',
    caughtBy: 'remindersEndWithTheWork',
    with: {
      timedEvents: (real, state, context) =>
        real(
          {
            ...state,
            tasks: state.tasks.map((task) => (task.status === 'done' ? { ...task, status: 'accepted' } : task)),
          },
          context,
        ),
    },
  },
  {
    engine: 'forgets that it has reminded',
    caughtBy: 'neverMoreThanTheLadder',
    with: {
      evolve: (real, state, occurred) => {
        const next = real(state, occurred);
        if (occurred.event.type !== 'task-reminded') return next;
        return { ...next, tasks: next.tasks.map((task) => ({ ...task, reminded: 0 })) };
      },
    },
  },
  {
    engine: 'forgets that it has thought of the same a moment ago',
    caughtBy: 'comesToRest',
    with: {
      evolve: (real, state, occurred) => {
        const next = real(state, occurred);
        return occurred.event.type === 'task-escalated'
          ? { ...next, tasks: next.tasks.map((task) => ({ ...task, escalatedAt: null })) }
          : next;
      },
    },
  },
  {
    engine: 'lets the requester confirm',
    caughtBy: 'threeDifferentPeople',
    with: {
      decide: (real, state, command, context) =>
        real(state && command.type === 'access.confirm' ? { ...state, requester: 'nobody' } : state, command, context),
    },
  },
  {
    engine: 'completes with open actions',
    caughtBy: 'completedMeansProven',
    with: {
      openWork: (real, state) => ({ ...real(state), actions: 0 }),
      completesAt: (real, state) => real({ ...state, revocations: [] }),
    },
  },
  {
    engine: 'takes everybody for an insider',
    caughtBy: 'confidentialUntilItsTime',
    seed: 1005,
    with: { isInsider: (_, state, person) => person !== state.leaver.id },
  },
  {
    engine: 'tells of a dismissal once its run has begun, whatever comes of it',
    caughtBy: 'confidentialUntilItsTime',
    seed: 1005,
    with: {
      evolve: (real, state, entry) => {
        const next = real(state, entry);
        const hasBegun = entry.event.type === 'run-began' && next.flow?.confidential === true;
        return hasBegun ? { ...next, toldAt: next.toldAt ?? entry.at } : next;
      },
    },
  },
  {
    engine: 'never calls anything late',
    caughtBy: 'lateIsSaid',
    with: { isPunctual: () => true },
  },
  {
    engine: 'asks for no wake-up',
    caughtBy: 'everyDueInstantIsActedOn',
    with: { nextWake: () => null },
  },
  {
    engine: 'does not ask whose account it is now',
    caughtBy: 'rightAccountOnly',
    seed: 2003,
    from: 26,
    with: {
      createNode: (real, outside, name) => {
        const node = real(outside, name);
        for (const connector of node.deps.connectors.values()) {
          const { find, look } = connector;
          connector.look = async (...given) => {
            const seen = await look(...given);
            return { ...seen, account: { ...seen.account, protectedBecause: null } };
          };
          connector.find = async (...given) => {
            const found = await find(...given);
            if (found.status !== 'found') return found;
            const accounts = found.accounts.map((one) => ({
              ...one,
              id: one.id.replace('-again', ''),
              protectedBecause: null,
            }));
            return { ...found, accounts };
          };
        }
        return node;
      },
    },
  },
  {
    engine: 'leaves a line out of the journal',
    caughtBy: 'journalReplays',
    with: {
      createNode: (real, outside, name) => {
        const node = real(outside, name);
        const { departures } = node.deps.store;
        const { commit } = departures;
        departures.commit = (next, version, entries, wake) =>
          commit(next, version, entries.length > 1 ? entries.slice(0, -1) : entries, wake);
        return node;
      },
    },
  },
  {
    engine: 'lets nobody mend what has failed',
    caughtBy: 'nobodyIsStuck',
    with: {
      decide: (real, state, command, context) =>
        command.type === 'access.retry' || command.type === 'access.waive' || command.type === 'access.prove'
          ? { type: 'refused', refusal: { code: 'stale', params: {} } }
          : real(state, command, context),
    },
  },
  {
    engine: 'has one person release a brake twice',
    caughtBy: 'neverMoreThanTheCap',
    from: 143,
    with: { isReleased: (_, { brakeReleases = [] }) => brakeReleases.length > 0 },
  },
  {
    engine: 'counts the cut-offs of its own process only',
    caughtBy: 'neverMoreThanTheCap',
    from: 143,
    with: { askGate: async () => ({ type: 'open', allowance: { destructive: 100, wipes: 10 } }) },
  },
  {
    engine: 'tells nobody what a brake holds',
    caughtBy: 'whatIsHeldIsInSomebodysHands',
    from: 167,
    with: { alarms: (real, ...given) => real(...given).filter(({ kind }) => kind !== 'braked') },
  },
  {
    engine: 'takes licences back under a legal hold',
    caughtBy: 'nothingUnderHoldIsDestroyed',
    seed: 20,
    with: { waitsForHold: () => false, underHold: (_, action) => action },
  },
  {
    engine: 'lets one person lift a legal hold',
    caughtBy: 'nothingUnderHoldIsDestroyed',
    from: 153,
    with: { decidesTogether: () => true },
  },
];
