import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { mayLeaveOut } from '../../domain/tasks/approval.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { audienceOf, isInside } from '../audience.ts';
import { actions, blocks, button, status, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { taskMark, taskTitle } from '../tasks/task-state.ts';
import { undoTask } from '../tasks/undo-action.ts';
import { shownName } from '../words/plain.ts';
import { calledName, mentionOf, nameOf, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** A late task, for whoever the flow names as the next to help. */
export function escalationCard(departure: Departure, task: Task, reader: Person, now: Instant): CardView {
  const audience = audienceOf(departure, reader);
  if (!isInside(audience)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const title = taskTitle(task, voice);
  const leaver = shownName(departure.leaver.name);
  const name = nameOf(departure, task.assignee, voice);
  const called = calledName(departure, task.assignee, voice);
  const when = voice.instant(task.dueAt);
  const open = isTaskOpen(task) && (departure.status === 'active' || task.nature === 'restore');
  const base = {
    kind: 'escalation',
    title: voice.t('escalation.title', { title }),
    subtitle: voice.t('escalation.departure', { name: leaver }),
  } as const;
  if (!open) {
    const words = voice.t('escalation.settled', { state: taskMark(task, now, voice).state });
    return {
      ...base,
      title,
      tone: 'neutral',
      blocks: blocks(text(words), undoTask(departure, task, { reader, voice, now })),
      fallback: words,
    };
  }
  const on = { target: task.id, seen: task.rev };
  const key =
    task.dueAt > now ? 'escalation.notYet' : task.status === 'offered' ? 'escalation.unanswered' : 'escalation.text';
  return {
    ...base,
    tone: 'attention',
    blocks: blocks(
      status('attention', taskMark(task, now, voice).state, {
        next: voice.rich(key, { name: mentionOf(departure, task.assignee, voice), when }),
      }),
      text(voice.t('escalation.help', { name: called })),
      actions(
        button(voice, act('task.reassign', departure.id, on), 'button.someoneElse', { style: 'primary', about: title }),
        (audience.manager || audience.hr || audience.admin) &&
          mayLeaveOut(departure, task, reader.id) &&
          button(voice, act('task.skip', departure.id, on), 'button.skip', { about: title }),
        button(voice, act('departure.open', departure.id), 'button.open', { about: leaver }),
      ),
    ),
    fallback: voice.t('escalation.fallback', { leaver, title, name, when }),
  };
}
