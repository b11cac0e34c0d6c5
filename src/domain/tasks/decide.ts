import { isPunctual } from '../calendar/lateness.ts';
import { mayUndo } from '../calendar/undo.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { planContextOf } from '../flow/moment.ts';
import { happened, refuse } from '../refusal.ts';
import { approvalProblem, didIt, leftItsApprovalOut, mayLeaveOut } from './approval.ts';
import type { TaskCommand, TaskReport } from './commands.ts';
import { attach, detach } from './files.ts';
import { isHeldWipeTask } from './held-wipe.ts';
import { nextOwner } from './next-owner.ts';
import { stepsForItem } from './plan-steps.ts';
import { handoverTask } from './plan-tasks.ts';
import { holdersOf } from './role-holders.ts';
import { clausesIn, isNameOf, type Signature, signedText } from './signature.ts';
import { isTaskActive, isTaskOpen, type Task } from './task.ts';

/** What people ask of tasks. */
export function decideTask(state: Departure, command: TaskCommand, context: PersonContext): Outcome {
  if (command.type === 'handover.add') return addHandover(state, command, context);
  const task = state.tasks.find((one) => one.id === command.taskId);
  if (!task) return refuse('not-found');
  if (command.type === 'task.undo') return undo(state, task, command.rev, context);
  if (!isTaskOpen(task)) return refuse('task-not-open');
  const isAboutFile = command.type === 'task.attach' || command.type === 'task.detach';
  if (!isAboutFile && task.rev !== command.rev) return refuse('stale');
  // After a departure ended only what gives access back goes on.
  if (state.status !== 'active' && task.nature !== 'restore') return refuse('wrong-status', { status: state.status });
  switch (command.type) {
    case 'task.accept':
      return task.status === 'offered' ? happened({ type: 'task-accepted', taskId: task.id }) : refuse('task-not-open');
    case 'task.decline':
      return decline(task, command.reason, context);
    case 'task.complete':
      return complete(state, task, command, context);
    case 'task.attach':
      return attach(state, task, command.file);
    case 'task.detach':
      return detach(state, task, { fileId: command.fileId, actor: context.actor.id });
    case 'task.reassign':
      if (command.to.id === state.leaver.id) return refuse('assignee-is-leaver', { name: state.leaver.name });
      if (task.approves !== undefined && !holdersOf(task.role ?? '', state).includes(command.to.id))
        return refuse('approver-only', { name: command.to.name });
      // Nobody's word stands for somebody else's.
      if (task.proof === 'signature') return refuse('signed-by-another');
      if (didIt(state, task, command.to.id)) return refuse('approver-did-it', { name: command.to.name });
      return happened({ type: 'task-reassigned', taskId: task.id, to: command.to });
    case 'task.check': {
      const checked = partsOf(task, command.checked);
      if (!isTaskActive(task) || checked.length === 0) return refuse('task-not-open');
      return happened({ type: 'task-checked', taskId: task.id, checked: command.checked });
    }
    case 'task.skip':
      if (!mayLeaveOut(state, task, context.actor.id)) return refuse('skip-own-approval');
      return happened({ type: 'task-skipped', taskId: task.id, reason: command.reason });
    case 'task.skip-own':
      if (!isTaskActive(task)) return refuse('task-not-open');
      if (!task.optional) return refuse('step-not-optional');
      return happened({ type: 'task-skipped', taskId: task.id, reason: command.reason });
    case 'task.send-back':
      if (task.approves === undefined || !isTaskActive(task)) return refuse('task-not-open');
      return happened({ type: 'task-sent-back', taskId: task.id, reason: command.reason });
  }
}

/** What is reported of tasks. */
export function decideTaskReport(state: Departure, { taskId, fileId, person }: TaskReport, _: DecideContext): Outcome {
  const task = state.tasks.find((one) => one.id === taskId);
  const isThere = task?.files?.some(({ id }) => id === fileId) ?? false;
  return isThere ? happened({ type: 'task-file-opened', taskId, fileId, person }) : refuse('not-found');
}

/** Taken back by whoever finished or skipped it, as long as nothing else became of it. */
function undo(state: Departure, task: Task, rev: number, { actor, now }: PersonContext): Outcome {
  if (state.status !== 'active' && task.nature !== 'restore') return refuse('wrong-status', { status: state.status });
  if (task.rev !== rev) return refuse('stale');
  const end = task.done ?? task.skipped;
  if (end?.was === undefined || !mayUndo(end, actor.id, now)) return refuse('undo-over');
  return happened({ type: 'task-undone', taskId: task.id, status: end.was });
}

