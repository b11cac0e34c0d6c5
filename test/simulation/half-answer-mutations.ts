import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { LookItem, SystemLook } from '../../src/domain/systems/look.ts';
import { type ConnectorContext, ConnectorError, type ReadBack } from '../../src/engine/ports/connector.ts';
import type { Mutation, Seams } from './mutations.ts';
import type { Node } from './node.ts';

/**
 * Ways in which an engine could take half an answer for a whole one, or a name for the thing; each is met in `lies.ts`
 * alone.
 */
export const halfAnswerMutations: readonly Mutation[] = [
  {
    engine: 'takes what a system still works on for done',
    caughtBy: 'verifiedMeansReadBack',
    seed: 27,
    with: { readResult: believing('pending') },
  },
  {
    engine: 'takes what no read can show for done',
    caughtBy: 'verifiedMeansReadBack',
    seed: 34,
    with: { readResult: believing('unreadable') },
  },
  {
    engine: 'takes a call that broke off time after time for done in the end',
    caughtBy: 'verifiedMeansReadBack',
    seed: 36,
    with: {
      readResult: (real, deps, one, answer) => {
        const result = real(deps, one, answer);
        const hasGivenUp = result.status === 'failed' && result.retryAt === null && one.status !== 'accepted';
        return hasGivenUp ? { status: 'verified', evidence: result.evidence } : result;
      },
    },
  },
  {
    engine: 'takes for done what a system says that only a person can do',
    caughtBy: 'verifiedMeansReadBack',
    seed: 13,
    with: {
      accepted: (real, deps, outcome) =>
        outcome.status === 'manual' ? { status: 'verified', evidence: [] } : real(deps, outcome),
    },
  },
  {
    engine: 'takes accounts that may be anybody’s for nobody’s',
    caughtBy: 'nothingVerifiedByAbsenceAlone',
    seed: 32,
    with: {
      lookAtSystem: async (real, ...given) => {
        const { look, error } = await real(...given);
        return { look: look.problem?.kind === 'ambiguous' ? { ...look, problem: null } : look, error };
      },
    },
  },
  {
    engine: 'takes accounts that may be anybody’s for the leaver’s',
    caughtBy: 'rightAccountOnly',
    seed: 84,
    with: {
      lookAtSystem: (real, deps, connector, about) => {
        const find: typeof connector.find = async (...given) => {
          const found = await connector.find(...given);
          return found.status === 'ambiguous' ? { ...found, status: 'found', accounts: found.candidates } : found;
        };
        return real(deps, { ...connector, find }, about);
      },
    },
  },
  {
    engine: 'takes an account that could not be looked at for an empty one',
    caughtBy: 'nothingVerifiedByAbsenceAlone',
    seed: 6,
    with: {
      lookAtSystem: (real, deps, connector, about) => {
        const look: typeof connector.look = (account, context) =>
          connector.look(account, context).catch((error: unknown) => {
            if (!(error instanceof ConnectorError) || error.kind !== 'unproven') throw error;
            return { account, presence: 'there', items: [], snapshot: {}, untold: [] };
          });
        return real(deps, { ...connector, look }, about);
      },
    },
  },
  {
    engine: 'takes a thing that has another name by now for gone',
    caughtBy: 'verifiedMeansReadBack',
    seed: 6,
    with: { createNode: (real, outside, name) => byName(real(outside, name)) },
  },
  {
    engine: 'takes another thing of the same name for the one that it knows',
    caughtBy: 'whatAppearsIsCutOrAsked',
    seed: 13,
    with: {
      decide: lookingAt(({ id, label }, known) => known.has(id) || ![...known.values()].includes(label)),
    },
  },
];

/** With every answer of this state taken for proof. */
function believing(state: ReadBack['state']): Seams['readResult'] {
  return (real, deps, one, answer) =>
    real(deps, one, answer.state === state ? { ...answer, state: 'desired' } : answer);
}

/**
 * Asks for things by their names, as a vendor is that knows them by names alone: under the old one nothing is found.
 */
function byName(node: Node): Node {
  for (const connector of node.deps.connectors.values()) {
    const { act, readBack, look } = connector;
    const isThere = async (action: PlannedAction, context: ConnectorContext) => {
      const { system, systemLabel, tenant, accountId: id, accountLogin: login } = action;
      const account = { system, systemLabel, tenant, id, login, name: null, status: '', protectedBecause: null };
      const { items } = await look(account, context);
      return action.target === null || items.some((item) => nameOf(item.action) === nameOf(action));
    };
    connector.act = async (action, context) =>
      (await isThere(action, context)) ? act(action, context) : { status: 'already', evidence: [] };
    connector.readBack = async (action, context) => {
      const answer = await readBack(action, context);
      const isBelieved = answer.state !== 'not-desired' || (await isThere(action, context));
      return isBelieved ? answer : { state: 'desired', evidence: [] };
    };
  }
  return node;
}

/** Sees only such things in a look; `known`: the names of the departure's things, by the ids of their actions. */
function lookingAt(
  sees: (thing: { id: string; label: string }, known: ReadonlyMap<string, string>) => boolean,
): Seams['decide'] {
  return (real, state, command, context) => {
    if (!state || command.type !== 'look.record') return real(state, command, context);
    const known = new Map(
      state.revocations.flatMap(({ action }) => (action.target ? [[action.id, nameOf(action)] as const] : [])),
    );
    const seen = ({ action }: LookItem) =>
      action.target === null || sees({ id: action.id, label: nameOf(action) }, known);
    return real(state, { ...command, look: withItems(command.look, seen) }, context);
  };
}

function nameOf({ target }: PlannedAction): string {
  return JSON.stringify(target?.label);
}

function withItems(look: SystemLook, seen: (item: LookItem) => boolean): SystemLook {
  return { ...look, accounts: look.accounts.map((one) => ({ ...one, items: one.items.filter(seen) })) };
}
