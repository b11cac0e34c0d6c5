import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { blocks, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardItem, CardView } from '../card-view.ts';
import { contactBlocks } from '../departure/contact-blocks.ts';
import { doneButton } from '../tasks/task-actions.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** Thanks, and what is left for the leaver to do. `byMail`: Relais can write to an address once access has ended. Nothing about access: it is their last day, not their trial. */
export function farewellCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  { byMail = false }: { byMail?: boolean } = {},
): CardView {
  const { kind, dates, manager, survey, status } = departure;
  if (reader.id !== departure.leaver.id || kind === null || isConfidential(departure, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(reader.name);
  const title = voice.t('farewell.title', { name });
  if (status === 'cancelled' || status === 'retained') {
    const words = voice.t('farewell.stays');
    return { kind: 'farewell', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const mine = departure.tasks
    .filter((task) => task.assignee === reader.id && task.status !== 'skipped' && task.status !== 'waiting')
    .sort(byDue);
  const open = mine.filter(isTaskOpen).length;
  const move = kind === 'internal-move';
  return {
    kind: 'farewell',
    title,
    subtitle: move
      ? voice.t('farewell.subtitleMove')
      : dates && voice.t('farewell.subtitle', { day: voice.day(dates.lastWorkingDay) }),
    // No tick: being thanked is nothing that was achieved.
    tone: 'neutral',
    blocks: blocks(
      text(voice.t(`farewell.thanks.${kind}`)),
      section(
        voice.t('farewell.checklist'),
        items(mine.map((task) => checklistItem(departure, task, voice))),
        open === 0 && text(voice.t('farewell.nothingOpen')),
      ),
      section(
        voice.t('farewell.dates'),
        facts(
          dates && move ? [voice.t('departure.lastWorkingDay'), voice.day(dates.lastWorkingDay)] : null,
          dates && !move ? [voice.t('departure.contractEnd'), voice.day(dates.contractEnd)] : null,
          manager === null ? null : [voice.t('farewell.contact'), nameOf(departure, manager, voice)],
        ),
      ),
      byMail && contactBlocks(departure, voice),
      survey !== null &&
        survey.opensAt > now &&
        note(voice.t('farewell.survey', { when: voice.dayOf(survey.opensAt) })),
    ),
    fallback: voice.t('farewell.fallback', { name, open }),
  };
}

function checklistItem(departure: Departure, task: Task, voice: Voice): CardItem {
  const open = isTaskOpen(task);
  return item(
    open ? 'todo' : 'done',
    voice.t(open ? 'word.open' : 'task-status.done'),
    [{ strong: taskTitle(task, voice) }],
    {
      // Never "late": whoever leaves is not chased on the card that thanks them.
      detail: open ? voice.t('farewell.due', { when: voice.instant(task.dueAt) }) : null,
      action: open ? doneButton(departure, task, voice, 'default') : null,
    },
  );
}
