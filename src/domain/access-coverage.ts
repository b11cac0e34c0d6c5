import type { Departure } from './departure.ts';
import type { EffectClass, LeaverAccount, PlannedAction, Revocation } from './revocation.ts';

/** The classes of effect of these actions, each once. */
function classesOf(actions: readonly PlannedAction[]): EffectClass[] {
  const classes = new Map(actions.map(({ stage, effect }) => [`${stage} ${effect}`, { stage, effect }]));
  return [...classes.values()];
}

/** Whether an effect was confirmed: its own class, or a harder one of the same stage. */
function covers(covered: readonly EffectClass[], { stage, effect }: EffectClass): boolean {
  return covered.some((one) => one.stage === stage && (one.effect === effect || one.effect === 'destructive'));
}

/** Whether this action may be done under what was confirmed before the run began. */
export function isCovered({ accounts }: Pick<Departure, 'accounts'>, { action }: Pick<Revocation, 'action'>): boolean {
  const account = accountOf(accounts, action);
  return account !== undefined && account.tenant === action.tenant && covers(account.covered, action);
}

/** What appeared in the run and nobody has confirmed: a new account, a new class, a harder effect. Whoever it is handed to, it still asks. */
export function uncovered(state: Pick<Departure, 'accounts' | 'revocations' | 'runStartedAt'>): readonly Revocation[] {
  if (state.runStartedAt === null) return [];
  return state.revocations.filter(
    (one) => (one.status === 'planned' || (one.status === 'manual' && one.proof === null)) && !isCovered(state, one),
  );
}

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
