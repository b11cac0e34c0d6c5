import type { Departure } from '../../domain/departure.ts';
import { summarize } from '../../domain/survey.ts';
import { maySee } from '../../domain/visibility.ts';
import type { CardView } from '../../views/card-view.ts';
import { homeCard } from '../../views/cards/home.ts';
import { numbersOf } from './numbers.ts';
import { allAnswers } from './survey-acts.ts';
import type { Turn } from './turn.ts';

/** How many departures a page looks at; older ones are in the audit. */
const most = 200;

/** The departures this person may know of: their own concern, or all of them for HR, IT and admins. Newest first. */
export async function visibleDepartures(turn: Turn): Promise<readonly Departure[]> {
  const { deps, actor, roles, now } = turn;
  const query = roles.length > 0 ? { limit: most } : { involving: actor.id, limit: most };
  const found: Departure[] = [];
  for await (const departure of deps.store.departures.search(query))
    if (maySee(departure, actor, now)) found.push(departure);
  return found;
}

/** The home page, with live numbers. */
export async function drawHome(turn: Turn): Promise<CardView> {
  const departures = await visibleDepartures(turn);
  const survey = turn.roles.includes('hr') ? summarize(await allAnswers(turn.deps)) : null;
  const numbers = turn.roles.length > 0 ? numbersOf(departures, turn.now) : null;
  return homeCard({ reader: turn.reader, roles: turn.roles, departures, numbers, survey, now: turn.now });
}
