import type { Person } from '../../domain/people.ts';
import type { ManualSettings } from './manual-settings.ts';

/** The first condition that does not hold for the person, in words; null when the system concerns them. */
export function whyNot({ teams, titles, countries }: ManualSettings['appliesTo'], person: Person): string | null {
  const lower = (text: string | null) => text?.toLowerCase() ?? '';
  if (teams && !teams.some((team) => lower(team) === lower(person.team)))
    return `the team is ${person.team ?? 'not known'}, not ${teams.join(' or ')}`;
  if (titles && !titles.some((title) => lower(person.title).includes(lower(title))))
    return `the title is ${person.title ?? 'not known'}, without ${titles.join(' or ')}`;
  if (countries && !countries.some((country) => lower(country) === lower(person.country)))
    return `the country is ${person.country}, not ${countries.join(' or ')}`;
  return null;
}
