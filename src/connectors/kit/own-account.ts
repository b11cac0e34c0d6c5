import type { Localized, Words } from '../../domain/localized.ts';

/** Why an account must stay: Relais acts by a token of it, which ends with the account. */
export const becauseOwnToken: Localized = {
  en: 'Relais’ own token belongs to it',
  fr: 'le jeton de Relais lui appartient',
};

/** Why an account must stay: Relais acts in its name. */
export const becauseOwnName: Localized = {
  en: 'Relais works in its name: name another administrator in `administrator` first',
  fr: 'Relais travaille en son nom : nommez d’abord un autre administrateur dans `administrator`',
};

/** Why an account must stay: the connected app of Relais runs as it. */
export const becauseRunAs: Localized = {
  en: 'Relais’ connected app works in its name: let it run as another user first',
  fr: 'l’application connectée de Relais travaille en son nom : faites-la d’abord travailler au nom d’un autre utilisateur',
};

/** Why an account must stay: Relais signs in by it. */
export const becauseOwnRole: Localized = {
  en: 'Relais signs in by it: give Relais a role of its own first',
  fr: 'Relais se connecte par lui : donnez d’abord à Relais un rôle à lui',
};

/** Whether Relais would lock itself out with the account. */
export function isOwnAccount(because: Words | null): boolean {
  return (
    because === becauseOwnToken || because === becauseOwnName || because === becauseRunAs || because === becauseOwnRole
  );
}
