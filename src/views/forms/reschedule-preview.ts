import type { Dates } from '../../domain/calendar/dates.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { validConfirmations } from '../../domain/confirmation/approval.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { blocks, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { gapWords } from '../departure/gap-words.ts';
import type { FormView } from '../form-view.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { encodeDates } from './dates-fields.ts';
import { form, shown } from './form-parts.ts';

interface MovedTask {
  taskId: string;
  startsAt: Instant;
  dueAt: Instant;
}

/** What new dates would move, before → after; nothing has changed yet. */
export function reschedulePreviewForm(
  departure: Departure,
  reader: Person,
  change: {
    dates: Dates;
    /** The tasks that move, as `rescheduled` tells. */
    moved: readonly MovedTask[];
    now: Instant;
  },
): FormView {
  const voice = voiceFor(reader);
  const before = departure.dates;
  const after = change.dates;
  const newCutOff = before?.cutOff.at !== after.cutOff.at;
  const gap = gapWords(after, voice);
  const moved = movedItems(departure, change.moved, voice);
  const confirmations = validConfirmations(departure, change.now).length;
  return form(voice, {
    kind: 'reschedule-preview',
    title: 'form.preview.title',
    submit: {
      label: 'form.preview.submit',
      act: act('departure.reschedule.submit', departure.id, {
        target: encodeDates(after),
        seen: before ? encodeDates(before) : '',
      }),
    },
    parts: shown(
      blocks(
        facts(
          [
            voice.t('departure.lastWorkingDay'),
            changed(voice, before && voice.day(before.lastWorkingDay), voice.day(after.lastWorkingDay)),
          ],
          [
            voice.t('departure.contractEnd'),
            changed(voice, before && voice.day(before.contractEnd), voice.day(after.contractEnd)),
          ],
          [
            voice.t('departure.cutOff'),
            changed(voice, before && voice.zoned(before.cutOff), voice.zoned(after.cutOff)),
          ],
        ),
        gap !== null && text([{ strong: gap }]),
        section(
          voice.t('form.preview.tasks'),
          items(moved),
          moved.length === 0 && text(voice.t('form.preview.noTasks')),
          note(voice.t('form.preview.kept')),
        ),
        newCutOff &&
          departure.revocations.length > 0 &&
          note(voice.t('form.preview.confirm', { count: confirmations })),
      ),
    ),
  });
}

function changed(voice: Voice, before: string | null, after: string): string {
  if (before === null || before === after) return voice.t('form.preview.same', { value: after });
  return voice.t('form.preview.change', { before, after });
}

function movedItems(departure: Departure, moved: readonly MovedTask[], voice: Voice): readonly CardItem[] {
  const next = new Map(moved.map((one) => [one.taskId, one]));
  return departure.tasks
    .filter((task) => next.has(task.id))
    .sort(byDue)
    .flatMap((task) => {
      const detail = movedWords(task, next.get(task.id) ?? task, voice);
      if (detail === null) return [];
      return [item('info', voice.t('form.preview.moved'), [{ strong: taskTitle(task, voice) }], { detail })];
    });
}

/** Where only the beginning moves, that is what is said; null where a reader would see the same before and after. */
function movedWords(before: Task, after: Pick<MovedTask, 'startsAt' | 'dueAt'>, voice: Voice): string | null {
  const [due, dueAfter] = [voice.instant(before.dueAt), voice.instant(after.dueAt)];
  if (due !== dueAfter) return voice.t('form.preview.change', { before: due, after: dueAfter });
  const [starts, startsAfter] = [voice.instant(before.startsAt), voice.instant(after.startsAt)];
  return starts === startsAfter ? null : voice.t('form.preview.starts', { before: starts, after: startsAfter });
}
