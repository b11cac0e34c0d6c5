import { summarize } from '../../domain/figures/survey-figures.ts';
import type { CompanyRole } from '../../domain/people/people.ts';
import type { DeskViewId } from '../../views/desk/desk-page.ts';
import { surveyPage } from '../../views/desk/survey-page.ts';
import { countedDepartures } from '../conversation/home.ts';
import { totalsOf } from '../conversation/numbers.ts';
import { drawCalendar } from './calendar-view.ts';
import { drawContracts } from './contracts-view.ts';
import { drawWholeDeparture } from './departure-view.ts';
import { drawDepartures } from './departures-view.ts';
import { drawFigures } from './figures-view.ts';
import type { DrawPage } from './reading.ts';
import { drawSettings } from './settings-view.ts';

interface DeskView {
  /** Whoever holds one of these roles at the moment. */
  for: readonly CompanyRole[];
  /** Whether it stands in the menu by itself; others are reached from a line of another. */
  inMenu: boolean;
  draw: DrawPage;
}

const everybody = ['hr', 'it', 'admin'] as const satisfies readonly CompanyRole[];

/**
 * Every page of the desk, in the order of the menu, and who may open it. A further one is its id in `deskViewIds`, its
 * line here, its title `desk.<id>` in the catalogue, and a function that draws it.
 */
export const deskViews: Readonly<Record<DeskViewId, DeskView>> = {
  departures: { for: everybody, inMenu: true, draw: drawDepartures },
  calendar: { for: everybody, inMenu: true, draw: drawCalendar },
  departure: { for: everybody, inMenu: false, draw: drawWholeDeparture },
  contracts: { for: everybody, inMenu: true, draw: drawContracts },
  figures: { for: everybody, inMenu: true, draw: drawFigures },
  survey: {
    for: ['hr'],
    inMenu: true,
    draw: async (reading) => surveyPage(summarize(totalsOf(await countedDepartures(reading)).survey), reading.voice),
  },
  settings: { for: everybody, inMenu: true, draw: drawSettings },
};

export function mayOpenView(view: DeskViewId, roles: readonly CompanyRole[]): boolean {
  return deskViews[view].for.some((role) => roles.includes(role));
}
