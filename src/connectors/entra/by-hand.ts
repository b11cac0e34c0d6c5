import type { Localized } from '../../domain/localized.ts';

/** The label of a group that roles may be assigned to. */
export function labelWithRoles(group: string): Localized {
  return { en: `${group} (roles may come with it)`, fr: `${group} (des rôles peuvent en dépendre)` };
}

/** What a person must do where Graph cannot. */
export const byHand = {
  disableUser: (login: string) => ({
    en: `In Active Directory, disable ${login} and reset the password twice, then wait for the synchronisation: a change in Entra would be undone.`,
    fr: `Dans Active Directory, désactivez ${login} et réinitialisez deux fois le mot de passe, puis attendez la synchronisation : un changement dans Entra serait annulé.`,
  }),
  disableDevice: (name: string) => ({
    en: `In Active Directory, disable the computer ${name}: Entra takes it from there.`,
    fr: `Dans Active Directory, désactivez l’ordinateur ${name} : Entra le reprend de là.`,
  }),
  checkDevice: (name: string, login: string) => ({
    en: `The device ${name} is no longer among those of ${login}, and is enabled. In the Entra admin centre, disable it unless somebody else has it now.`,
    fr: `L’appareil ${name} n’est plus parmi ceux de ${login}, et il est activé. Dans le centre d’administration Entra, désactivez-le, sauf si quelqu’un d’autre l’a reçu.`,
  }),
  removeMethod: (type: string, login: string) => ({
    en: `In the Entra admin centre, remove the sign-in method ${type} of ${login}: Relais does not know this kind.`,
    fr: `Dans le centre d’administration Entra, supprimez la méthode de connexion ${type} de ${login} : Relais ne connaît pas ce type.`,
  }),
  endEligibleRoles: (roles: Localized, login: string) => ({
    en: `In the Entra admin centre, Privileged Identity Management, end what ${login} may switch on: ${roles.en}. Relais reads by itself whether that is done.`,
    fr: `Dans le centre d’administration Entra, Privileged Identity Management, retirez ce que ${login} peut activer : ${roles.fr}. Relais vérifie lui-même que c’est fait.`,
  }),
  endEligibleGroups: (groups: Localized, login: string) => ({
    en: `In the Entra admin centre, Privileged Identity Management, Groups, end what ${login} may switch on: ${groups.en}. Relais reads by itself whether that is done.`,
    fr: `Dans le centre d’administration Entra, Privileged Identity Management, Groupes, retirez ce que ${login} peut activer : ${groups.fr}. Relais vérifie lui-même que c’est fait.`,
  }),
  leaveByRule: (groups: string, login: string) => ({
    en: `A rule still puts ${login} into: ${groups}. In the Entra admin centre, change the rule or the attribute it looks at.`,
    fr: `Une règle place encore ${login} dans : ${groups}. Dans le centre d’administration Entra, changez la règle ou l’attribut qu’elle regarde.`,
  }),
  leaveInActiveDirectory: (groups: string, login: string) => ({
    en: `In Active Directory, take ${login} out of: ${groups}.`,
    fr: `Dans Active Directory, retirez ${login} de : ${groups}.`,
  }),
  leaveInExchange: (groups: string, login: string) => ({
    en: `In the Exchange admin centre, take ${login} out of: ${groups}.`,
    fr: `Dans le centre d’administration Exchange, retirez ${login} de : ${groups}.`,
  }),
} satisfies Record<string, (...values: never[]) => Localized>;
