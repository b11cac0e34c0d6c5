import type { PersonId } from '../people/people.ts';
import type { Task, TaskNature } from './task.ts';
import type { Timing } from './timing.ts';

interface NewTask {
  id: string;
  nature: TaskNature;
  flowStepId?: string;
  title: Task['title'];
  notes: Task['notes'];
  /** In the order they are asked. */
  owners: readonly PersonId[];
  role: string | null;
  timing: Timing;
  after?: string[];
  proof?: Task['proof'];
  escalateTo: readonly PersonId[];
  /** What is left out where it says nothing. */
  more?: Pick<Task, 'optional' | 'checklist' | 'links' | 'clauses' | 'unsure' | 'approves'>;
}

/** A task that nobody was told of yet: its first owner is asked first, the others in order. */
export function newTask(from: NewTask): Task {
  const [assignee = null, ...candidates] = [...new Set(from.owners)];
  return {
    id: from.id,
    nature: from.nature,
    flowStepId: from.flowStepId ?? null,
    title: from.title,
    notes: from.notes,
    status: assignee === null ? 'unassigned' : 'waiting',
    rev: 1,
    assignee,
    candidates,
    role: from.role,
    startsAt: from.timing.startsAt,
    dueAt: from.timing.dueAt,
    after: from.after ?? [],
    proof: from.proof ?? 'none',
    reminders: from.timing.reminders,
    reminded: 0,
    remindedAt: null,
    escalateAt: from.timing.escalateAt,
    escalateTo: [...new Set(from.escalateTo)],
    escalatedAt: null,
    declines: [],
    done: null,
    condition: null,
    skipped: null,
    ...from.more,
  };
}
