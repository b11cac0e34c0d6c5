import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { mayLeaveOut } from '../../domain/tasks/approval.ts';
import { isHeldWipeTask } from '../../domain/tasks/held-wipe.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { isTaskActive, isTaskOpen } from '../../domain/tasks/task.ts';
import { audienceOf, isInside } from '../audience.ts';

/** What can be done with the tasks of several departures at once. */
export const severalVerbs = ['done', 'hand', 'back', 'skip'] as const;
export type SeveralVerb = (typeof severalVerbs)[number];

export function isSeveralVerb(word: string | undefined): word is SeveralVerb {
  return severalVerbs.some((one) => one === word);
}

/**
 * Whether this reader may do it with this task together with others. What needs more than a word (a file, a signature,
 * a condition, a checklist, an approver's judgement) is done alone; so is what the one who has it cannot hand on.
 */
export function fitsSeveral(
  verb: SeveralVerb,
  { departure, task }: { departure: Departure; task: Task },
  { reader, roles }: { reader: Pick<Person, 'id'>; roles: readonly CompanyRole[] },
): boolean {
  if (departure.status !== 'active' || !isTaskOpen(task)) return false;
  const audience = audienceOf(departure, reader, roles);
  const mine = task.assignee === reader.id && isTaskActive(task);
  switch (verb) {
    case 'done':
      return mine && isSaidInWords(departure, task);
    case 'hand':
      return isInside(audience) && task.approves === undefined && task.proof !== 'signature';
    case 'back':
      return mine && !isInside(audience);
    case 'skip':
      return (audience.manager || audience.hr || audience.admin) && mayLeaveOut(departure, task, reader.id);
  }
}

function isSaidInWords(departure: Departure, task: Task): boolean {
  const isPlain = task.proof === 'none' || task.proof === 'note';
  const isTicked = (task.checklist ?? []).every(({ done }) => done);
  return (
    isPlain &&
    isTicked &&
    task.approves === undefined &&
    task.nature !== 'equipment' &&
    !isHeldWipeTask(departure, task.id)
  );
}
