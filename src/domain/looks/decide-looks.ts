import { isProven, type Revocation } from '../actions/revocation.ts';
import { type Instant, minute, plus } from '../calendar/time.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { inEnglish, inFrench, type Localized, type Words } from '../localized.ts';
import { planText } from '../plan/plan-hash.ts';
import { happened, refuse } from '../refusal.ts';
import type { PlannedAction, Stage } from '../systems/action.ts';
import { failuresSoFar } from '../systems/asked-system.ts';
import type { SystemLook } from '../systems/look.ts';
import { mayAdopt } from './adopt-tenant.ts';
import { toldApart } from './told-apart.ts';

/**
 * Lists of vendors lag: what was proven gone and is still listed is looked at again after these pauses, before it
 * counts as there.
 */
const lagPauses = [5_000, 30_000, 2 * minute, 10 * minute] as const;

/**
 * What a fresh look at systems changes: what appeared is added, what came back is cut again, what cannot be told holds
 * completion back.
 */
export function decideLooks(
  state: Departure,
  looks: readonly { look: SystemLook; retryAt: Instant | null }[],
  { digest, now, actor }: Pick<DecideContext, 'digest' | 'now' | 'actor'>,
): Outcome {
  const { flow, dates } = state;
  if (!flow || !dates) return refuse('wrong-status', { status: state.status });
  if (state.status !== 'active' && state.status !== 'completed')
    return refuse('wrong-status', { status: state.status });
  const known = new Set([...state.revocations.map(({ action }) => action.id), ...state.kept.map(({ id }) => id)]);
  const actions = state.revocations.map(({ action }) => action);
  const events: DepartureEvent[] = [];
  for (const { look, retryAt } of looks) {
    const before = state.systems.find(({ system }) => system === look.system);
    // A look that took long says nothing against one that began after it and was written down before.
    if (before && look.at < before.triedAt) continue;
    const seen = toldApart(state, inItsTenant(state, look, actor));
    const listed = stillListed(state, seen);
    const appeared = appearedIn(state, seen).filter(({ id }) => !known.has(id));
    for (const action of appeared) known.add(action.id);
    actions.push(...appeared);
    const lag = lagPauses[failuresSoFar(before)];
    if (listed.length > 0 && state.runEndedAt === null && lag !== undefined) {
      // A list that still names what is gone is behind, so what is new in it is there.
      events.push(looked(lagging(seen, listed), plus(now, lag), appeared));
      continue;
    }
    events.push(looked(seen, seen.problem === null ? null : retryAt, appeared), ...cameBack(state, listed));
  }
  const returned = events.some(({ type }) => type === 'revocation-repeated' || type === 'revocation-disproved');
  const found = returned || events.some((event) => event.type === 'looked' && event.appeared.length > 0);
  if (found && state.status === 'completed') events.push({ type: 'reopened', reason: '' });
  return happened(...events);

  function looked(look: SystemLook, retryAt: Instant | null, appeared: PlannedAction[]): DepartureEvent {
    const text = planText({
      leaverId: state.leaver.id,
      cutOff: dates?.cutOff.at ?? now,
      mode: flow?.cutOff.mode ?? 'scheduled',
      actions,
      kept: state.kept,
    });
    // What was confirmed keeps its hash until something else is in the plan, also where the click that released it
    // moved the cut-off.
    const confirmed = actions.length === state.revocations.length ? state.planHash : null;
    return { type: 'looked', look, retryAt, appeared, planHash: confirmed ?? digest(text) };
  }
}

/**
 * Another tenant behind the same address knows nothing of the leaver: whatever it says is about others. Where the one
 * of the plan held nothing of the leaver, the other counts from then on, if it holds something, or if IT or an
 * administrator asked for this look. Where it held
 * something, a person has to adopt the other: see `adopt-tenant.ts`.
 */
export function inItsTenant(
  { systems, accounts }: Departure,
  look: SystemLook,
  actor: DecideContext['actor'],
): SystemLook {
  const expected = systems.find(({ system }) => system === look.system)?.tenant ?? null;
  if (expected === null || look.tenant === null || look.tenant === expected) return look;
  const isKnown = accounts.some(({ system, tenant }) => system === look.system && tenant === expected);
  if (!isKnown && (look.accounts.length > 0 || mayAdopt(actor))) return look;
  const reason = {
    en: `tenant: ${look.tenant} answers there now, and the plan is about ${expected}`,
    fr: `tenant: ${look.tenant} y répond maintenant, et le plan porte sur ${expected}`,
  };
  return { ...look, tenant: expected, accounts: [], problem: { kind: 'mismatch', reason, answering: look.tenant } };
}

/** What was proven gone before this look began, by a read-back or by a person's word, and is listed in it. */
function stillListed({ revocations }: Departure, look: SystemLook): readonly Revocation[] {
  const open = new Set(
    look.accounts.flatMap(({ items }) =>
      items.filter(({ standing }) => standing === 'open').map(({ action }) => keyOf(action)),
    ),
  );
  return revocations.filter(
    (one) =>
      (one.status === 'verified' || isProven(one)) && open.has(keyOf(one.action)) && one.endedRev <= look.accessRev,
  );
}

/** Ids tell actions apart in one tenant only. */
function keyOf({ id, tenant }: PlannedAction): string {
  return `${tenant}\n${id}`;
}

function lagging(look: SystemLook, listed: readonly Revocation[]): SystemLook {
  const names = (read: (words: Words) => string) =>
    `still-listed: ${listed.map(({ action }) => read(nameOf(action))).join(', ')}`.slice(0, 500);
  const reason = { en: names(inEnglish), fr: names(inFrench) };
  return { ...look, problem: { kind: 'incomplete', reason } };
}

/** What is listed by name, else what is closed by its action. */
function nameOf({ target, stage }: PlannedAction): Words {
  return target?.label ?? namesOfStages[stage];
}

const namesOfStages: Readonly<Record<Stage, Localized>> = {
  disable: { en: 'the sign-in', fr: 'la connexion' },
  sessions: { en: 'sessions', fr: 'les sessions' },
  credentials: { en: 'keys and tokens', fr: 'les clés et jetons' },
  groups: { en: 'groups', fr: 'les groupes' },
  data: { en: 'what the person owns', fr: 'ce que la personne possède' },
  licence: { en: 'the licence', fr: 'la licence' },
  task: { en: 'what is closed by hand', fr: 'ce qui se ferme à la main' },
  delete: { en: 'the account', fr: 'le compte' },
};

/**
 * What an account holds that the plan did not list, whether it is open or closed by now: a closed one may still hold
 * sessions, and what is not told is not closed. An old role's plan is what the manager chose: what is new there is the
 * new role's.
 */
function appearedIn({ flow }: Departure, { accounts }: SystemLook): PlannedAction[] {
  if (flow?.access !== 'all') return [];
  return accounts.flatMap(({ items }) =>
    items.filter(({ standing }) => standing !== 'closed').map(({ action }) => action),
  );
}

function cameBack(state: Departure, listed: readonly Revocation[]): DepartureEvent[] {
  return listed.flatMap((one, index): DepartureEvent[] => {
    const { id: actionId } = one.action;
    if (isProven(one)) return [{ type: 'revocation-disproved', actionId }];
    const number = state.alerts.length + 1 + index;
    return [
      { type: 'revocation-repeated', actionId, because: 'came-back' },
      {
        type: 'alert-raised',
        alertId: `residual-access-${number}-${actionId}`,
        kind: 'residual-access',
        subject: actionId,
      },
    ];
  });
}
