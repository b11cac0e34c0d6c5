import type { CheckReport } from '../../engine/ports/connector.ts';

/** What an administrator has to grant yet, permission by permission; null: the token does not tell what was granted. */
export function missing(needed: readonly string[], granted: readonly string[] | null): CheckReport['problems'] {
  if (granted === null)
    return [
      {
        message: 'the access token does not tell which permissions were granted',
        fix: 'Check that tenant and cloud are right; compare the permissions by hand with the list of what is needed.',
      },
    ];
  return needed
    .filter((permission) => !granted.includes(permission))
    .map((permission) => ({
      message: `the application permission ${permission} is not granted`,
      fix: `In the Entra admin centre, App registrations, the app, API permissions: add ${permission} of Microsoft Graph as an application permission, and grant admin consent.`,
    }));
}
