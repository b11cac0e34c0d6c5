import { createHash } from 'node:crypto';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { mayOpenFile, takesFiles } from '../../domain/tasks/files.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { type FileType, fileLimits, type TaskFile } from '../../domain/tasks/task-file.ts';
import type { EngineDeps } from '../deps.ts';
import type { Engine } from '../engine.ts';
import { whileFileComes } from '../erasure/unnamed-files.ts';
import type { FilePlace } from '../ports/file-pages.ts';
import { StoreError } from '../ports/store.ts';
import { transact } from '../transact.ts';
import { fileTypeOf } from './file-type.ts';

/** What became of a file that was brought. */
export type Given =
  | { type: 'added' }
  | { type: 'refused'; why: 'unknown-type' | 'too-large' | 'empty' }
  | { type: 'refused'; why: Refusal };

/** What the pages ask on behalf of a person. */
export interface TaskFiles {
  /**
   * The step, and whose departure it is of; null when this person may not know of it, or nothing is to be brought any
   * more.
   */
  asked(place: FilePlace, person: Person): Promise<{ departure: Departure; task: Task } | null>;
  /** Checks, seals and notes one file. What is refused is kept nowhere. */
  give(place: FilePlace, person: Person, file: { name: string; bytes: Uint8Array }): Promise<Given>;
  /**
   * Notes in the journal who opened it. Null when this person may not, or it is not there any more. Throws StoreError
   * `corrupt` for what is not what was brought.
   */
  open(
    place: FilePlace & { fileId: string },
    person: Person,
  ): Promise<{ name: string; type: FileType; bytes: Uint8Array } | null>;
  /** Takes out a file that this person brought, and deletes its bytes; refused while a legal hold stands. */
  remove(place: FilePlace & { fileId: string }, person: Person): Promise<Refusal | null>;
}

export function createTaskFiles(deps: EngineDeps, engine: Pick<Engine, 'command' | 'reconcile'>): TaskFiles {
  const { store, directory, clock, log } = deps;
  const actorOf = (person: Person) => ({ type: 'person', id: person.id, roles: directory.rolesOf(person) }) as const;

  const found = async ({ departureId, taskId }: FilePlace, person: Person) => {
    const departure = await store.departures.load(departureId);
    if (!departure || !maySee(departure, actorOf(person), toInstant(clock.now()))) return null;
    const task = departure.tasks.find(({ id }) => id === taskId);
    return task ? { departure, task } : null;
  };

  return {
    async asked(place, person) {
      const at = await found(place, person);
      return at && takesFiles(at.task) && isTaskOpen(at.task) ? at : null;
    },

    async give({ departureId, taskId }, person, { name, bytes }) {
      if (bytes.byteLength === 0) return { type: 'refused', why: 'empty' };
      if (bytes.byteLength > fileLimits.bytes) return { type: 'refused', why: 'too-large' };
      const type = fileTypeOf(bytes);
      if (type === null) return { type: 'refused', why: 'unknown-type' };
      return whileFileComes(deps, departureId, async () => {
        const id = await store.files.keep(departureId, bytes);
        const file = { id, sha256: sha256Of(bytes), size: bytes.byteLength, type, name };
        // Where this throws nobody knows whether the departure names the file by now: its bytes stay until the sweep.
        const result = await engine.command(departureId, { type: 'task.attach', taskId, file }, actorOf(person));
        const isNamed = result.type === 'done' && result.events.some((event) => event.type === 'task-file-added');
        if (!isNamed) await store.files.remove(departureId, id);
        if (result.type === 'refused') return { type: 'refused', why: result.refusal };
        log.info({ event: 'file.added', departure: departureId, task: taskId, size: file.size }, 'A file was brought');
        return { type: 'added' };
      });
    },

    async open({ departureId, taskId, fileId }, person) {
      const at = await found({ departureId, taskId }, person);
      const file = at?.task.files?.find(({ id }) => id === fileId);
      if (!at || !file || !mayOpenFile(at.departure, { task: at.task, file }, actorOf(person))) return null;
      const bytes = await store.files.read(departureId, fileId);
      if (bytes === null || sha256Of(bytes) !== file.sha256) throw notWhatWasBrought(departureId, file);
      // First the entry: nobody sees a file without it.
      const opened = { type: 'task.file-opened', taskId, fileId, person: person.id } as const;
      if ((await transact(deps, departureId, opened, { type: 'system' })).type === 'refused') return null;
      void engine.reconcile(departureId);
      return { name: file.name, type: file.type, bytes };
    },

    async remove({ departureId, taskId, fileId }, person) {
      const result = await engine.command(departureId, { type: 'task.detach', taskId, fileId }, actorOf(person));
      if (result.type === 'refused') return result.refusal;
      await store.files.remove(departureId, fileId);
      return null;
    },
  };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notWhatWasBrought(departureId: string, { id }: TaskFile): StoreError {
  return new StoreError('corrupt', `file ${id} of departure ${departureId} is missing, or is not what was brought`);
}
