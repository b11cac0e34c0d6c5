import { quarterOf } from '../../domain/calendar/quarter.ts';
import type { Departure } from '../../domain/departure.ts';
import type { SurveySettings } from '../../domain/survey/survey-settings.ts';
import { type Said, type ThemeTable, themeTable } from '../../domain/survey/theme-table.ts';
import { sentencesOf } from '../../domain/survey/themes.ts';
import type { DepartureStore } from '../ports/store.ts';

/** How many departures are opened for one look at the themes, the newest first; what is left out is said. */
const mostRead = 1000;

/**
 * The themes of everything that leavers wrote, read anew each time: nothing of it outlives the answer. Whoever manages
 * somebody reads nothing of theirs, and nobody their own.
 */
export async function readThemes(
  departures: Pick<DepartureStore, 'search'>,
  { themes, leaveOut }: SurveySettings,
  reader: string,
): Promise<{ table: ThemeTable; isPartial: boolean }> {
  const all: Said[] = [];
  let opened = 0;
  for await (const departure of departures.search({ limit: mostRead + 1 })) {
    opened += 1;
    if (opened > mostRead) break;
    const { leaver, manager, kind, status, erasure } = departure;
    // What is being erased is there for nobody any more.
    const isCounted = (status === 'active' || status === 'completed') && erasure === undefined;
    if (!isCounted || reader === leaver.id || reader === manager || (kind !== null && leaveOut.includes(kind)))
      continue;
    all.push(...saidIn(departure));
  }
  return { table: themeTable(all, themes), isPartial: opened > mostRead };
}

function saidIn({ survey, leaver }: Departure): readonly Said[] {
  const { answers = null, answeredAt = null } = survey ?? {};
  if (answers === null || answeredAt === null) return [];
  const own = (answers.own ?? []).flatMap(({ type, value }) => (type === 'text' ? [String(value)] : []));
  const sentences = sentencesOf([answers.best ?? '', answers.change ?? '', ...own]);
  return [{ group: leaver.team, quarter: quarterOf(answeredAt, leaver.timeZone), sentences }];
}
