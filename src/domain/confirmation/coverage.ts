import type { EffectClass, LeaverAccount } from '../actions/leaver-account.ts';
import type { Revocation } from '../actions/revocation.ts';
import type { Departure } from '../departure.ts';
import type { Effect, PlannedAction } from '../systems/action.ts';

/** The classes of effect of these actions, each once. */
function classesOf(actions: readonly PlannedAction[]): EffectClass[] {
  const classes = actions.map(({ stage, effect, fallback }): [string, EffectClass] => [
    `${stage} ${effect} ${fallback?.effect}`,
    { stage, effect, ...(fallback && { fallback: fallback.effect }) },
  ]);
  return [...new Map(classes).values()];
}

/**
 * Whether an effect was confirmed: its own class, or a harder one of the same stage; and the effect of its fallback
 * likewise, because which of the two calls is made is decided only then. A confirmed fallback covers fallbacks only: it
 * was for where nothing else is possible.
 */
function covers(covered: readonly EffectClass[], { stage, effect, fallback }: PlannedAction): boolean {
  return covered.some(
    (one) =>
      one.stage === stage &&
      reaches(one.effect, effect) &&
      (fallback === null || reaches(one.effect, fallback.effect) || reaches(one.fallback, fallback.effect)),
  );
}

function reaches(confirmed: Effect | undefined, effect: Effect): boolean {
  return confirmed === effect || confirmed === 'destructive';
}

/** Whether this action may be done under what was confirmed before the run began. */
export function isCovered({ accounts }: Pick<Departure, 'accounts'>, { action }: Pick<Revocation, 'action'>): boolean {
  const account = accountOf(accounts, action);
  return account !== undefined && account.tenant === action.tenant && covers(account.covered, action);
}

/**
 * What is open in the run and nobody has confirmed: a new account, a new class, a harder effect, and whatever is open
 * once the confirmation has ended. Whoever it is handed to, it still asks.
 */
export function uncovered(state: Pick<Departure, 'accounts' | 'revocations' | 'runStartedAt'>): readonly Revocation[] {
  if (state.runStartedAt === null) return [];
  return state.revocations.filter(
    (one) =>
      (one.status === 'planned' || one.status === 'failed' || (one.status === 'manual' && one.proof === null)) &&
      !isCovered(state, one),
  );
}

/**
 * The state once what was confirmed counts no more: it was put back from a backup, so that nobody knows what was
 * decided since. What is open from then on asks for a new confirmation.
 */
export function withoutCoverage(state: Departure): Departure {
  return {
    ...state,
    confirmations: [],
    accounts: state.accounts.map((account) => ({ ...account, covered: [] })),
  };
}

/** The account that an action is about; undefined where no look has found it. */
export function accountOf(
  accounts: readonly LeaverAccount[],
  { system, accountId }: Pick<PlannedAction, 'system' | 'accountId'>,
): LeaverAccount | undefined {
  return accounts.find((one) => one.system === system && one.id === accountId);
}

/** Every account with the classes of all its actions as confirmed. */
export function coveringAll({ accounts, revocations }: Pick<Departure, 'accounts' | 'revocations'>): LeaverAccount[] {
  return accounts.map((account) => ({
    ...account,
    covered: classesOf(
      revocations
        .map(({ action }) => action)
        .filter(({ system, accountId }) => system === account.system && accountId === account.id),
    ),
  }));
}
