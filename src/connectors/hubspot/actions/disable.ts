import type { Loss } from '../../../domain/systems/action.ts';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type HubspotSystem, isClosed, paths } from '../hubspot-system.ts';
import { readUser } from '../user-state.ts';

const withTheUser: Loss = {
  what: {
    en: 'the user’s permissions and settings; records stay',
    fr: 'les autorisations et réglages de l’utilisateur ; les fiches restent',
  },
  afterDays: 0,
};

/**
 * Closes the account. HubSpot's API can remove a user and nothing less; to deactivate one is a person's to do, or
 * SCIM's (https://knowledge.hubspot.com/user-management/deactivate-hubspot-users). Records and their owner stay either
 * way.
 */
export const disable: ActionKind<HubspotSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan({ id, login, status }, system, context) {
    const { user } = await readUser(system, id, context);
    if (user === null) return [];
    const standing = isClosed(status) ? 'closed' : 'open';
    if (system.settings.closing === 'remove') {
      const call = `DELETE ${paths.users}${path`/${id}`}`;
      return [{ stage: 'disable', call, effect: 'destructive', standing, losses: [withTheUser] }];
    }
    const call = {
      en: `In HubSpot, Settings, Users & Teams, choose ${login}, Actions, Deactivate user. Relais reads by itself whether that is done.`,
      fr: `Dans HubSpot, Paramètres, Utilisateurs et équipes, choisissez ${login}, Actions, Désactiver l’utilisateur. Relais vérifie lui-même que c’est fait.`,
    };
    return [{ stage: 'disable', call, effect: 'reversible', manual: true, verifiable: true, standing }];
  },

  async act({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (isClosed(status)) return { status: 'already', evidence };
    const call = `${paths.users}${path`/${accountId}`}`;
    const reply = await system.http.send('DELETE', call, context, { expect: [400] });
    if (reply.status !== 400)
      return { status: 'accepted', evidence: [...evidence, saw(reply, 'removed')], readBackAfterSeconds: 0 };
    throw new ConnectorError(
      'rejected',
      user?.superAdmin === true
        ? {
            en: 'HubSpot refused to remove a super admin; take these rights from the user first (Settings, Users & Teams), and try again',
            fr: 'HubSpot a refusé de retirer un super administrateur ; retirez-lui d’abord ces droits (Paramètres, Utilisateurs et équipes), puis réessayez',
          }
        : {
            en: 'HubSpot refused to remove the user; remove them by hand (Settings, Users & Teams), which says why',
            fr: 'HubSpot a refusé de retirer l’utilisateur ; retirez-le à la main (Paramètres, Utilisateurs et équipes), qui dira pourquoi',
          },
      { evidence: [...evidence, saw(reply, 'refused')] },
    );
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: isClosed(status) ? 'desired' : 'not-desired', evidence };
  },
};
