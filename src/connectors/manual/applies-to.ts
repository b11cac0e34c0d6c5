import { folded } from '../../domain/flow/condition.ts';
import type { Person } from '../../domain/people/people.ts';
import type { ManualSettings } from './manual-settings.ts';

/** Whether the system concerns the person, and why in words. What is not known of them does not exclude them. */
export function concerns(
  { teams, titles, countries }: ManualSettings['appliesTo'],
  person: Person,
): { concerned: boolean; why: string } {
  const conditions = [
    teams && verdict('team', person.team, teams, (team, one) => team === one),
    titles && verdict('title', person.title, titles, (title, one) => title.includes(one)),
    countries && verdict('country', person.country, countries, (country, one) => country === one),
  ].flatMap((each) => each ?? []);
  const against = conditions.find(({ holds }) => holds === false);
  if (against) return { concerned: false, why: against.words };
  const open = conditions.find(({ holds }) => holds === null);
  return { concerned: true, why: open ? `${open.words}, so it may concern them` : 'concerns this person by its rule' };
}

/** `holds` is null where the directory does not tell. */
function verdict(
  what: string,
  told: string | null,
  wanted: readonly string[],
  fits: (told: string, wanted: string) => boolean,
): { holds: boolean | null; words: string } {
  const value = folded(told ?? '');
  if (value === '') return { holds: null, words: `the ${what} is not known` };
  const holds = wanted.some((one) => fits(value, folded(one)));
  return { holds, words: `the ${what} is ${told}${holds ? '' : `, not ${wanted.join(' or ')}`}` };
}
