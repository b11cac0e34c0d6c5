import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { CompanyRole } from '../people/people.ts';
import { happened, refuse } from '../refusal.ts';
import type { Task } from './task.ts';
import { fileLimits, type GivenFile, type TaskFile } from './task-file.ts';

/**
 * Whether files are brought for it: a step that asks for one, or a thing that comes back, of which a picture shows its
 * condition.
 */
export function takesFiles({ proof, nature }: Pick<Task, 'proof' | 'nature'>): boolean {
  return proof === 'file' || nature === 'equipment';
}

/** A file is brought for what takes one, as long as it is open. The same one twice changes nothing. */
export function attach(state: Departure, task: Task, file: GivenFile): Outcome {
  if (!takesFiles(task)) return refuse('file-not-asked');
  const { files = [] } = task;
  if (files.some(({ sha256 }) => sha256 === file.sha256)) return happened();
  if (files.length >= fileLimits.ofTask) return refuse('too-many-files', { max: fileLimits.ofTask });
  const ofAll = state.tasks.reduce((count, one) => count + (one.files?.length ?? 0), 0);
  if (ofAll >= fileLimits.ofDeparture) return refuse('too-many-files', { max: fileLimits.ofDeparture });
  return happened({ type: 'task-file-added', taskId: task.id, file });
}

/**
 * Whoever brought it takes it out, before the step is called done. What an approver may have seen stays, and so does
 * everything while a legal hold stands: its bytes are kept nowhere else.
 */
export function detach(
  { holds = [] }: Pick<Departure, 'holds'>,
  task: Task,
  { fileId, actor }: { fileId: string; actor: string },
): Outcome {
  const file = task.files?.find(({ id }) => id === fileId);
  if (file === undefined) return refuse('not-found');
  if (file.by !== actor || task.sentBack !== undefined) return refuse('file-not-yours');
  if (holds.length > 0) return refuse('under-hold');
  return happened({ type: 'task-file-removed', taskId: task.id, fileId });
}

/**
 * Who brings files for a step: whoever has it, and those who may call it done. The permission table decides at the
 * command.
 */
export function mayBring(
  departure: Departure,
  { assignee }: Task,
  { id, roles }: { id: string; roles: readonly CompanyRole[] },
): boolean {
  if (assignee === id) return true;
  if (id === departure.leaver.id) return false;
  return id === departure.manager || fileReaders.some((role) => roles.includes(role));
}

/**
 * Who opens the files of a step besides whoever brought them, by role. The leaver is none of these, whatever else they
 * are.
 */
const fileReaders = ['hr', 'admin'] as const satisfies readonly CompanyRole[];

/**
 * Who may open this file: whoever brought it, whoever approves the step, the manager, HR and administrators. Not
 * whoever has the step by now, and never the leaver for what others brought. The departure must be one that they may
 * see, see `maySee`.
 */
export function mayOpenFile(
  departure: Departure,
  { task, file }: { task: Task; file: TaskFile },
  { id, roles }: { id: string; roles: readonly CompanyRole[] },
): boolean {
  if (file.by === id) return true;
  if (id === departure.leaver.id) return false;
  if (id === departure.manager || fileReaders.some((role) => roles.includes(role))) return true;
  return departure.tasks.some(({ approves, assignee, done }) => approves === task.id && (done?.by ?? assignee) === id);
}
