import { minute } from '../../domain/calendar/time.ts';
import type { FilePreview } from '../../domain/hr/file-change.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { mayBeginWave } from '../../domain/waves/decide-wave.ts';
import { voiceFor } from '../../views/words/voice.ts';
import type { EngineDeps } from '../deps.ts';
import { isOwnOf } from '../hr/own-employment.ts';
import type { HrFile } from '../ports/hr-file.ts';
import type { ListPlace } from '../ports/list-pages.ts';
import { checkRows } from '../waves/check-rows.ts';
import { addRows } from '../waves/read-rows.ts';
import { emptyWaveDraft, keepWaveDraft, readWaveDraft } from '../waves/wave-draft.ts';
import { problemWords } from './wave-acts.ts';

/** What a list that was brought comes to. `preview`: nothing was changed; `seen` names what was compared. */
export type Shown =
  | { type: 'wave'; added: number; good: number; bad: number }
  | { type: 'preview'; preview: FilePreview; seen: string }
  /** No rows of a wave; in the words of the reader. */
  | { type: 'no-rows'; words: string }
  /** No file of HR; in English, as whoever reads files says it. */
  | { type: 'refused'; why: Localized }
  /** Somebody changed the list, or the file, meanwhile. */
  | { type: 'changed' }
  /** Somebody is putting a file in place just now. */
  | { type: 'busy' };

/** What the pages for lists ask on behalf of a person. */
export interface BroughtLists {
  /** What may be brought there, by the label of its system; null when this person may bring nothing there. */
  asked(place: ListPlace, person: Person): { label: string | null } | null;
  /**
   * Reads it. Rows of a wave are added to the person's list, by which nothing begins; a file of HR is only compared,
   * and nothing of the person's own employment is shown.
   */
  show(place: ListPlace, person: Person, bytes: Uint8Array): Promise<Shown>;
  /**
   * Puts the file of HR in place, if it is the one that was shown beside what lies there still; else it is shown anew.
   * What it says of the person's own employment is not taken where the list says something of it: that stays.
   */
  put(place: ListPlace, person: Person, file: Brought): Promise<Put | Shown>;
}

/** A file, and what it was shown beside; see `Shown`. */
interface Brought {
  bytes: Uint8Array;
  seen: string;
}
interface Put {
  type: 'put';
  rows: number;
}

/** How long one who puts a file in place keeps others from it. */
const turnLasts = minute;

export function createBroughtLists(
  deps: EngineDeps,
  given: {
    hrFiles: readonly HrFile[];
    /** A keyed digest: of a plain one the reader could find out what the list says of them, by trying. */
    mark(text: string): Promise<string>;
    onPut(system: string): void;
  },
): BroughtLists {
  const { hrFiles, mark, onPut } = given;
  const actorOf = (person: Person) =>
    ({ type: 'person', id: person.id, roles: deps.directory.rolesOf(person) }) as const;

  function fileOf(place: ListPlace): HrFile | null {
    return place.kind === 'hr' ? (hrFiles.find(({ id }) => id === place.system) ?? null) : null;
  }

  function asked(place: ListPlace, person: Person): { label: string | null } | null {
    const actor = actorOf(person);
    // Both are for HR and administrators.
    if (!mayBeginWave(actor)) return null;
    const file = fileOf(place);
    return place.kind === 'wave' ? { label: null } : file && { label: file.label };
  }

  async function rowsOf(person: Person, bytes: Uint8Array): Promise<Shown> {
    const before = await readWaveDraft(deps.store, person.id);
    const added = addRows(bytes, before ?? emptyWaveDraft);
    if (added.type === 'problem')
      return { type: 'no-rows', words: problemWords({ voice: voiceFor(person) }, added.problem) };
    if (!(await keepWaveDraft(deps.store, person.id, { seen: before, next: added.draft }))) return { type: 'changed' };
    const checked = await checkRows(deps, added.draft, actorOf(person));
    const bad = checked.filter(({ problems }) => problems.length > 0).length;
    return { type: 'wave', added: added.added, good: checked.length - bad, bad };
  }

  async function compared(file: HrFile, person: Person, bytes: Uint8Array) {
    // The stamp first: when another is put there in between, what is shown is newer than what may be replaced.
    const stamp = await file.stamp();
    const preview = await file.preview(bytes, isOwnOf(person));
    if ('refused' in preview) return { type: 'refused', why: preview.refused } as const;
    return { type: 'preview', preview, seen: await seenOf(bytes, stamp), stamp } as const;
  }

  async function putFile(file: HrFile, person: Person, { bytes, seen }: Brought): Promise<Put | Shown> {
    const shown = await compared(file, person, bytes);
    if (shown.type !== 'preview') return shown;
    if (shown.seen !== seen) return { type: 'changed' };
    if (shown.preview.problems.length > 0) return shown;
    const done = await file.put(bytes, { stamp: shown.stamp, isOwn: isOwnOf(person) });
    if (done === 'changed') return { type: 'changed' };
    // Of what was brought: how many rows lie there would tell whether some of them are the reader's.
    const { rows } = shown.preview;
    deps.log.info({ event: 'hr.file-put', hris: file.id, person: person.id, rows }, 'a file of HR was put in place');
    onPut(file.id);
    return { type: 'put', rows };
  }

  /** Which file was shown beside which other. */
  const seenOf = (bytes: Uint8Array, stamp: string) => mark(`${stamp} ${Buffer.from(bytes).toString('base64')}`);

  return {
    asked,
    async show(place, person, bytes) {
      const file = fileOf(place);
      return file === null ? rowsOf(person, bytes) : compared(file, person, bytes);
    },
    async put(place, person, brought) {
      const file = fileOf(place);
      if (file === null) return { type: 'changed' };
      const lock = `hr-file/${file.id}`;
      const now = deps.clock.now().getTime();
      if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return { type: 'busy' };
      try {
        return await putFile(file, person, brought);
      } finally {
        await deps.store.once.giveBack(lock);
      }
    },
  };
}
