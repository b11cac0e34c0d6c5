import { decideAccess } from './access/decide.ts';
import { decideSystem } from './access/decide-run.ts';
import type { HolidayCalendar } from './calendar/business-days.ts';
import type { Instant } from './calendar/time.ts';
import type { Command, PersonCommand, SystemCommand } from './command.ts';
import type { Departure } from './departure.ts';
import type { DepartureEvent } from './event.ts';
import { decideLifecycle } from './lifecycle/decide.ts';
import { decideDraft } from './lifecycle/decide-draft.ts';
import { asideOf, isTaken, type Other } from './lifecycle/other-departures.ts';
import type { Actor, PersonId } from './people/people.ts';
import { forbidden, mayStart } from './people/permissions.ts';
import { type Decision, happened, refuse } from './refusal.ts';
import { decideTask, type PersonContext } from './tasks/decide.ts';

/** Everything a decision may look at besides the state and the command; there is no other world. */
export interface DecideContext {
  now: Instant;
  actor: Actor;
  calendar: HolidayCalendar;
  /** SHA-256 in hexadecimal. */
  digest(text: string): string;
  /** People who are leaving themselves (and whose departure may be known): asked for nothing new. */
  leaving: ReadonlySet<PersonId>;
  /** The other open departures of the same person, as the actor may know of them; only where one begins, is started or taken up again. */
  others?: readonly Other[];
  /** For a new departure only. */
  id?: string;
}

export type Outcome = Decision<DepartureEvent>;

const systemCommands = new Set<string>([
  'tick',
  'revocation.intend',
  'revocation.record',
  'look.record',
  'recheck.record',
  'watch.record',
  'post.intend',
  'post.intend-updates',
  'post.record',
  'post.fail',
  'restored.record',
] satisfies SystemCommand['type'][]);

function isSystemCommand(command: Command): command is SystemCommand {
  return systemCommands.has(command.type);
}

/** Events, or why not. Pure: the same arguments give the same answer. */
export function decide(state: Departure | null, command: Command, context: DecideContext): Outcome {
  const { actor, now } = context;
  if (isSystemCommand(command)) {
    if (actor.type !== 'system') return refuse('not-permitted');
    return state === null ? refuse('not-found') : decideSystem(state, command, context);
  }
  if (command.type === 'draft.start') return start(state, command, context);
  if (state === null) return refuse('not-found');
  const refusal = forbidden(state, actor, command, now);
  if (refusal) return { type: 'refused', refusal };
  // `forbidden` lets only people through.
  if (actor.type !== 'person') return refuse('not-permitted');
  return decidePerson(state, command, { ...context, actor });
}

type CommandOnDeparture = Exclude<PersonCommand, { type: 'draft.start' }>;

/** What a person asks of a departure that is there, once the table permits it. */
function decidePerson(state: Departure, command: CommandOnDeparture, context: PersonContext): Outcome {
  switch (command.type) {
    case 'draft.edit':
    case 'draft.discard':
    case 'plan.submit':
      return decideDraft(state, command, context);
    case 'departure.reschedule':
    case 'departure.cancel':
    case 'departure.retain':
    case 'departure.reopen':
    case 'departure.complete':
    case 'survey.answer':
      return decideLifecycle(state, command, context);
    case 'handover.add':
    case 'task.accept':
    case 'task.decline':
    case 'task.complete':
    case 'task.reassign':
    case 'task.skip':
      return decideTask(state, command, context);
    case 'access.confirm':
    case 'access.withdraw':
    case 'access.replan':
    case 'cut-off.release':
    case 'access.retry':
    case 'access.hand':
    case 'access.prove':
    case 'access.accept-proof':
    case 'access.waive':
    case 'alert.acknowledge':
      return decideAccess(state, command, context);
  }
}

function start(
  state: Departure | null,
  command: PersonCommand & { type: 'draft.start' },
  { actor, id, others }: DecideContext,
): Outcome {
  if (actor.type !== 'person' || id === undefined) return refuse('not-permitted');
  if (state !== null) return refuse('duplicate');
  if (actor.id === command.leaver.id) return refuse('leaver-is-actor');
  if (!mayStart(actor, command.leaver)) return refuse('not-permitted');
  if (command.manager === command.leaver.id) return refuse('leaver-is-manager');
  if (isTaken(others)) return refuse('duplicate');
  const { leaver, manager, people } = command;
  return happened({ type: 'drafted', id, leaver, manager, people, ...asideOf(others) });
}
