import type { Localized, Quoted } from '../domain/localized.ts';
import type { Account } from '../domain/systems/account.ts';
import type { PlannedAction } from '../domain/systems/action.ts';
import type { Standing } from '../domain/systems/look.ts';
import {
  type ActOutcome,
  type ConnectorContext,
  ConnectorError,
  type ReadBack,
  type ReadBackContext,
} from '../engine/ports/connector.ts';
import { type ActionPlan, verbOf } from './planned-action.ts';

/** One thing that an account holds, with what would end it. */
export interface ItemPlan extends Omit<ActionPlan, 'verb'> {
  /** How it stands now. Left out: `open`, because it is listed. `untold` for what the vendor cannot be asked about. */
  standing?: Standing;
}

/** One kind of thing that is done in a system: what there is to do, doing it, and reading that it holds. */
export interface ActionKind<System> {
  verb: string;
  /** What it lists, for people to read where the list could not be told: `API tokens`. */
  named: Localized | Quoted;
  /**
   * What the account holds of this kind. Throws `unproven` when the list may be cut short, filtered by rights or null:
   * nothing is concluded from such a list. Any other ConnectorError of one list costs that list only.
   */
  plan(account: Account, system: System, context: ConnectorContext): Promise<readonly ItemPlan[]>;
  /** Decides by what the account is by then which of the confirmed calls brings the effect about. */
  act(action: PlannedAction, system: System, context: ConnectorContext): Promise<ActOutcome>;
  readBack(action: PlannedAction, system: System, context: ReadBackContext): Promise<ReadBack>;
  /**
   * Of what only helps people, and ends nothing: whatever keeps its list from being told costs nothing but a note in
   * the plan, of these words. Left out: a list that could not be told holds the plan back.
   */
  note?(trouble: ConnectorError, system: System): Localized;
  /** Its read-back reads the account itself, so that nothing above it has to be asked as well. */
  provesItself?: boolean;
}

/** The kind that an action was planned by. */
export function kindOf<System>(kinds: readonly ActionKind<System>[], action: PlannedAction): ActionKind<System> {
  const verb = verbOf(action);
  const kind = kinds.find((each) => each.verb === verb);
  if (!kind)
    throw new ConnectorError('mismatch', {
      en: `${action.id} is not an action of this connector`,
      fr: `${action.id} n’est pas une action de ce connecteur`,
    });
  return kind;
}
