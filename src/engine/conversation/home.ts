import type { Departure } from '../../domain/departure.ts';
import { summarize } from '../../domain/figures/survey-figures.ts';
import { maySee } from '../../domain/people/visibility.ts';
import type { CardView } from '../../views/card-view.ts';
import { homeCard } from '../../views/cards/home.ts';
import type { DepartureQuery } from '../ports/store.ts';
import { type Counted, numbersOf, totalsOf } from './numbers.ts';
import type { Looking, Turn } from './turn.ts';

/**
 * How many of the departures that ended, and in which nobody has to act any more, are listed; older ones are in the
 * audit.
 */
const mostEnded = 200;

/**
 * The live departures this person may know of: their own concern, or all of them for HR, IT and admins. Newest first.
 */
async function liveDepartures(turn: Looking): Promise<readonly Departure[]> {
  return visible(turn, { live: true });
}

/**
 * The live ones, then the newest of the others: however many ended since, none in which somebody has to act is hidden
 * by them.
 */
export async function visibleDepartures(turn: Turn): Promise<readonly Departure[]> {
  const live = await liveDepartures(turn);
  const ended = await visible(turn, { live: false, limit: mostEnded });
  return [...live, ...ended];
}

async function visible({ deps, actor, roles, now }: Looking, query: DepartureQuery): Promise<readonly Departure[]> {
  const found: Departure[] = [];
  const whose = roles.length > 0 ? {} : { involving: actor.id };
  for await (const departure of deps.store.departures.search({ ...query, ...whose }))
    if (maySee(departure, actor, now)) found.push(departure);
  return found;
}

/** What the numbers over all departures are made from, for those who may read them. */
export async function countedDepartures(turn: Looking): Promise<Counted> {
  // In this order, one that is completed in between is missing this once. In the other it would count twice, and with
  // it one answer to the survey, also at the threshold.
  const ended = await turn.deps.store.departures.totals();
  return { ended, live: await liveDepartures(turn) };
}

/** The home page, with live numbers. */
export async function drawHome(turn: Turn): Promise<CardView> {
  const { reader, roles, now } = turn;
  if (roles.length === 0) {
    const departures = await liveDepartures(turn);
    return homeCard({ reader, roles, departures, numbers: null, survey: null, now });
  }
  const counted = await countedDepartures(turn);
  const survey = roles.includes('hr') ? summarize(totalsOf(counted).survey) : null;
  return homeCard({ reader, roles, departures: counted.live, numbers: numbersOf(counted, now), survey, now });
}
