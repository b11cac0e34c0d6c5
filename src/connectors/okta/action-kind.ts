import type { Account, PlannedAction } from '../../domain/revocation.ts';
import type { ActOutcome, ConnectorContext, ReadBack } from '../../engine/ports/connector.ts';
import type { ActionPlan } from '../planned-action.ts';
import type { OktaSystem } from './okta-system.ts';

/** One kind of thing that is done at Okta: what there is to do, doing it, and reading that it holds. */
export interface ActionKind {
  verb: string;
  plan(account: Account, system: OktaSystem, context: ConnectorContext): Promise<readonly Omit<ActionPlan, 'verb'>[]>;
  act(action: PlannedAction, system: OktaSystem, context: ConnectorContext): Promise<ActOutcome>;
  readBack(action: PlannedAction, system: OktaSystem, context: ConnectorContext): Promise<ReadBack>;
}
