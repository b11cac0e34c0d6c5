import { saw } from '../../kit/connector-of.ts';
import { ownAppKind } from '../../kit/own-app.ts';
import { type HubspotSystem, isLeft } from '../hubspot-system.ts';
import { tokenInfo } from '../token-info.ts';

/**
 * The private app by whose token Relais works, where the leaver made it. HubSpot tells that of the token alone; whether
 * somebody else answers for the app by now, no read shows.
 */
export const ownApp = ownAppKind<HubspotSystem>({
  async ask(system, account, context) {
    if (isLeft(system, 'private-apps')) return null;
    const { info, evidence } = await tokenInfo(system, context);
    // A token of another kind, of which HubSpot tells nothing.
    if (info?.userId === undefined) return null;
    const isTheirs = info.userId === account.id;
    return { isTheirs, evidence: [saw({ evidence }, `Relais’ token was made by user ${info.userId}`)] };
  },
  byHand: (login) => ({
    en: `${login} made the private app by whose token Relais works. HubSpot does not promise that it outlives them: before they leave, have a super admin who stays make a private app with the same scopes (Settings, Integrations, Private Apps), put its token in place of the old one, check it with relais doctor, and delete the old app.`,
    fr: `${login} a créé l’application privée dont Relais utilise le jeton. HubSpot ne promet pas qu’elle survive à son départ : avant, faites créer par un super administrateur qui reste une application privée de mêmes portées (Paramètres, Intégrations, Applications privées), mettez son jeton à la place de l’ancien, vérifiez avec relais doctor, puis supprimez l’ancienne.`,
  }),
  isShown: false,
});
