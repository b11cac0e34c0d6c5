import type { Departure } from '../../domain/departure.ts';
import { isUnderHold } from '../../domain/hold/held.ts';
import type { Person } from '../../domain/people/people.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { type FileType, fileLimits, type TaskFile } from '../../domain/tasks/task-file.ts';
import { act } from '../act-names.ts';
import { button, item, items, note, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Where this reader may go: addresses of pages, made for them alone. */
export interface FileWays {
  /** Where a file is brought; null where this reader brings none, or nothing is brought any more. */
  give: string | null;
  /** Where a file is opened, by its id; not of those that the reader may not open. */
  open: ReadonlyMap<string, string>;
  /** There are no pages at all: nobody has told Relais where people reach it. */
  nowhere: boolean;
}

/** What people call a type. */
const fileTypeNames: Readonly<Record<FileType, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
};

/** In megabytes. */
const largestFile = fileLimits.bytes / 1024 / 1024;

/** What was brought as proof of a step, and where more is brought. */
export function filesForm(departure: Departure, task: Task, reader: Person, ways: FileWays): FormView {
  const voice = voiceFor(reader);
  const { files = [] } = task;
  const add = ways.give !== null && [
    text([{ link: ways.give, label: voice.t('form.files.add') }]),
    note(voice.t('form.files.addHint', { size: largestFile })),
    note(voice.t('form.files.then')),
  ];
  const list = files.map((file) => fileItem(file, { departure, task, reader, ways, voice }));
  return {
    ...form(voice, {
      kind: 'files',
      title: 'form.files.title',
      submit: null,
      parts: [
        shown(
          text([{ strong: taskTitle(task, voice) }]),
          ways.nowhere && note(voice.t('form.files.nowhere')),
          add,
          list.length > 0 ? items(list) : note(voice.t('form.files.none')),
          files.some(({ id }) => !ways.open.has(id)) && !ways.nowhere && note(voice.t('form.files.closed')),
        ),
      ],
    }),
    again: act('task.files', departure.id, { target: task.id }),
  };
}

interface Listing {
  departure: Departure;
  task: Task;
  reader: Person;
  ways: FileWays;
  voice: Voice;
}

/** Whoever may not open a file does not read what it is called either. */
function fileItem(file: TaskFile, { departure, task, reader, ways, voice }: Listing): CardItem {
  const address = ways.open.get(file.id);
  const kind = fileTypeNames[file.type];
  const label = cut(oneLine(file.name), 80);
  const own = file.by === reader.id;
  const name = own || address !== undefined ? label : kind;
  const detail = voice.t('form.files.detail', {
    size: Math.max(1, Math.round(file.size / 1024)),
    who: nameOf(departure, file.by, voice),
    when: voice.instant(file.at),
  });
  const mayRemove = own && isTaskOpen(task) && task.sentBack === undefined && !isUnderHold(departure);
  return item('info', kind, address === undefined ? name : [{ link: address, label: name }], {
    detail: [detail, '\n', voice.t('form.files.hash', { hash: file.sha256 })],
    action: mayRemove ? removeButton(departure, { task, file, name }, voice) : null,
  });
}

function removeButton(
  departure: Departure,
  { task, file, name }: { task: Task; file: TaskFile; name: string },
  voice: Voice,
) {
  return button(
    voice,
    act('task.files.remove', departure.id, { target: `${task.id}/${file.id}` }),
    'button.removeFile',
    {
      about: name,
      confirm: {
        title: voice.t('file.confirm.title'),
        text: voice.t('file.confirm.text'),
        confirm: voice.t('button.removeFile'),
        deny: voice.t('file.confirm.deny'),
      },
    },
  );
}
