import { expect, it } from 'vitest';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { merge } from '../../../src/engine/people/sources/merge.ts';
import { toldDetails } from '../../../src/engine/people/told-details.ts';
import { toldPerson } from './told.ts';

const organisation = organisationSchema.parse({ country: 'BE' });

/** The country of somebody of whom a source says this. */
function countryWhere(country: string | null): string {
  const person = { ...toldPerson('1'), country };
  const { people } = merge([{ source: 'hr', at: '2026-11-02T08:00:00.000Z', missingSince: null, person }], {
    order: ['hr'],
    precedence: {},
  });
  const [said = null] = people;
  return toldDetails({ address: 'a@example.com', organisation, own: undefined, said, user: null }).country;
}

it('takes a country from a source where there is one, and the organisation’s where the source names none', () => {
  expect(countryWhere('fr')).toBe('FR');
  expect(countryWhere('ZZ')).toBe('BE');
  expect(countryWhere('France')).toBe('BE');
  expect(countryWhere(null)).toBe('BE');
});
