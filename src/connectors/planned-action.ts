import { inEnglish, type Words } from '../domain/localized.ts';
import type { Account } from '../domain/systems/account.ts';
import type { Effect, Loss, PlannedAction, Stage } from '../domain/systems/action.ts';
import { ConnectorError } from '../engine/ports/connector.ts';
import type { Identity } from './define-connector.ts';

/** The part of a planned action that a connector decides. */
export interface ActionPlan {
  /** Names the kind of action in its id: `suspend`, `groups`. Tells `act` and `readBack` what was confirmed. */
  verb: string;
  /**
   * What ends, and so when its turn comes. `disable`: nobody signs in any more. `sessions`: who is in is put out.
   * `credentials`: what opens without signing in (tokens, keys, grants, second factors). `groups`: memberships and
   * roles, the only stage of an internal move, also of those that only a person can end (`manual`). `data`: what the
   * person owns passes to an heir. `licence`: a seat that is paid for, which waits for `data` without end. `task`: what
   * a person does and no other stage names, such as looking inside a product; an internal move leaves it out. `delete`:
   * the account is gone for ever.
   */
  stage: Stage;
  target?: { id: string; label: Words };
  /** What the kind of action lists; told where the action has no target. */
  named?: Words;
  /** What is sent; of what a person does, what they do, in both languages where it is ours. */
  call: Words;
  effect: Effect;
  /** What is sent instead where `call` is impossible by then; see `PlannedAction.fallback`. */
  fallback?: { call: string; effect: Effect };
  /** Left out: everything but the closing itself, and what people do, waits for the account to be closed. */
  needs?: readonly Stage[];
  manual?: boolean;
  /** Of what a person does: the system shows whether it was done, so Relais reads it back by itself. */
  verifiable?: true;
  /**
   * It takes data off a device that somebody holds: so many a day need two people's word, see `brakes` of
   * `relais.yaml`.
   */
  wipesDevice?: true;
  /** What the vendor does away with once this is done, by its own clock; see `PlannedAction.losses`. */
  losses?: readonly Loss[];
  residualMinutes?: number;
}

/** What comes first when a kind does not say. Licences go last, because some go with a group. */
function needsOf(stage: Stage): readonly Stage[] {
  switch (stage) {
    case 'disable':
    case 'task':
      return [];
    case 'sessions':
    case 'credentials':
    case 'groups':
    case 'data':
      return ['disable'];
    case 'licence':
      return ['disable', 'groups', 'data'];
    case 'delete':
      return ['disable', 'sessions', 'credentials', 'groups', 'data', 'licence'];
  }
}

/** The id of what a kind plans for an account; with a target, the part before it. */
export function actionId(
  system: Pick<Identity, 'id'>,
  account: Pick<Account, 'id'>,
  { verb }: { verb: string },
): string {
  return [system.id, account.id, verb].join('/');
}

/** The id is `okta/00u1/sessions`, or `okta/00u1/groups/00g7` for an action with a target. */
export function planAction(system: Identity, account: Account, plan: ActionPlan): PlannedAction {
  const { verb, stage, target = null, call, effect, fallback = null, manual = false, residualMinutes = 0 } = plan;
  return {
    id: [actionId(system, account, { verb }), ...(target ? [target.id] : [])].join('/'),
    system: system.id,
    systemLabel: system.label,
    tier: system.tier,
    tenant: account.tenant,
    accountId: account.id,
    accountLogin: account.login,
    stage,
    target,
    // Only where the stage by itself does not say what ends.
    ...(target === null && isVague(stage, manual) && plan.named !== undefined && { named: plan.named }),
    call,
    effect,
    fallback,
    needs: [...(plan.needs ?? (manual ? [] : needsOf(stage)))],
    manual,
    ...(plan.verifiable && { verifiable: true as const }),
    residualMinutes,
    ...(plan.wipesDevice && { wipesDevice: true as const }),
    ...(plan.losses !== undefined && plan.losses.length > 0 && { losses: [...plan.losses] }),
  };
}

/** The verb that `planAction` put into the id. */
export function verbOf(action: PlannedAction): string {
  const prefix = `${action.system}/${action.accountId}/`;
  if (!action.id.startsWith(prefix))
    throw new ConnectorError('mismatch', {
      en: `${action.id} is not an action of ${prefix}`,
      fr: `${action.id} n’est pas une action de ${prefix}`,
    });
  return action.id.slice(prefix.length).split('/')[0] ?? '';
}

/** The target of an action that cannot be without one, as logs and errors name it. */
export function targetOf(action: PlannedAction): { id: string; label: string } {
  if (!action.target)
    throw new ConnectorError('mismatch', {
      en: `${action.id} names no target`,
      fr: `${action.id} ne nomme aucune cible`,
    });
  return { id: action.target.id, label: inEnglish(action.target.label) };
}

/** Whether a configured list of logins and ids names this account. */
export function isListed(list: readonly string[], account: { id: string; login: string }): boolean {
  return list.some((entry) => entry === account.id || entry.toLowerCase() === account.login.toLowerCase());
}

/** Whether the stage by itself does not say what ends, or is to be done. */
function isVague(stage: Stage, manual: boolean): boolean {
  return stage === 'credentials' || stage === 'task' || (stage === 'groups' && manual);
}
