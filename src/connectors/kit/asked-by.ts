import type { Localized } from '../../domain/localized.ts';

/** By which number of the person a system was asked, for people to read. */
export function employeeNumberWords(number: string): Localized {
  return { en: `employee number ${number}`, fr: `matricule ${number}` };
}

/** By which user name of the person. */
export function userNameWords(name: string): Localized {
  return { en: `user name ${name}`, fr: `nom d’utilisateur ${name}` };
}
