import { validConfirmations } from '../../domain/approval.ts';
import { type Dates, type Departure, datesSchema } from '../../domain/departure.ts';
import type { Person } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import { act } from '../act-names.ts';
import { blocks, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { form, shown } from '../form-parts.ts';
import type { FormView } from '../form-view.ts';
import { byDue, taskTitle } from '../task-state.ts';
import { type Voice, voiceFor } from '../voice.ts';

/** A button carries text only: the new dates travel in its target. */
export function encodeDates(dates: Dates): string {
  return JSON.stringify(dates);
}

/** Null for anything that Relais did not write. */
export function decodeDates(target: string | null): Dates | null {
  try {
    return datesSchema.safeParse(JSON.parse(target ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** What new dates would move, before → after; nothing has changed yet. */
export function reschedulePreviewForm(
  departure: Departure,
  reader: Person,
  change: {
    dates: Dates;
    /** The tasks that move, as `rescheduled` tells. */
    moved: readonly { taskId: string; dueAt: Instant }[];
    now: Instant;
  },
): FormView {
  const voice = voiceFor(reader);
  const before = departure.dates;
  const after = change.dates;
  const newCutOff = before?.cutOff.at !== after.cutOff.at;
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
        section(
          voice.t('form.preview.tasks'),
          items(movedItems(departure, change.moved, voice)),
          change.moved.length === 0 && text(voice.t('form.preview.noTasks')),
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

function movedItems(
  departure: Departure,
  moved: readonly { taskId: string; dueAt: Instant }[],
  voice: Voice,
): readonly CardItem[] {
  const dueAt = new Map(moved.map((one) => [one.taskId, one.dueAt]));
  return departure.tasks
    .filter((task) => dueAt.has(task.id))
    .sort(byDue)
    .map((task) =>
      item('info', voice.t('form.preview.moved'), [{ strong: taskTitle(task, voice) }], {
        detail: changed(voice, voice.instant(task.dueAt), voice.instant(dueAt.get(task.id) ?? task.dueAt)),
      }),
    );
}
