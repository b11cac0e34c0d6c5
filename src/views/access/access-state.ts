import { newRevocation } from '../../domain/actions/new-revocation.ts';
import { isOpen, isProven, type Revocation } from '../../domain/actions/revocation.ts';
import { heldCalls, isHeld } from '../../domain/brake/held.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { isConfirmed, quorum } from '../../domain/confirmation/approval.ts';
import type { Confirmation } from '../../domain/confirmation/confirmation.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import { overdueAt } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import { heldByHold, isKeptByHold } from '../../domain/hold/held.ts';
import type { CompanyRole } from '../../domain/people/people.ts';
import { awaitsSecondPerson } from '../../domain/run/proof.ts';
import { type PlannedAction, stageOrder } from '../../domain/systems/action.ts';
import { heldBackBy, unresolvedOf } from '../../domain/systems/asked-system.ts';
import { isForProtected } from '../../domain/systems/protected-account.ts';
import { type Tier, tierSchema } from '../../domain/systems/tier.ts';
import type { ItemIcon } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Who has confirmed the plan as it is now, and who still must. */
export interface ConfirmationState {
  needed: number;
  given: readonly Confirmation[];
  /** Each role that still owes confirmations, and how many. */
  missing: readonly { role: CompanyRole; count: number }[];
  complete: boolean;
  /** When the first of those given runs out. */
  expiresAt: Instant | null;
}

export function confirmationState(departure: Departure, now: Instant): ConfirmationState {
  const asked = quorum(departure, now);
  const given = asked.flatMap((one) => one.given.slice(0, one.needed));
  return {
    needed: asked.reduce((sum, one) => sum + one.needed, 0),
    given,
    missing: asked
      .filter((one) => one.given.length < one.needed)
      .map((one) => ({ role: one.role, count: one.needed - one.given.length })),
    complete: isConfirmed(departure, now),
    expiresAt: given.map((one) => one.expiresAt).sort()[0] ?? null,
  };
}

/**
 * Where the leaver's access stands. `unresolved`: a system could not be asked. `overdue`: its time came before
 * everybody confirmed. `armed`: waits for the click at the meeting. `held`: confirmed and due, and a brake holds it.
 * `attention`: nothing runs any more, but something is failed or waits for a person.
 */
export type AccessPhase =
  | 'none'
  | 'unresolved'
  | 'to-confirm'
  | 'overdue'
  | 'confirmed'
  | 'armed'
  | 'held'
  | 'running'
  | 'attention'
  | 'settled';

export function accessPhase(departure: Departure, now: Instant): AccessPhase {
  const { revocations, dates, flow, released } = departure;
  if (departure.runStartedAt !== null) {
    if (unresolvedOf(departure).length > 0 || uncovered(departure).length > 0) return 'attention';
    if (revocations.every((one) => !isOpen(one))) return departure.runEndedAt === null ? 'running' : 'settled';
    const held = [...heldCalls(departure), ...heldByHold(departure)];
    const works = revocations.some(
      (one) => !held.includes(one) && (one.status === 'running' || one.status === 'planned' || willRetry(one)),
    );
    return works ? 'running' : 'attention';
  }
  if (heldBackBy(departure).length > 0) return 'unresolved';
  if (revocations.length === 0) return unresolvedOf(departure).length > 0 ? 'unresolved' : 'none';
  const complete = confirmationState(departure, now).complete;
  if (isHeld(departure, now)) return 'held';
  if (released && complete) return 'running';
  if (flow?.cutOff.mode === 'released') return complete ? 'armed' : 'to-confirm';
  const passed = dates !== null && dates.cutOff.at <= now;
  const overdue = overdueAt(departure);
  if (!complete) return overdue !== null && overdue <= now ? 'overdue' : 'to-confirm';
  return passed ? 'running' : 'confirmed';
}

/**
 * An exception settles an action and closes nothing: whoever reads that access has ended reads how much of it has not.
 */
export function waivedCount(revocations: readonly Revocation[]): number {
  return revocations.filter(({ status }) => status === 'waived').length;
}

/** Where the access stands, in a few words. */
export function phaseWords(departure: Departure, voice: Voice, now: Instant): string {
  const phase = accessPhase(departure, now);
  const count = waivedCount(departure.revocations);
  return phase === 'settled' && count > 0 ? voice.t('phase.settledExcept', { count }) : voice.t(`phase.${phase}`);
}

/** Failed or taken on trust, and looked at again by itself. */
function willRetry(revocation: Revocation): boolean {
  return (revocation.status === 'failed' || revocation.status === 'accepted') && revocation.notBefore !== null;
}

export interface SystemView {
  system: string;
  label: string;
  tier: Tier;
  logins: readonly string[];
  revocations: readonly Revocation[];
}

