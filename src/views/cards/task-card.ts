import type { Instant } from '../../domain/calendar/time.ts';
import { specOf } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import { isRecovered, itemOf } from '../../domain/equipment/return-state.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { isHeldWipeTask } from '../../domain/tasks/held-wipe.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { actions, blocks, facts, item, items, note, section, status, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { remoteNote, returnFacts } from '../equipment/return-words.ts';
import { thingFacts } from '../equipment/thing-words.ts';
import { giveBackBlocks } from '../tasks/give-back.ts';
import { linksBlock, sentBackWords, signedWords } from '../tasks/step-extras.ts';
import { approverNames, unknownWords } from '../tasks/step-words.ts';
import { filesButton, taskActions } from '../tasks/task-actions.ts';
import { isLate, taskMark, taskTitle } from '../tasks/task-state.ts';
import { undoTask } from '../tasks/undo-action.ts';
import { cut, manyLines, oneLine, sentences, shownName } from '../words/plain.ts';
import { calledName, nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';
import { receiptBlocks } from './receipt-card.ts';

interface Reading {
  departure: Departure;
  task: Task;
  reader: Person;
  voice: Voice;
  now: Instant;
}

/**
 * One task for the person it was handed to, and for whoever held it before. Shows this task only, nothing else of the
 * departure.
 */
export function taskCard(departure: Departure, task: Task, reader: Person, now: Instant): CardView {
  const held = task.assignee === reader.id || task.done?.by === reader.id;
  const declined = task.declines.findLast((one) => one.by === reader.id);
  // Whoever was never asked is told nothing, not even what it is called; company roles do not matter here.
  const asked = held || declined !== undefined || wasPosted(departure, task, reader);
  if (!asked || departure.status === 'draft' || !maySee(departure, { id: reader.id, roles: [] }, now))
    return notYoursCard(reader);
  const reading = { departure, task, reader, voice: voiceFor(reader), now };
  if (!held) return passedOn(reading, declined && declined.reason !== '' ? declined.at : null);
  switch (task.status) {
    case 'offered':
    case 'accepted':
      return openCard(reading);
    case 'waiting':
    case 'unassigned':
    case 'done':
    case 'skipped':
      return closedCard(reading);
  }
}

/** A card of this task went to the reader before. */
function wasPosted(departure: Departure, task: Task, reader: Person): boolean {
  return departure.posts.some((post) => {
    const spec = specOf(post.key);
    return spec?.card === 'task' && spec.subject === task.id && spec.reader === reader.id;
  });
}

/** Where the task comes from, in a few words. */
export function originOf({ departure, task, reader }: Pick<Reading, 'departure' | 'task' | 'reader'>, voice: Voice) {
  const own = reader.id === departure.leaver.id;
  return voice.t(own ? 'task.from.own' : `task.from.${task.nature}`, { name: shownName(departure.leaver.name) });
}

function openCard(reading: Reading): CardView {
  const { departure, task, reader, voice, now } = reading;
  const own = reader.id === departure.leaver.id;
  const title = taskTitle(task, voice);
  const when = voice.instant(task.dueAt);
  const from = originOf(reading, voice);
  // Whoever leaves reads when it is due, not that they are late; a reminder says so once, at its time.
  const late = isLate(task, now) && !own;
  const state = late ? 'late' : task.status === 'offered' && !own ? 'offered' : 'accepted';
  return {
    kind: 'task',
    title,
    subtitle: from,
    tone: late ? 'attention' : 'neutral',
    blocks: blocks(
      status(late ? 'attention' : 'neutral', own ? voice.t('lead.task.own') : taskMark(task, now, voice).state, {
        next: voice.rich('lead.due', { when: voice.moment(task.dueAt) }),
      }),
      text(sentences(askWords(reading, own), task.status === 'accepted' && !own && voice.t('task.accepted'))),
      sentBackNote(reading),
      taskFacts(reading),
      context(task, voice),
      equipmentBlocks(reading),
      isHeldWipeTask(departure, task.id) && note(voice.t('equipment.remoteHeld')),
      filesNote(task, voice),
      approvedNote(reading),
      checklistBlocks(task, voice),
      linksBlock(task, voice),
      unsureNote(reading),
      declinedBefore(reading),
      giveBackBlocks(departure, task, voice),
      note(nextWords(reading, own)),
      taskActions(departure, task, reader, voice),
    ),
    fallback: voice.t(`task.fallback.${state}`, { from, title, when }),
  };
}

function askWords({ departure, task, voice }: Reading, own: boolean): string {
  const name = calledName(departure, departure.leaver.id, voice);
  const done = doneBy(departure, task);
  if (!own && task.approves !== undefined)
    return voice.t('task.ask.approval', { name, who: nameOf(departure, done?.by ?? null, voice) });
  return voice.t(askKey(task, own), { name });
}

/** Of an approval: what became of the step that is approved. */
function doneBy({ tasks }: Departure, { approves }: Task) {
  return tasks.find(({ id }) => id === approves)?.done ?? null;
}

/** What whoever did the step wrote: an approver decides by it. */
function approvedNote({ departure, task, voice }: Reading): readonly CardBlock[] {
  const done = doneBy(departure, task);
  if (done === null) return [];
  const who = nameOf(departure, done.by, voice);
  const words = manyLines(done.notes ?? '');
  if (words === '') return [note(voice.t('task.noApprovalNote', { who }))];
  return [note(voice.t('task.approvalNote', { who })), { type: 'quote', text: cut(words, 2000) }];
}

function sentBackNote({ departure, task, voice }: Reading): CardBlock | false {
  const words = sentBackWords(departure, task, voice);
  return words !== null && text(words);
}

/** How many files were brought; what they show is on a page of their own. */
function filesNote({ proof, files = [] }: Task, voice: Voice): CardBlock | false {
  return (proof === 'file' || files.length > 0) && note(voice.t('task.files', { count: files.length }));
}

/** What is known of a thing that comes back, and the way to say more of it. */
function equipmentBlocks({ departure, task, voice }: Reading): readonly CardBlock[] {
  if (task.nature !== 'equipment') return [];
  const item = itemOf(departure, task);
  const told = { voice, inside: true };
  return blocks(
    thingFacts(item, task, told),
    item.rev > 0 && returnFacts(departure, item, told),
    remoteNote(departure, item, voice),
  );
}

/** Of a thing that is back, what its receipt says. */
function receivedBlocks({ departure, task, reader, voice }: Reading): readonly CardBlock[] {
  if (!isRecovered(task) || task.done?.by !== reader.id) return [];
  return [...receiptBlocks(departure, task, { voice, inside: true }), note(voice.t('receipt.given'))];
}

/** The parts of the step, each with whether it is ticked. */
function checklistBlocks({ checklist = [] }: Task, voice: Voice): readonly CardBlock[] {
  const done = checklist.filter((part) => part.done).length;
  return section(
    voice.t('task.checklist', { done, total: checklist.length }),
    items(
      checklist.map((part) =>
        item(
          part.done ? 'done' : 'todo',
          voice.t(part.done ? 'task-status.done' : 'word.open'),
          cut(oneLine(voice.localized(part.label)), 150),
        ),
      ),
    ),
  );
}

/** What nobody knows of the leaver, for whoever may know it. */
function unsureNote({ departure, task, reader, voice }: Reading): CardBlock | false {
  if (task.unsure === undefined || reader.id === departure.leaver.id) return false;
  const params = { unknown: unknownWords(task.unsure, voice), name: calledName(departure, departure.leaver.id, voice) };
  return note(voice.t(task.optional ? 'task.unsureOptional' : 'task.unsure', params));
}

function askKey({ nature, status }: Task, own: boolean) {
  if (own) return 'task.ask.own';
  return nature === 'handover' && status === 'accepted' ? 'task.ask.handoverAccepted' : (`task.ask.${nature}` as const);
}

function taskFacts({ departure, reader, voice }: Reading): CardBlock {
  const own = reader.id === departure.leaver.id;
  const { manager, dates } = departure;
  return facts(
    dates && !own ? [voice.t('task.lastDay'), voice.day(dates.lastWorkingDay)] : null,
    manager && manager !== reader.id ? [voice.t('task.login'), nameOf(departure, manager, voice)] : null,
  );
}

/** Why the one before said no, for whoever is asked in their place. */
function declinedBefore({ departure, task, reader, voice }: Reading): CardBlock | false {
  const last = task.declines.findLast(({ by, reason }) => by !== reader.id && reason !== '');
  if (task.status !== 'offered' || last === undefined || reader.id === departure.leaver.id) return false;
  const reason = cut(oneLine(manyLines(last.reason)), 500);
  return note(voice.t('departure.declinedBy', { name: calledName(departure, last.by, voice), reason }));
}

/** What people or the flow wrote about it, as they wrote it. */
function context(task: Task, voice: Voice): readonly CardBlock[] {
  const words = manyLines(task.notes === null ? '' : voice.localized(task.notes));
  return words === '' ? [] : [note(voice.t('task.context')), { type: 'quote', text: cut(words, 2000) }];
}

function nextWords({ departure, task, reader, voice }: Reading, own: boolean): string {
  if (task.approves !== undefined) return voice.t('task.next.approve');
  const step = departure.flow?.steps.find(({ id }) => id === task.flowStepId);
  const roles = step?.approvers ? approverNames(step, departure, voice) : null;
  const proof = sentences(
    task.proof === 'note' && voice.t('task.next.proof'),
    task.proof === 'file' && voice.t('task.next.file'),
    task.proof === 'signature' && voice.t('task.next.signature'),
    task.checklist !== undefined && voice.t('task.next.checklist'),
    task.optional === true && voice.t('task.next.optional'),
    roles !== null && !own && voice.t('task.next.approvers', { roles }),
  );
  if (own) return sentences(voice.t('task.next.own'), proof);
  if (task.status === 'offered') {
    const { manager } = departure;
    const decides = manager ? calledName(departure, manager, voice) : voice.t('role.hr');
    const next =
      manager === reader.id
        ? voice.t('task.next.offeredToManager')
        : voice.t('task.next.offered', { manager: decides });
    return sentences(next, proof);
  }
  return sentences(voice.t('task.next.accepted'), proof);
}

function closedCard(reading: Reading): CardView {
  const { departure, task, reader, voice, now } = reading;
  const title = taskTitle(task, voice);
  const words = closingWords(reading);
  const notes = task.done?.by === reader.id ? manyLines(task.done.notes ?? '') : '';
  return {
    kind: 'task',
    title,
    subtitle: originOf({ departure, task, reader }, voice),
    tone: task.status === 'done' ? 'good' : 'neutral',
    blocks: blocks(
      text(words),
      receivedBlocks(reading),
      notes !== '' && { type: 'quote', text: cut(notes, 2000) },
      task.done?.by === reader.id && task.done.signature !== undefined && note(signedWords(task.done.signature, voice)),
      task.files !== undefined && filesNote(task, voice),
      task.files !== undefined && actions(filesButton(departure, task, voice, 'default')),
      undoTask(departure, task, reading),
    ),
    fallback: voice.t('task.fallback.closed', { title, state: taskMark(task, now, voice).state }),
  };
}

function closingWords({ departure, task, reader, voice, now }: Reading): string {
  if (task.done) {
    const when = voice.instant(task.done.at);
    return task.done.by === reader.id
      ? voice.t('task.doneByYou', { when })
      : voice.t('task.doneBy', { name: nameOf(departure, task.done.by, voice), when });
  }
  // The reason may be one that only those who steer the departure should read.
  if (task.status === 'skipped') return voice.t('task.skipped');
  // What it waits for is no day that could be told, once its own has come.
  if (task.startsAt <= now) return voice.t('task.waitingForOthers');
  return voice.t('task.waiting', { when: voice.instant(task.startsAt) });
}

function passedOn({ departure, task, reader, voice }: Reading, declinedAt: Instant | null): CardView {
  const words =
    declinedAt === null ? voice.t('task.passedOn') : voice.t('task.declined', { when: voice.instant(declinedAt) });
  return {
    kind: 'task',
    title: taskTitle(task, voice),
    subtitle: originOf({ departure, task, reader }, voice),
    tone: 'neutral',
    blocks: blocks(text(words)),
    fallback: voice.t('task.fallback.closed', { title: taskTitle(task, voice), state: words }),
  };
}