function decline(task: Task, reason: string, { actor, leaving }: PersonContext): Outcome {
  if (task.status !== 'offered' && task.status !== 'accepted') return refuse('task-not-open');
  return happened({
    type: 'task-declined',
    taskId: task.id,
    by: actor.id,
    reason,
    next: nextOwner(task, leaving, actor.id),
  });
}

function complete(
  state: Departure,
  task: Task,
  command: TaskCommand & { type: 'task.complete' },
  { now, actor, digest }: PersonContext,
): Outcome {
  const refusal = approvalProblem(state, task, actor.id);
  if (refusal) return refusal;
  if (leftItsApprovalOut(state, task, actor.id)) return refuse('skipped-its-approval');
  if (isHeldWipeTask(state, task.id)) return refuse('under-hold');
  if (!isTaskActive(task)) {
    const waitsFor = state.tasks.find((one) => task.after.includes(one.id) && isTaskOpen(one));
    if (waitsFor) return refuse('task-waits');
  }
  const notes = command.notes === '' ? null : command.notes;
  if (task.proof === 'note' && notes === null) return refuse('notes-needed');
  if (task.proof === 'file' && task.files === undefined) return refuse('file-needed');
  const signature = task.proof === 'signature' ? signed(state, task, command.signature, { actor, digest }) : null;
  if (signature !== null && 'refusal' in signature) return signature;
  if (task.nature === 'equipment' && command.condition === null) return refuse('condition-needed');
  const left = partsOf(task, command.checked).filter(({ done }) => !done).length;
  if (left > 0) return refuse('checklist-open', { left });
  return happened({
    type: 'task-completed',
    taskId: task.id,
    notes,
    condition: task.nature === 'equipment' ? command.condition : null,
    late: !isPunctual(task.dueAt, now),
    ...(signature !== null && { signature }),
  });
}

/** A signature is good from whoever was asked for it alone, under their own name. */
function signed(
  { id, leaver, people }: Departure,
  { id: taskId, assignee, clauses = [] }: Task,
  given: (TaskCommand & { type: 'task.complete' })['signature'],
  { actor, digest }: Pick<PersonContext, 'actor' | 'digest'>,
): Signature | ReturnType<typeof refuse> {
  if (actor.id !== assignee) return refuse('signed-by-another');
  const signer = actor.id === leaver.id ? leaver : people[actor.id];
  if (given === undefined || given.name === '' || signer === undefined) return refuse('signature-needed');
  if (!isNameOf(given.name, signer)) return refuse('signature-other-name', { name: signer.name });
  const text = { name: given.name, language: given.language, clauses: clausesIn(clauses, given.language) };
  return { ...text, digest: digest(signedText({ departureId: id, taskId }, text)) };
}

/** The checklist as it is once exactly these parts are ticked; as it stands without them. */
function partsOf({ checklist = [] }: Task, checked: readonly number[] | undefined): NonNullable<Task['checklist']> {
  return checked === undefined
    ? checklist
    : checklist.map((part, index) => ({ ...part, done: checked.includes(index) }));
}

function addHandover(
  state: Departure,
  command: TaskCommand & { type: 'handover.add' },
  context: PersonContext,
): Outcome {
  const { flow, dates } = state;
  if (!flow || !dates) return refuse('wrong-status', { status: state.status });
  const { handover } = command;
  if (handover.to === state.leaver.id || handover.fallback === state.leaver.id)
    return refuse('assignee-is-leaver', { name: state.leaver.name });
  const number = state.tasks.filter((task) => task.nature === 'handover').length + 1;
  const plan = planContextOf(state, dates, context);
  const task = handoverTask(`handover-${number}`, handover, {
    flow,
    departure: state,
    context: plan,
    leaving: context.leaving,
  });
  const item = { number, label: handover.title };
  const steps = stepsForItem({ flow, departure: state, context: plan, leaving: context.leaving }, 'handover', {
    item,
    inapplicable: state.inapplicable ?? [],
  });
  return happened(
    { type: 'task-added', task, people: command.people },
    ...steps.map((step) => ({ type: 'task-added' as const, task: step, people: {} })),
  );
}
