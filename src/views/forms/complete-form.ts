import type { Departure } from '../../domain/departure.ts';
import { type Language, languageSchema } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { clausesIn, longestSignature } from '../../domain/tasks/signature.ts';
import { type Task, taskSchema } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { linksBlock } from '../tasks/step-extras.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { manyLines, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { checklistField } from './check-form.ts';
import { completeFields } from './fields.ts';
import { choiceField, form, option, shown, textField } from './form-parts.ts';

const conditions = taskSchema.shape.condition.unwrap().options;

/** A note for whoever comes after and, for equipment, its condition. */
export function completeForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  if (task.proof === 'signature') return signForm(departure, task, { reader, voice });
  return form(voice, {
    kind: 'complete',
    title: 'form.complete.title',
    submit: {
      label: 'form.complete.submit',
      act: act('task.complete.submit', departure.id, { target: task.id, seen: task.rev }),
    },
    parts: [
      shown(
        text([{ strong: taskTitle(task, voice) }]),
        task.files !== undefined && note(voice.t('task.files', { count: task.files.length })),
      ),
      task.nature === 'equipment'
        ? choiceField(
            voice,
            { id: completeFields.condition, label: 'form.complete.condition' },
            {
              options: conditions.map((condition) => option(condition, voice.t(`condition.${condition}`))),
              initial: null,
            },
          )
        : [],
      checklistField(task, voice),
      textField(
        voice,
        {
          id: completeFields.notes,
          label: 'form.complete.notes',
          hint: voice.t('form.complete.notesHint'),
          required: task.proof === 'note',
        },
        { multiline: true, max: 2000 },
      ),
    ],
  });
}

/** The clauses, and a name under them; the language in which they were read goes with it. */
function signForm(departure: Departure, task: Task, { reader, voice }: { reader: Person; voice: Voice }): FormView {
  const clauses = clausesIn(task.clauses ?? [], reader.locale);
  return form(voice, {
    kind: 'complete',
    title: 'form.sign.title',
    submit: {
      label: 'form.sign.submit',
      act: act('task.complete.submit', departure.id, { target: task.id, seen: signedSeen(task, reader.locale) }),
    },
    parts: [
      shown(
        text([{ strong: taskTitle(task, voice) }]),
        text(voice.t('form.sign.text', { count: clauses.length })),
        ...clauses.map((clause, index) => text(`${index + 1}. ${manyLines(clause)}`)),
        linksBlock(task, voice),
      ),
      checklistField(task, voice),
      textField(
        voice,
        {
          id: completeFields.signature,
          label: 'form.sign.name',
          hint: voice.t('form.sign.nameHint', { name: shownName(reader.name) }),
        },
        { max: longestSignature },
      ),
      textField(
        voice,
        { id: completeFields.notes, label: 'form.sign.notes', hint: voice.t('form.sign.notesHint'), required: false },
        { multiline: true, max: 2000 },
      ),
      shown(note(voice.t('form.sign.kept'))),
    ],
  });
}

/** The revision of the task, and the language in which its clauses were shown. */
function signedSeen({ rev }: Pick<Task, 'rev'>, language: Language): string {
  return `${rev} ${language}`;
}

/** What `signedSeen` said; null for what is no such text. */
export function readSignedSeen(seen: string | null): { rev: number; language: Language } | null {
  const [rev, tag] = (seen ?? '').split(' ');
  const language = languageSchema.safeParse(tag).data;
  return language === undefined ? null : { rev: Number(rev), language };
}
