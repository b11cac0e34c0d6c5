import type { Instant } from '../../domain/calendar/time.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import { isHeld as isHeldByHr } from '../../domain/hr/proposal.ts';
import { cutOffPassed, openWork } from '../../domain/lifecycle/completion.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { accessPhase } from '../access/access-state.ts';
import { openWords } from '../access/access-status.ts';
import { brakeReason } from '../access/brake.ts';
import { heldByHoldWords } from '../access/hold.ts';
import { status } from '../blocks.ts';
import type { CardBlock, Text, Tone } from '../card-view.ts';
import { byDue, isLate, taskTitle } from '../tasks/task-state.ts';
import { oneLine } from '../words/plain.ts';
import { calledName, type Voice } from '../words/voice.ts';
import { type ComingStep, comingSteps, holderOf, missingRoles } from './coming-steps.ts';

/** How a departure stands in one look: the state, what comes next, and who has to act for that. */
export interface Lead {
  state: 'failed' | 'overdue' | 'attention' | 'held-by-hr' | 'unassigned' | 'late' | 'complete' | 'on-track';
  next: Text | null;
  who: readonly string[];
  /** What is still to come besides. */
  later: readonly ComingStep[];
  /** Whether it tells when access ends, so that nothing else has to. */
  tellsCutOff: boolean;
}

/** `next` and `who` are of one and the same thing: whoever is named has to do what stands beside them. */
export function departureLead(departure: Departure, voice: Voice, now: Instant): Lead {
  const coming = comingSteps(departure, voice, now);
  const holdsUp = whatHoldsItUp(departure, voice, now);
  if (holdsUp !== null) return { ...holdsUp, later: coming, tellsCutOff: holdsUp.state === 'overdue' };
  if (mayComplete(departure))
    return { state: 'complete', next: voice.t('departure.canComplete'), who: [], later: coming, tellsCutOff: false };
  const [next, ...later] = coming;
  return {
    ...{ state: 'on-track', next: next?.words ?? null, who: next?.who ?? [], later },
    tellsCutOff: next?.what === 'cut-off',
  };
}

/** How many people or roles the first line names. */
const mostNamed = 4;

export function departureStatus({ state, next, who }: Lead, tone: Tone, voice: Voice): CardBlock {
  const names = [...new Set(who)].slice(0, mostNamed);
  return status(tone, voice.t(`lead.departure.${state}`), {
    next,
    who: names.length === 0 ? null : voice.t('lead.who', { who: voice.list(names) }),
  });
}

/** Whether whoever leads may close it: nothing is open any more. */
function mayComplete(departure: Departure): boolean {
  const open = openWork(departure);
  return open.tasks === 0 && open.actions === 0 && cutOffPassed(departure) && unresolvedOf(departure).length === 0;
}

/** The tone of what shows the whole departure, as its first line says how it stands. */
export function departureTone(departure: Departure, now: Instant): Tone {
  const phase = accessPhase(departure, now);
  if (phase === 'overdue' || phase === 'held' || departure.revocations.some((one) => one.status === 'failed'))
    return 'danger';
  if (isHeldByHr(departure)) return 'attention';
  const waits = departure.tasks.some((task) => task.status === 'unassigned' || isLate(task, now));
  if (waits || phase === 'attention' || phase === 'unresolved') return 'attention';
  return mayComplete(departure) ? 'good' : 'neutral';
}

type HeldUp = Omit<Lead, 'later' | 'tellsCutOff'>;

/** The most urgent of what only a person can settle; null where everything goes its way. */
function whatHoldsItUp(departure: Departure, voice: Voice, now: Instant): HeldUp | null {
  const { revocations, tasks, dates, manager } = departure;
  const phase = accessPhase(departure, now);
  const it = voice.t('role.it');
  if (revocations.some((one) => one.status === 'failed'))
    return { state: 'failed', next: openWords(revocations, voice), who: [it] };
  if (phase === 'overdue') {
    const next = dates && voice.rich('lead.wasToEnd', { when: voice.zonedMoment(dates.cutOff) });
    return { state: 'overdue', next, who: missingRoles(departure, voice, now) };
  }
  if (phase === 'held')
    return {
      state: 'attention',
      next: voice.t('brake.next', { reason: brakeReason(departure, voice) }),
      who: [voice.t('brake.who')],
    };
  if (isHeldByHr(departure)) return { state: 'held-by-hr', next: null, who: [voice.t('role.hr')] };
  const oldest = (chosen: (task: Task) => boolean) => tasks.filter(chosen).sort(byDue)[0];
  const unassigned = oldest(({ status: one }) => one === 'unassigned');
  if (unassigned)
    return {
      state: 'unassigned',
      next: taskTitle(unassigned, voice),
      who: [manager === null ? voice.t('role.hr') : calledName(departure, manager, voice)],
    };
  if (phase === 'unresolved' || phase === 'attention') return attention(departure, voice, now);
  const late = oldest((task) => isLate(task, now));
  return late === undefined
    ? null
    : { state: 'late', next: taskTitle(late, voice), who: holderOf(departure, late, voice) };
}

/** Of the access: a system that did not answer, what is not confirmed, what a hold keeps, what is done by hand. */
function attention(departure: Departure, voice: Voice, now: Instant): HeldUp {
  const it = voice.t('role.it');
  const silent = unresolvedOf(departure).map(({ systemLabel }) => oneLine(systemLabel));
  if (silent.length > 0)
    return { state: 'attention', next: voice.t('lead.unasked', { systems: voice.list(silent) }), who: [it] };
  if (uncovered(departure).length > 0)
    return {
      state: 'attention',
      next: voice.t('lead.uncovered', { count: uncovered(departure).length }),
      who: missingRoles(departure, voice, now),
    };
  const open = openWords(departure.revocations, voice);
  if (open !== null) return { state: 'attention', next: open, who: [it] };
  const held = heldByHoldWords(departure, voice);
  return { state: 'attention', next: held, who: [held === null ? it : voice.t('role.hr')] };
}
