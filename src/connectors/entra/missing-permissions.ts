import type { CheckReport } from '../../engine/ports/connector.ts';

/** What an administrator has to grant yet, permission by permission; null: the token does not tell what was granted. */
export function missing(needed: readonly string[], granted: readonly string[] | null): CheckReport['problems'] {
  if (granted === null)
    return [
      {
        message: {
          en: 'the access token does not tell which permissions were granted',
          fr: 'le jeton d’accès ne dit pas quelles permissions ont été accordées',
        },
        fix: {
          en: 'Check that tenant and cloud are right; compare the permissions by hand with the list of what is needed.',
          fr: 'Vérifiez que tenant et cloud sont justes ; comparez à la main les permissions avec la liste de ce qu’il faut.',
        },
      },
    ];
  return needed
    .filter((permission) => !granted.includes(permission))
    .map((permission) => ({
      message: {
        en: `the application permission ${permission} is not granted`,
        fr: `la permission d’application ${permission} n’est pas accordée`,
      },
      fix: {
        en: `In the Entra admin centre, App registrations, the app, API permissions: add ${permission} of Microsoft Graph as an application permission, and grant admin consent.`,
        fr: `Dans le centre d’administration Entra, Inscriptions d’applications, l’application, Autorisations d’API : ajoutez ${permission} de Microsoft Graph comme autorisation d’application, et accordez le consentement de l’administrateur.`,
      },
    }));
}
