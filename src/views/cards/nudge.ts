import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import { blocks, note, status, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { taskActions } from '../tasks/task-actions.ts';
import { isLate, taskMark, taskTitle } from '../tasks/task-state.ts';
import { calledName, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';
import { originOf } from './task-card.ts';

/**
 * A reminder of one task. Its days are counted from the reminder, not from now, so that it is not edited every
 * midnight.
 */
export function nudgeCard(departure: Departure, task: Task, reader: Person, now: Instant): CardView {
  if (task.assignee !== reader.id || !maySee(departure, { id: reader.id, roles: [] }, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const title = taskTitle(task, voice);
  const subtitle = originOf({ departure, task, reader }, voice);
  const open = isTaskActive(task) && (departure.status === 'active' || task.nature === 'restore');
  if (!open) {
    const words = voice.t('nudge.closed', { state: taskMark(task, now, voice).state });
    return {
      kind: 'nudge',
      title,
      subtitle,
      tone: 'neutral',
      blocks: blocks(text(words)),
      fallback: voice.t('task.fallback.closed', { title, state: taskMark(task, now, voice).state }),
    };
  }
  const late = isLate(task, now);
  const own = reader.id === departure.leaver.id;
  const tone = late && !own ? 'attention' : 'neutral';
  const when = voice.instant(task.dueAt);
  const days = Math.max(0, voice.days(task.remindedAt ?? now, task.dueAt));
  const words = late ? voice.t('nudge.late', { when }) : voice.t('nudge.ahead', { days, when });
  const helpers = task.escalateTo.filter((id) => id !== reader.id).map((id) => calledName(departure, id, voice));
  const escalates = task.escalateAt !== null && task.escalatedAt === null && task.escalateAt > now;
  return {
    kind: 'nudge',
    title: voice.t('nudge.title', { title }),
    subtitle,
    tone,
    blocks: blocks(
      status(tone, own ? voice.t('lead.task.own') : taskMark(task, now, voice).state, { next: words }),
      escalates &&
        helpers.length > 0 &&
        note(voice.t('nudge.escalates', { when: voice.instant(task.escalateAt ?? now), names: voice.list(helpers) })),
      taskActions(departure, task, reader, voice),
    ),
    fallback: voice.t('nudge.fallback', { title, words }),
  };
}
