import type { Dates } from '../../../domain/calendar/dates.ts';
import { localDate } from '../../../domain/calendar/time.ts';
import type { Departure } from '../../../domain/departure.ts';
import { type Hears, hearsSchema, usualHears } from '../../../domain/flow/hears.ts';
import { walkHearsFields } from '../../../views/forms/fields.ts';
import type { CatalogueKey } from '../../../views/words/translate.ts';
import type { Reply } from '../conversation.ts';
import { type Turn, textOf } from '../turn.ts';
import type { Draft } from './walk-saving.ts';

/** When people hear of it, as the page says; nothing where it did not ask, or what it says is not whole. */
export function hearsOf(turn: Turn, { draft }: Departure): Pick<Draft, 'hears'> {
  const { values } = turn.act;
  const has = (field: string) => values !== null && Object.hasOwn(values, field);
  if (!has(walkHearsFields.leaver) && !has(walkHearsFields.teammates)) return {};
  const before: Hears = draft.hears ?? usualHears;
  const chosen = textOf(turn, walkHearsFields.leaver);
  const read = hearsSchema.safeParse({
    leaver: has(walkHearsFields.leaver)
      ? chosen === 'day'
        ? textOf(turn, walkHearsFields.day)
        : chosen
      : before.leaver,
    teammates: has(walkHearsFields.teammates) ? textOf(turn, walkHearsFields.teammates) : before.teammates,
  });
  if (!read.success) return {};
  const isUsual = read.data.leaver === before.leaver && read.data.teammates === before.teammates;
  return isUsual ? {} : { hears: read.data };
}

/** What is wrong about it, at its field. */
export function hearsProblem(turn: Turn, { leaver }: Departure, { lastWorkingDay }: Dates): Reply | null {
  if (textOf(turn, walkHearsFields.leaver) !== 'day') return null;
  const day = textOf(turn, walkHearsFields.day);
  const isDay = day !== null && hearsSchema.shape.leaver.safeParse(day).success;
  const problem = (key: CatalogueKey): Reply => ({
    type: 'errors',
    errors: { [walkHearsFields.day]: turn.voice.t(key) },
  });
  if (!isDay) return problem('notice.dateInvalid');
  if (day < localDate(turn.now, leaver.timeZone)) return problem('walk.hears.past');
  return day > lastWorkingDay.date ? problem('walk.hears.late') : null;
}
