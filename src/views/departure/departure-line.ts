import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isTaskOpen } from '../../domain/tasks/task.ts';
import { phaseWords } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardItem, ItemIcon } from '../card-view.ts';
import { isLate } from '../tasks/task-state.ts';
import { sentences, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { kindLine } from './departure-facts.ts';

/** One departure on one line, with the way to it; for lists. Only for those who prepare it. */
export function departureItem(departure: Departure, voice: Voice, now: Instant): CardItem {
  const { id, status, tasks } = departure;
  const name = shownName(departure.leaver.name);
  const late = tasks.filter((task) => isLate(task, now)).length;
  const done = tasks.filter((task) => !isTaskOpen(task)).length;
  const draft = status === 'draft';
  const line = draft
    ? voice.t('departure.subtitleDraft')
    : sentences(
        `${voice.t('form.status.line', { done, total: tasks.length, late })}.`,
        status === 'active' && `${voice.t('form.status.access', { access: phaseWords(departure, voice, now) })}.`,
      );
  return item(iconOf(departure, late, now), voice.t(`status.${status}`), [{ strong: name }], {
    detail: sentences(withStop(kindLine(departure, voice)), line),
    action: draft
      ? button(voice, act('walk.resume', id), 'button.continue', { style: 'primary', about: name })
      : button(voice, act('departure.open', id), 'button.open', { about: name }),
  });
}

function withStop(words: string | null): string | null {
  return words === null ? null : `${words}.`;
}

function iconOf({ status, tasks, revocations }: Departure, late: number, now: Instant): ItemIcon {
  switch (status) {
    case 'draft':
      return 'todo';
    case 'completed':
      return 'done';
    case 'cancelled':
    case 'retained':
      return 'waived';
    case 'active':
      if (revocations.some((one) => one.status === 'failed')) return 'failed';
      return late > 0 || tasks.some((task) => task.status === 'unassigned' && task.dueAt < now) ? 'late' : 'running';
  }
}