/** System by system in the order in which access ends, each with its actions in theirs. */
export function systemsOf(revocations: readonly Revocation[]): readonly SystemView[] {
  const views: SystemView[] = [];
  for (const system of new Set(revocations.map((one) => one.action.system))) {
    const members = revocations.filter((one) => one.action.system === system);
    const first = members[0];
    if (!first) continue;
    views.push({
      system,
      label: oneLine(first.action.systemLabel),
      tier: first.action.tier,
      logins: [...new Set(members.map((one) => oneLine(one.action.accountLogin)))],
      revocations: [...members].sort((a, b) => stageOrder.indexOf(a.action.stage) - stageOrder.indexOf(b.action.stage)),
    });
  }
  const rank = (view: SystemView) => tierSchema.options.indexOf(view.tier);
  return views.sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label));
}

/** The same of a plan that is not stored yet. */
export function plannedSystems(actions: readonly PlannedAction[]): readonly SystemView[] {
  return systemsOf(actions.map((action) => newRevocation(action)));
}

/** What is done, in a few words: `End every open session`. */
export function actionWords(action: PlannedAction, voice: Voice): string {
  const target = cut(oneLine(voice.localized(action.target?.label ?? action.named ?? '')), 80);
  // A session that is named and cannot be opened again is an account on a device, and its data go with it.
  if (action.stage === 'sessions' && target !== '' && action.effect === 'destructive')
    return voice.t('action.wipe', { target });
  return voice.t(`action.${action.stage}`, { named: target === '' ? 'no' : 'yes', target });
}

/** Where, whose and what, on one line: `GitHub, alex, Remove from platform`. */
export function actionLine(action: PlannedAction, voice: Voice): string {
  return voice.t('access.failure', {
    system: oneLine(action.systemLabel),
    login: cut(oneLine(action.accountLogin), 80),
    what: actionWords(action, voice),
  });
}

export function effectWords(action: PlannedAction, voice: Voice): string {
  return action.manual ? voice.t('effect.manual') : voice.t(`effect.${action.effect}`);
}

/**
 * What a person must do there, in the words of its connector; null when it said nothing. What it said when it was
 * called is newer than the plan.
 */
export function byHandWords({ action, byHand }: Revocation, voice: Voice): string | null {
  if (isForProtected(action))
    return voice.t('access.protectedByHand', { reason: cut(oneLine(voice.localized(action.call)), 300) });
  const words = byHand ?? (action.manual ? action.call : null);
  return words === null ? null : cut(oneLine(voice.localized(words)), 600);
}

/** The state of one action as an icon and a word. */
export function actionMark(revocation: Revocation, voice: Voice): { icon: ItemIcon; state: string } {
  if (isProven(revocation)) return { icon: 'done', state: voice.t('revocation.proved') };
  if (awaitsSecondPerson(revocation)) return { icon: 'manual', state: voice.t('revocation.proofWaits') };
  const state = voice.t(`revocation.${revocation.status}`);
  switch (revocation.status) {
    case 'planned':
      return { icon: 'waiting', state };
    case 'running':
      return { icon: 'running', state };
    case 'verified':
      return { icon: 'done', state };
    case 'accepted':
      return { icon: 'accepted', state };
    case 'failed':
      return { icon: 'failed', state };
    case 'manual':
      return { icon: 'manual', state };
    case 'waived':
      return { icon: 'waived', state };
  }
}

/** The worst of a system's actions stands for it, so that nothing looks better than it is. */
export function systemMark(system: SystemView, departure: Departure, voice: Voice): { icon: ItemIcon; state: string } {
  // What Relais keeps from being done is neither running nor to do.
  if (isKeptByHold(departure, system.revocations)) return { icon: 'waiting', state: voice.t('hold.state') };
  const worstFirst = ['failed', 'manual', 'running', 'planned', 'accepted', 'waived', 'verified'] as const;
  const open = system.revocations.filter((one) => !isProven(one));
  const status = worstFirst.find((one) => open.some((revocation) => revocation.status === one));
  const worst = open.find((revocation) => revocation.status === status) ?? system.revocations[0];
  const begun = open.some((one) => one.status !== 'planned');
  if (worst?.status === 'planned' && begun) return { icon: 'running', state: voice.t('revocation.running') };
  return worst ? actionMark(worst, voice) : { icon: 'info', state: voice.t('revocation.planned') };
}

/** Tokens and sessions that were issued before may live on until these instants, although everything is verified. */
export function residualWindows(
  departure: Departure,
  now: Instant,
): readonly { label: string; until: Instant; actionId: string }[] {
  const bySystem = new Map<string, { label: string; until: Instant; actionId: string }>();
  for (const { action, residualUntil } of departure.revocations) {
    if (residualUntil === null || residualUntil <= now) continue;
    const known = bySystem.get(action.system);
    if (!known || known.until < residualUntil)
      bySystem.set(action.system, { label: oneLine(action.systemLabel), until: residualUntil, actionId: action.id });
  }
  return [...bySystem.values()].sort((a, b) => (a.until < b.until ? -1 : 1));
}
