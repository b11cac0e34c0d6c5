import { z } from 'zod';
import type { Departure } from '../../domain/departure.ts';
import { figuresSettingsSchema } from '../../domain/figures/figures-settings.ts';
import { groupedByFive, groupsOf } from '../../domain/figures/grouped.ts';
import { type PeriodFigures, periodFigures } from '../../domain/figures/period-figures.ts';
import { npsOf, summarize } from '../../domain/figures/survey-figures.ts';
import { type FigureGroup, figureGroups, figuresPage } from '../../views/desk/figures-page.ts';
import { openOnes } from '../../views/forms/list-filters.ts';
import { formatMonth } from '../../views/words/format.ts';
import { kindOf } from '../../views/words/kind-name.ts';
import { oneLine } from '../../views/words/plain.ts';
import { alumniNps } from '../alumni/scores.ts';
import { countedDepartures } from '../conversation/home.ts';
import { totalsOf } from '../conversation/numbers.ts';
import { listed } from './departures-view.ts';
import type { DrawPage, Reading } from './reading.ts';

/** How many departures of a year are read: each is opened. */
const mostRead = 3000;
const yearsBack = 5;

export const drawFigures: DrawPage = async (reading) => {
  const { query, now, voice, roles, deps } = reading;
  const thisYear = Number(now.slice(0, 4));
  const years = Array.from({ length: yearsBack + 1 }, (_, index) => String(thisYear + 1 - index));
  const year = z.enum(years).catch(String(thisYear)).parse(query['year']);
  const by = z.enum(figureGroups).catch('month').parse(query['by']);
  const { departures, isPartial } = await ofYear(year, reading);
  const settings = deps.figures ?? figuresSettingsSchema.parse({});
  const figures = (some: readonly Departure[]) => periodFigures(some, { prices: settings, now });
  return figuresPage(
    {
      ...{ year, years, by, settings, isPartial },
      all: figures(departures),
      groups: groupsBy(by, departures, { figures, reading }),
      survey: roles.includes('hr') ? await surveyOf(reading) : null,
      alumni: roles.includes('hr') ? ((await alumniNps(deps))[0] ?? null) : null,
    },
    voice,
  );
};

/** Those that took place, or take place, with a last working day in that year. */
async function ofYear(
  year: string,
  reading: Reading,
): Promise<{ departures: readonly Departure[]; isPartial: boolean }> {
  const filters = { ...openOnes, from: `${year}-01-01`, to: `${year}-12-31` };
  const [open, closed] = await Promise.all([
    listed(reading, { filters, size: mostRead }),
    listed(reading, { filters: { ...filters, open: false }, size: mostRead }),
  ]);
  return {
    departures: [...open.departures, ...closed.departures].filter(
      ({ status }) => status === 'active' || status === 'completed',
    ),
    isPartial: open.total > mostRead || closed.total > mostRead,
  };
}

interface Grouping {
  figures: (some: readonly Departure[]) => PeriodFigures;
  reading: Reading;
}

function groupsBy(by: FigureGroup, departures: readonly Departure[], { figures, reading: { voice } }: Grouping) {
  switch (by) {
    case 'month':
      return groupsOf(departures, ({ dates }) => dates?.lastWorkingDay.date.slice(0, 7) ?? '')
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ key, members }) => ({ label: formatMonth(voice.locale, key), figures: figures(members) }));
    case 'kind':
      return groupsOf(departures, (one) => kindOf(one, voice) ?? '').map(({ key, members }) => ({
        ...{ label: key, figures: figures(members) },
      }));
    case 'team':
      return (
        groupedByFive(departures, ({ leaver }) => oneLine(leaver.team ?? '') || voice.t('desk.figures.noTeam'))?.map(
          ({ key, members }) => ({ label: key, figures: figures(members) }),
        ) ?? null
      );
  }
}

/** Over all departures there ever were: one set of answers is told, so that none can be taken from another. */
async function surveyOf(reading: Reading) {
  const { survey } = totalsOf(await countedDepartures(reading));
  return { summary: summarize(survey), nps: npsOf(survey), recommended: survey.questions.recommend.count };
}
