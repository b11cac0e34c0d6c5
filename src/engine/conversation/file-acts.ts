import type { Departure } from '../../domain/departure.ts';
import { refuse } from '../../domain/refusal.ts';
import { mayBring, mayOpenFile, takesFiles } from '../../domain/tasks/files.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { type FileWays, filesForm } from '../../views/forms/files-form.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, refusalReply } from './replies.ts';
import { createTaskFiles } from './task-files.ts';
import type { Turn } from './turn.ts';

/** The files of a step, for whoever brings them and whoever may open one. */
export async function showFiles(turn: Turn, departure: Departure, task: Task): Promise<Reply> {
  const { files = [] } = task;
  const brings = takesFiles(task) && isTaskOpen(task) && mayBring(departure, task, turn.actor);
  const opens = files.some((file) => mayOpenFile(departure, { task, file }, turn.actor));
  if (!brings && !opens) return refusalReply(turn, refuse('not-permitted').refusal);
  return formReply(filesForm(departure, task, turn.reader, await waysOf(turn, departure, { task, brings })));
}

async function waysOf(
  { deps: { filePages }, actor }: Turn,
  departure: Departure,
  { task, brings }: { task: Task; brings: boolean },
): Promise<FileWays> {
  if (!filePages) return { give: null, open: new Map(), nowhere: true };
  const place = { departureId: departure.id, taskId: task.id };
  const open = new Map<string, string>();
  for (const file of task.files ?? [])
    if (mayOpenFile(departure, { task, file }, actor))
      open.set(file.id, await filePages.open({ ...place, fileId: file.id }, actor.id));
  return { give: brings ? await filePages.give(place, actor.id) : null, open, nowhere: false };
}

export async function removeFile(turn: Turn, departure: Departure): Promise<Reply> {
  const [taskId = '', fileId = ''] = (turn.act.ref.target ?? '').split('/');
  const { deps, engine, reader } = turn;
  const refusal = await createTaskFiles(deps, engine).remove({ departureId: departure.id, taskId, fileId }, reader);
  return refusal ? refusalReply(turn, refusal) : doneReply(turn, 'notice.fileRemoved');
}
