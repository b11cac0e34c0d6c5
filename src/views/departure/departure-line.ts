import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { phaseWords } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { actions, button, item, items, text } from '../blocks.ts';
import type { CardBlock, CardItem, ItemIcon } from '../card-view.ts';
import { countTasks, isLate } from '../tasks/task-state.ts';
import { sentences, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { kindLine } from './departure-facts.ts';
import { draftActions } from './draft-actions.ts';

/**
 * Departures in a list, one line each with the way to it; drafts last, each with both its ways: to go on, and to
 * discard it.
 */
export function departureBlocks(departures: readonly Departure[], voice: Voice, now: Instant): readonly CardBlock[] {
  const drafts = departures.filter(({ status }) => status === 'draft');
  const others = departures.filter(({ status }) => status !== 'draft');
  return [
    items(others.map((departure) => departureItem(departure, voice, now))),
    ...drafts.flatMap((draft): CardBlock[] => {
      const name = shownName(draft.leaver.name);
      const words = sentences(withStop(kindLine(draft, voice)), voice.t('departure.subtitleDraft'));
      return [text([{ strong: name }, ` · ${words}`]), actions(...draftActions(voice, draft.id, name))];
    }),
  ];
}

/** One departure that was started on one line, with the way to it. Only for those who prepare it. */
export function departureItem(departure: Departure, voice: Voice, now: Instant): CardItem {
  const { id, status, tasks } = departure;
  const name = shownName(departure.leaver.name);
  const late = tasks.filter((task) => isLate(task, now)).length;
  // Of one that was called off, what became needless was asked for all the same.
  const all = { done: tasks.filter((task) => task.status === 'done').length, total: tasks.length };
  const { done, total } = status === 'active' ? countTasks(tasks) : all;
  const line = sentences(
    `${voice.t('form.status.line', { done, total, late })}.`,
    status === 'active' && `${voice.t('form.status.access', { access: phaseWords(departure, voice, now) })}.`,
  );
  return item(iconOf(departure, late, now), voice.t(`status.${status}`), [{ strong: name }], {
    detail: sentences(withStop(kindLine(departure, voice)), line),
    action: button(voice, act('departure.open', id), 'button.open', { about: name }),
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
