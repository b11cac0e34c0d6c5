import type { Departure } from '../../src/domain/departure.ts';
import type { SystemLook } from '../../src/domain/systems/look.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import type { Mutation } from './mutations.ts';

/** Ways in which an engine could believe a system more than it should, or forget what it was told. */
export const lookMutations: readonly Mutation[] = [
  {
    engine: 'takes an answer that shows nothing for absence',
    caughtBy: 'nothingVerifiedByAbsenceAlone',
    with: {
      createNode: (real, outside, name) => {
        const node = real(outside, name);
        for (const connector of node.deps.connectors.values()) {
          const { readBack } = connector;
          connector.readBack = (...given) =>
            readBack(...given).catch((error: unknown) => {
              const shows = !(error instanceof ConnectorError) || !['unproven', 'mismatch'].includes(error.kind);
              if (shows) throw error;
              return { state: 'desired', evidence: [] };
            });
        }
        return node;
      },
    },
  },
  {
    engine: 'compares no tenant',
    caughtBy: 'nothingVerifiedByAbsenceAlone',
    seed: 1006,
    with: {
      decide: (real, state, command, context) =>
        real(
          state,
          command.type === 'look.record' ? { ...command, look: { ...command.look, tenant: null } } : command,
          context,
        ),
    },
  },
  {
    engine: 'skips the last look',
    caughtBy: 'lastLookIsEmpty',
    seed: 1000,
    with: {
      isLookedOver: (real, state) => real(state) || hasEnded(state),
      isLastLookWhole: (real, state) => real(state) || hasEnded(state),
    },
  },
  {
    engine: 'does not see what the plan did not list',
    caughtBy: 'whatAppearsIsCutOrAsked',
    with: {
      decide: (real, state, command, context) =>
        real(
          state,
          state && command.type === 'look.record' ? { ...command, look: asPlanned(state, command.look) } : command,
          context,
        ),
    },
  },
  {
    engine: 'cuts whatever appears',
    caughtBy: 'nothingBeforeItsTime',
    with: { isCovered: () => true },
  },
  {
    engine: 'leaves what was ended while the account was open',
    caughtBy: 'calledAgainOnceClosed',
    from: 23,
    with: { calledWhileOpen: () => [] },
  },
  {
    engine: 'takes a result after its lease has ended',
    caughtBy: 'resultsOfHoldersOnly',
    seed: 211,
    from: 234,
    with: {
      decide: (real, state, command, context) =>
        state && command.type === 'revocation.record'
          ? real(withLongLeases(state), { ...command, leaseUntil: never }, context)
          : real(state, command, context),
    },
  },
  {
    engine: 'alarms nobody of an open account',
    caughtBy: 'noOpenAccountUnalarmed',
    with: {
      alarms: (real, state, context) => real(state, context).filter(({ kind }) => kind !== 'account-open'),
    },
  },
  {
    engine: 'takes an alarm of a use off by itself',
    caughtBy: 'usesRingUntilSomebodyLooked',
    from: 29,
    with: { clearsByItself: () => true },
  },
  {
    engine: 'forgets a use that is told after the next one was asked for',
    caughtBy: 'usesRingUntilSomebodyLooked',
    seed: 1000,
    from: 85,
    with: {
      decide: (real, state, command, context) => {
        if (!state || command.type !== 'watch.record') return real(state, command, context);
        const uses = command.uses.map((use) => {
          const account = state.accounts.find(({ system, id }) => system === use.system && id === use.accountId);
          const isOld = use.usedAt !== null && (account?.useReadAt ?? '') > use.usedAt;
          return isOld ? { ...use, usedAt: null } : use;
        });
        return real(state, { ...command, uses }, context);
      },
    },
  },
];

function hasEnded({ revocations, runStartedAt }: Departure): boolean {
  return runStartedAt !== null && revocations.every(({ endedAt }) => endedAt !== null);
}

/** The look without what is not in the plan. */
function asPlanned({ revocations }: Departure, look: SystemLook): SystemLook {
  const planned = new Set(revocations.map(({ action }) => action.id));
  return {
    ...look,
    accounts: look.accounts.map((one) => ({ ...one, items: one.items.filter(({ action }) => planned.has(action.id)) })),
  };
}

const never = '9999-01-01T00:00:00.000Z';

function withLongLeases(state: Departure): Departure {
  return {
    ...state,
    revocations: state.revocations.map((one) => ({
      ...one,
      lease: one.lease && { ...one.lease, until: never },
    })),
  };
}
