import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people.ts';
import { isTaskActive, type Task } from '../../domain/task.ts';
import type { Instant } from '../../domain/time.ts';
import { maySee } from '../../domain/visibility.ts';
import { blocks, item, items, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { shownName } from '../plain.ts';
import { doneButton } from '../task-actions.ts';
import { byDue, isLate, taskMark, taskTitle } from '../task-state.ts';
import { voiceFor } from '../voice.ts';

export interface OpenTask {
  departure: Departure;
  task: Task;
}

/** How many lines a digest has; the rest is on the home page. */
const longest = 15;

/** One message a day for whoever has many open tasks, instead of many reminders. What is not the reader's is left out. */
export function digestCard(open: readonly OpenTask[], reader: Person, now: Instant): CardView {
  const voice = voiceFor(reader);
  const mine = open
    .filter(
      ({ departure, task }) =>
        task.assignee === reader.id && isTaskActive(task) && maySee(departure, { id: reader.id, roles: [] }, now),
    )
    .sort((a, b) => byDue(a.task, b.task));
  const count = mine.length;
  const late = mine.filter(({ task }) => isLate(task, now)).length;
  if (count === 0) {
    const words = voice.t('digest.empty');
    return {
      kind: 'digest',
      title: voice.t('digest.title'),
      subtitle: null,
      tone: 'good',
      blocks: blocks(text(words)),
      fallback: words,
    };
  }
  const lines = mine.slice(0, longest).map(({ departure, task }) => {
    const { icon, state } = taskMark(task, now, voice);
    return item(icon, state, [{ strong: taskTitle(task, voice) }], {
      detail: voice.t('digest.line', { name: shownName(departure.leaver.name), when: voice.instant(task.dueAt) }),
      action: doneButton(departure, task, voice, 'default'),
    });
  });
  return {
    kind: 'digest',
    title: voice.t('digest.title'),
    subtitle: voice.t('digest.subtitle', { count, late }),
    tone: late > 0 ? 'attention' : 'neutral',
    blocks: blocks(items(lines), count > longest && note(voice.t('digest.more', { count: count - longest }))),
    fallback: voice.t('digest.fallback', { count, late }),
  };
}
