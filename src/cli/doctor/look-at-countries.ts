import { countryName } from '../../domain/people/country.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { knowsHolidaysOf } from '../../flows/holidays.ts';
import { type Finding, note } from './finding.ts';

/**
 * Countries of relais.yaml whose public holidays nobody knows: there, steps may fall due and people be reminded on one.
 */
export function lookAtCountries({ country, people }: Organisation): Finding[] {
  const named = new Set([country, ...people.flatMap((one) => one.country ?? [])]);
  return [...named]
    .filter((one) => !knowsHolidaysOf(one))
    .toSorted()
    .map((one) =>
      note('configuration', {
        en: `No public holidays are known for ${countryName(one, 'en')} (${one}): business days leave out its weekends only.`,
        fr: `Aucun jour férié connu pour ${countryName(one, 'fr')} (${one}) : les jours ouvrés n’y excluent que les fins de semaine.`,
      }),
    );
}
