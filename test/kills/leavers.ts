import { company, type WorkspacePerson } from '../../src/workspace/company.ts';

/** Ten invented colleagues who all leave on the same day, so that every system is asked for ten people at once. */
const firstTen = [
  'Ada Lindqvist',
  'Bruno Keller',
  'Chloé Garnier',
  'Dario Conti',
  'Elif Demir',
  'Farid Haddad',
  'Greta Olsen',
  'Henri Lacroix',
  'Iris Novak',
  'Jules Perrin',
];

/** As many more as anybody asks for. */
const moreSurnames = ['Aubert', 'Bianchi', 'Castro', 'Dietrich', 'Eriksen'];
const names = [
  ...firstTen,
  ...moreSurnames.flatMap((surname) => firstTen.map((name) => `${name.split(' ', 1)} ${surname}`)),
];

/** Engineers with many accounts and salespeople with others; their managers begin the departures. */
const leavers: readonly WorkspacePerson[] = names.map((name, index) => {
  const sells = index % 3 === 2;
  const address = name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(' ', '.');
  return {
    id: `U0KILL${index}`,
    name,
    email: `${address}@example.com`,
    title: sells ? 'Account executive' : 'Software engineer',
    team: sells ? 'Sales' : 'Platform',
    locale: index % 2 === 0 ? 'en' : 'fr',
    timeZone: 'Europe/Paris',
    country: 'FR',
    managerId: sells ? 'U0CLAIRE' : index % 3 === 0 ? 'U0MAYA' : 'U0HUGO',
    roles: [],
  };
});

/**
 * The company with the first so many of them, 60 at most: enough to be in mid-run, where more would only make the same
 * longer.
 */
export function companyWith(count: number): readonly WorkspacePerson[] {
  return [...company, ...leavers.slice(0, count)];
}

export const everybody = companyWith(firstTen.length);

export function leaversAmong(people: readonly WorkspacePerson[]): readonly WorkspacePerson[] {
  return leavers.filter(({ id }) => people.some((person) => person.id === id));
}
