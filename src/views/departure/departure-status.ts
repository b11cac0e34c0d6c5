import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isHeld as isHeldByHr } from '../../domain/hr/proposal.ts';
import { cutOffPassed, openWork } from '../../domain/lifecycle/completion.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { isTaskOpen } from '../../domain/tasks/task.ts';
import { accessPhase, confirmationState } from '../access/access-state.ts';
import { status } from '../blocks.ts';
import type { CardBlock, Text, Tone } from '../card-view.ts';
import { byDue, isLate } from '../tasks/task-state.ts';
import { oneLine } from '../words/plain.ts';
import { roleName } from '../words/role-name.ts';
import { nameOf, type Voice } from '../words/voice.ts';

interface DepartureStanding {
  departure: Departure;
  now: Instant;
  voice: Voice;
  tone: Tone;
  /** Whether whoever leads may close it: everything is done. */
  complete: boolean;
  /** The next instant that matters, in words; null when nothing is to come. */
  next: Text | null;
}

/** How the departure stands, what comes next and who must act, on the first line of its card. */
export function departureStatus(standing: DepartureStanding): CardBlock {
  const { voice, tone, complete } = standing;
  const state = stateOf(standing);
  const who = state === 'complete' ? [] : whoMustAct(standing);
  // What is late comes first: the next date beside "Late" reads as if that date had passed.
  const next = state === 'late' ? oldestLate(standing) : state === 'held-by-hr' ? null : standing.next;
  return status(tone, voice.t(`lead.departure.${state}`), {
    next: complete && state === 'complete' ? voice.t('departure.canComplete') : next,
    who: who.length === 0 ? null : voice.t('lead.who', { who: voice.list(who) }),
  });
}

/** Whether whoever leads may close it: nothing is open any more. */
export function mayComplete(departure: Departure): boolean {
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

function stateOf({ departure, now, complete }: DepartureStanding) {
  const phase = accessPhase(departure, now);
  if (departure.revocations.some((one) => one.status === 'failed')) return 'failed';
  if (phase === 'overdue') return 'overdue';
  if (phase === 'held') return 'attention';
  if (isHeldByHr(departure)) return 'held-by-hr';
  if (departure.tasks.some((task) => task.status === 'unassigned')) return 'unassigned';
  if (phase === 'unresolved' || phase === 'attention') return 'attention';
  if (departure.tasks.some((task) => isLate(task, now))) return 'late';
  return complete ? 'complete' : 'on-track';
}

/** The name of the task that has been late for the longest. */
function oldestLate({ departure, now, voice }: DepartureStanding): Text | null {
  const [task] = departure.tasks.filter((one) => isLate(one, now)).sort(byDue);
  return task === undefined ? null : oneLine(voice.localized(task.title));
}

/** How many are named; the others are in the lists below. */
const mostNamed = 4;

/** Whoever holds it up; where nobody does, whoever has the next task. */
function whoMustAct({ departure, now, voice }: DepartureStanding): readonly string[] {
  const { tasks, manager, revocations } = departure;
  const phase = accessPhase(departure, now);
  const open = tasks.filter(isTaskOpen).sort(byDue);
  const holder = (task: (typeof tasks)[number]): string | null => {
    if (task.assignee !== null) return nameOf(departure, task.assignee, voice);
    return task.role === null ? null : roleName(departure, task.role, voice);
  };
  const fixed = revocations.some(({ status }) => status === 'failed' || status === 'manual');
  const holdsUp = [
    ...(open.some(({ status }) => status === 'unassigned')
      ? [manager === null ? voice.t('role.hr') : nameOf(departure, manager, voice)]
      : []),
    ...open.filter((task) => isLate(task, now) && task.status !== 'unassigned').map(holder),
    ...(phase === 'to-confirm' || phase === 'overdue'
      ? confirmationState(departure, now).missing.map(({ role }) => voice.t(`role.${role}`))
      : []),
    ...(phase === 'held' ? [voice.t('brake.who')] : []),
    ...(isHeldByHr(departure) ? [voice.t('role.hr')] : []),
    ...(phase === 'unresolved' || (phase === 'attention' && fixed) ? [voice.t('role.it')] : []),
  ].filter((name) => name !== null);
  const [nextTask] = open.filter(({ status }) => status !== 'waiting');
  const names = holdsUp.length > 0 ? holdsUp : [nextTask ? holder(nextTask) : null].filter((name) => name !== null);
  return [...new Set(names)].slice(0, mostNamed);
}
