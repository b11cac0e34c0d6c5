import type { Instant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { isTaskActive } from '../../domain/tasks/task.ts';
import { blocks, items, note, status, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { type MyQuestions, questionBlocks } from '../knowledge/my-questions.ts';
import { type MyTask, myLines, myTaskBlocks } from '../tasks/my-tasks.ts';
import { byDue, isLate } from '../tasks/task-state.ts';
import { voiceFor } from '../words/voice.ts';
import { alarmItems, type MyAlarm } from './my-alarms.ts';
import { nudgeCard } from './nudge.ts';

/** How many lines a digest has; the rest is on the home page. */
const longest = 15;

/**
 * The one message a day that reminds, over all departures: what is open for the reader. What is not theirs is left out.
 */
export function digestCard(
  open: readonly MyTask[],
  reader: Person,
  now: Instant,
  { questions = [], alarms = [] }: { questions?: readonly MyQuestions[]; alarms?: readonly MyAlarm[] } = {},
): CardView {
  const voice = voiceFor(reader);
  const mine = open
    .filter(
      ({ departure, task }) =>
        task.assignee === reader.id && isTaskActive(task) && maySee(departure, { id: reader.id, roles: [] }, now),
    )
    .sort((a, b) => byDue(a.task, b.task));
  const all = myLines(mine, reader);
  const count = all.length;
  const asked = questions.filter(({ departure }) => departure.leaver.id === reader.id);
  const about = questionBlocks(asked, voice);
  // Of their own departure nobody is told that they are late.
  const isLateHere = ({ departure, task }: MyTask) => departure.leaver.id !== reader.id && isLate(task, now);
  const late = all.filter(({ tasks }) => tasks.some(isLateHere)).length;
  const [only] = mine;
  // One reminder says what it is about, and what can be done about it.
  if (only && mine.length === 1 && about.length + alarms.length === 0 && only.task.remindedAt !== null)
    return nudgeCard(only.departure, only.task, reader, now);
  if (count + alarms.length === 0 && about.length > 0) {
    const topics = asked.reduce((sum, one) => sum + one.topics.length, 0);
    return {
      kind: 'digest',
      title: voice.t('dossier.title'),
      subtitle: null,
      tone: 'neutral',
      blocks: blocks(text(voice.t('dossier.askText')), about),
      fallback: voice.t('dossier.askFallback', { count: topics }),
    };
  }
  if (count + alarms.length === 0) {
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
  const tone = alarms.length > 0 ? 'danger' : late > 0 ? 'attention' : 'neutral';
  const lines = myTaskBlocks(all.slice(0, longest), reader, voice, now);
  return {
    kind: 'digest',
    title: voice.t('digest.title'),
    subtitle: null,
    tone,
    blocks: blocks(
      status(tone, count === 0 ? voice.t('lead.alert.now') : voice.t('digest.subtitle', { count, late })),
      // What is worse than late stands in an older message: this one lies over it.
      items(alarmItems(alarms, voice)),
      lines,
      count > longest && note(voice.t('digest.more', { count: count - longest })),
      about,
    ),
    fallback: voice.t('digest.fallback', { count, late }),
  };
}
