import type { Voice } from './voice.ts';

/** What an organisation is called that `relais.yaml` gives no name. */
export const unnamedOrganisation = 'our company';

/** As this reader reads it: what has no name of its own is said in their language. */
export function organisationName(name: string, { t }: Pick<Voice, 't'>): string {
  return name === unnamedOrganisation ? t('word.ourCompany') : name;
}
