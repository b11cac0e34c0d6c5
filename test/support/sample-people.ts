import type { Person } from '../../src/domain/people/people.ts';

/** Invented people for samples; one of each relation, in both languages and several zones. */
function person(
  id: string,
  name: string,
  rest: Partial<Pick<Person, 'locale' | 'timeZone' | 'country' | 'title' | 'managerId'>> = {},
): Person {
  return {
    id,
    name,
    email: `${id}@example.com`,
    title: 'Engineer',
    team: 'Platform',
    managerId: 'maya',
    locale: 'en',
    timeZone: 'Europe/London',
    country: 'GB',
    photoUrl: `https://example.com/photos/${id}.png`,
    handles: { slack: `U${id.toUpperCase()}` },
    ...rest,
  };
}

const paris = { timeZone: 'Europe/Paris', country: 'FR' } as const;

export const people = {
  alex: person('alex', 'Alex Moreau', { ...paris, title: 'Software engineer' }),
  maya: person('maya', 'Maya Chen', { managerId: 'hugo' }),
  jonas: person('jonas', 'Jonas Weber', { timeZone: 'Europe/Berlin', country: 'DE' }),
  lea: person('lea', 'Léa Dubois', { ...paris, locale: 'fr' }),
  nadia: person('nadia', 'Nadia Berger', { ...paris, locale: 'fr', title: 'HR partner' }),
  tom: person('tom', 'Tom Okafor', { title: 'IT lead' }),
  ines: person('ines', 'Inès Laurent', { ...paris, locale: 'fr' }),
  hugo: person('hugo', 'Hugo Martin', { ...paris, locale: 'fr', managerId: null }),
  /** Has nothing to do with any sample. */
  oscar: person('oscar', 'Oscar Lind', { timeZone: 'America/New_York', country: 'US' }),
} as const satisfies Record<string, Person>;

export const everybody: readonly Person[] = Object.values(people);

/** The same person, reading the other language. */
export function reading(person: Person, locale: Person['locale']): Person {
  return { ...person, locale };
}
