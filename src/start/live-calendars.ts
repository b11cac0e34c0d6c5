import type { CalendarDependencies } from '../calendars/define-calendar.ts';
import { type CalendarEntries, createCalendars } from '../calendars/registry.ts';
import type { Calendar } from '../engine/ports/calendar.ts';
import { createLiveParts, type LiveSecrets } from './live-parts.ts';

/** Calendars whose secrets can be read again while they are in use. */
export interface LiveCalendars extends LiveSecrets {
  /** In the order of the file. Each call is made by the secrets of that moment. */
  calendars: readonly Calendar[];
}

export function createLiveCalendars(
  entries: CalendarEntries,
  deps: Omit<CalendarDependencies, 'readFile'>,
): LiveCalendars {
  const parts = createLiveParts(
    entries,
    deps.env,
    (entry, secrets) => createCalendars([entry], { ...deps, ...secrets })[0],
  );
  const calendars = entries.map(({ id }): Calendar => {
    const now = () => {
      const calendar = parts.get(id);
      if (!calendar) throw new Error(`there are no calendars ${id}`);
      return calendar;
    };
    return {
      id,
      readsBack: now().readsBack,
      serves: (person) => now().serves(person),
      put: (...asked) => now().put(...asked),
      cancel: (...asked) => now().cancel(...asked),
      read: (...asked) => now().read(...asked),
    };
  });
  return { calendars, files: parts.files, prepare: parts.prepare };
}
