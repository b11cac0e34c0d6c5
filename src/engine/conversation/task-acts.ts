import type { PersonCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { longestSignature } from '../../domain/tasks/signature.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { ActName } from '../../views/act-names.ts';
import { notYoursCard } from '../../views/cards/not-yours.ts';
import { cardForm } from '../../views/forms/card-form.ts';
import { checkForm } from '../../views/forms/check-form.ts';
import { completeForm, readSignedSeen } from '../../views/forms/complete-form.ts';
import { declineForm } from '../../views/forms/decline-form.ts';
import { completeFields, personFields, reasonFields } from '../../views/forms/fields.ts';
import { reassignForm } from '../../views/forms/reassign-form.ts';
import { sendBackForm } from '../../views/forms/send-back-form.ts';
import { skipForm } from '../../views/forms/skip-form.ts';
import { needsFile } from '../../views/tasks/task-actions.ts';
import { taskTitle } from '../../views/tasks/task-state.ts';
import { shownName } from '../../views/words/plain.ts';
import type { CatalogueKey } from '../../views/words/translate.ts';
import { cardFor } from '../cards/draw-card.ts';
import type { Reply } from './conversation.ts';
import { removeFile, showFiles } from './file-acts.ts';
import { doneReply, errorReply, formReply, refusalReply } from './replies.ts';
import { about, command, type Handler, listOf, type Turn, textOf } from './turn.ts';
import { notSpokenWith } from './walk/walk-people.ts';

/** What people do with the tasks that were handed to them. */
export const taskHandlers = {
  'task.open': onTask(openTask),
  'task.accept': onTask(async (turn, departure, task) =>
    done(
      turn,
      departure,
      { type: 'task.accept', ...target(turn, task) },
      { key: 'notice.accepted', params: titled(turn, task) },
    ),
  ),
  'task.decline': onTask((turn, departure, task) => formReply(declineForm(departure, task, turn.reader))),
  'task.decline.submit': onTask((turn, departure, task) =>
    withReason(turn, (reason) =>
      done(turn, departure, { type: 'task.decline', ...target(turn, task), reason }, { key: 'notice.declined' }),
    ),
  ),
  // What is missing comes first: nothing else could be sent.
  'task.complete': onTask((turn, departure, task) =>
    needsFile(task) ? showFiles(turn, departure, task) : formReply(completeForm(departure, task, turn.reader)),
  ),
  'task.files': onTask(showFiles),
  'task.files.remove': about(removeFile),
  'task.complete.submit': onTask(complete),
  'task.reassign': onTask((turn, departure, task) => formReply(reassignForm(departure, task, turn.reader))),
  'task.reassign.submit': onTask(async (turn, departure, task) => {
    const to = await pickedPerson(turn);
    if ('reply' in to) return to.reply;
    return done(
      turn,
      departure,
      { type: 'task.reassign', ...target(turn, task), to: to.person },
      { key: 'notice.reassigned', params: { name: to.person.name }, field: personFields.to },
    );
  }),
  'task.undo': onTask((turn, departure, task) =>
    done(
      turn,
      departure,
      { type: 'task.undo', ...target(turn, task) },
      { key: 'notice.undone', params: titled(turn, task) },
    ),
  ),
  'task.check': onTask((turn, departure, task) => formReply(checkForm(departure, task, turn.reader))),
  'task.check.submit': onTask((turn, departure, task) =>
    done(
      turn,
      departure,
      { type: 'task.check', ...target(turn, task), checked: checkedParts(turn) },
      { key: 'notice.checked' },
    ),
  ),
  'task.skip-own': onTask((turn, departure, task) => formReply(skipForm(departure, task, turn.reader, true))),
  'task.skip-own.submit': onTask((turn, departure, task) =>
    withReason(turn, (reason) =>
      done(
        turn,
        departure,
        { type: 'task.skip-own', ...target(turn, task), reason },
        { key: 'notice.skipped', params: titled(turn, task) },
      ),
    ),
  ),
  'task.send-back': onTask((turn, departure, task) => formReply(sendBackForm(departure, task, turn.reader))),
  'task.send-back.submit': onTask((turn, departure, task) =>
    withReason(turn, (reason) =>
      done(
        turn,
        departure,
        { type: 'task.send-back', ...target(turn, task), reason },
        { key: 'notice.sentBack', params: titled(turn, task) },
      ),
    ),
  ),
  'task.skip': onTask((turn, departure, task) => formReply(skipForm(departure, task, turn.reader))),
  'task.skip.submit': onTask((turn, departure, task) =>
    withReason(turn, (reason) =>
      done(
        turn,
        departure,
        { type: 'task.skip', ...target(turn, task), reason },
        { key: 'notice.skipped', params: titled(turn, task) },
      ),
    ),
  ),
} satisfies Partial<Record<ActName, Handler>>;

/** The card of one task, as its reader would have it by itself. */
function openTask({ deps, act, reader, now }: Turn, departure: Departure, task: Task): Reply {
  const isTheirs = task.assignee === reader.id || task.done?.by === reader.id;
  const card = !isTheirs && task.escalateTo.includes(reader.id) ? 'escalation' : 'task';
  const spec = { card, subject: task.id, reader: reader.id } as const;
  return formReply(cardForm(cardFor(deps, spec, { departure, reader, now }) ?? notYoursCard(reader), reader, act.ref));
}

function onTask(handle: (turn: Turn, departure: Departure, task: Task) => Promise<Reply> | Reply): Handler {
  return about((turn, departure) => {
    const task = departure.tasks.find(({ id }) => id === turn.act.ref.target);
    return task ? handle(turn, departure, task) : refusalReply(turn, refuse('not-found').refusal);
  });
}

/** The state of the task that the person saw, not the present one: that is how a stale click is noticed. */
function target(turn: Turn, task: Task): { taskId: string; rev: number } {
  return { taskId: task.id, rev: Number(turn.act.ref.seen ?? Number.NaN) };
}

function titled(turn: Turn, task: Task): { title: string } {
  return { title: taskTitle(task, turn.voice) };
}

async function complete(turn: Turn, departure: Departure, task: Task): Promise<Reply> {
  const notes = textOf(turn, completeFields.notes);
  const condition =
    (['good', 'worn', 'damaged', 'missing'] as const).find((one) => one === textOf(turn, completeFields.condition)) ??
    null;
  const checked = task.checklist ? { checked: checkedParts(turn) } : {};
  const read = task.proof === 'signature' ? readSignedSeen(turn.act.ref.seen) : null;
  const signature = read && {
    rev: read.rev,
    signature: {
      name: (textOf(turn, completeFields.signature) ?? '').slice(0, longestSignature),
      language: read.language,
    },
  };
  const one: PersonCommand = {
    type: 'task.complete',
    ...{ ...target(turn, task), notes, condition, ...checked, ...signature },
  };
  return done(turn, departure, one, {
    key: 'notice.completed',
    params: titled(turn, task),
    fieldOf: ({ code }) =>
      code === 'notes-needed'
        ? completeFields.notes
        : code === 'condition-needed'
          ? completeFields.condition
          : code === 'checklist-open'
            ? completeFields.checked
            : code === 'signature-needed' || code === 'signature-other-name'
              ? completeFields.signature
              : null,
  });
}

/** Which parts of a checklist were submitted as ticked. */
function checkedParts(turn: Turn): number[] {
  return listOf(turn, completeFields.checked)
    .map(Number)
    .filter((index) => Number.isInteger(index) && index >= 0)
    .sort((a, b) => a - b);
}

interface Answer {
  key: CatalogueKey;
  params?: Readonly<Record<string, string | number>>;
  /** Beside which field a refusal is told; otherwise it is a notice. */
  field?: string;
  fieldOf?(refusal: Refusal): string | null;
}

/**
 * Does it, and answers a click in words; `{leaver}` in them is the person whom the departure is about. A form just
 * closes: the card it came from says in place what became of it, and a window that only says "thank you" would be one
 * more to close. What went wrong stands where it can be fixed.
 */
export async function done(
  turn: Turn,
  departure: Departure,
  one: PersonCommand,
  { key, params, field, fieldOf }: Answer,
): Promise<Reply> {
  const result = await command(turn, departure.id, one);
  if (result.type === 'done')
    return turn.act.values === null
      ? doneReply(turn, key, { leaver: shownName(departure.leaver.name), ...params })
      : { type: 'done', notice: null };
  const { refusal } = result;
  const place = fieldOf?.(refusal) ?? (refusal.code === 'assignee-is-leaver' ? field : undefined);
  return place ? errorReply(turn, place, refusal) : refusalReply(turn, refusal);
}

/** Fewer than three characters tell nobody anything. */
export function tooShort(turn: Turn, field: string): Reply {
  return { type: 'errors', errors: { [field]: turn.voice.t('notice.textTooShort', { min: 3 }) } };
}

/** A reason of a few words; shorter ones are asked for again. */
export async function withReason(turn: Turn, go: (reason: string) => Promise<Reply>): Promise<Reply> {
  const reason = textOf(turn, reasonFields.reason);
  if (reason === null || reason.length < 3) return tooShort(turn, reasonFields.reason);
  return go(reason.slice(0, 500));
}

export async function pickedPerson(turn: Turn): Promise<{ person: Departure['leaver'] } | { reply: Reply }> {
  const id = textOf(turn, personFields.to);
  const person = id === null ? null : await turn.deps.directory.byId(id);
  if (!person)
    return { reply: { type: 'errors', errors: { [personFields.to]: turn.voice.t('notice.personMissing') } } };
  const shut = notSpokenWith(turn, person, personFields.to);
  return shut ? { reply: shut } : { person };
}
