import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import type { GoogleUser } from '../google-shapes.ts';
import { type GoogleSystem, isClosed } from '../google-system.ts';
import { heirOf } from '../heir.ts';
import { mailboxOf } from '../mailbox-kind.ts';
import { readUser } from '../user-state.ts';

/**
 * A suspended user gets no mail (https://support.google.com/a/answer/33312), so that nothing could answer it: where new
 * mail goes is a person's to set, before the account is closed. Routing is in no API, so what was done cannot be read.
 */
export const mailRoute: ActionKind<GoogleSystem> = {
  verb: 'mail-route',
  named: { en: 'new mail', fr: 'le nouveau courrier' },

  async plan({ id, status }, system, context) {
    if (isClosed(status) || system.settings.leave.includes('mail-route')) return [];
    const { owner } = await mailboxOf(system, id, context);
    if (owner === null) return [];
    const heir = await heirOf(system, id, context);
    return [{ stage: 'task', call: byHand(owner, heir), effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    return { state: 'unreadable', evidence: (await readUser(system, accountId, context)).evidence };
  },
};

function byHand({ primaryEmail, aliases = [] }: GoogleUser, heir: GoogleUser | null): Localized {
  const addresses = [primaryEmail, ...aliases].join(', ');
  return {
    en: `Google refuses new mail to ${addresses} once the account is suspended, and answers nobody. In the Admin console, Apps, Google Workspace, Gmail, Default routing, have it delivered to ${heir?.primaryEmail ?? 'somebody who stays'}, who answers it; give the addresses to nobody new for a year.`,
    fr: `Google refuse tout nouveau courrier à ${addresses} une fois le compte suspendu, et ne répond à personne. Dans la console d’administration, Applications, Google Workspace, Gmail, Routage par défaut, faites-le livrer à ${heir?.primaryEmail ?? 'quelqu’un qui reste'}, qui y répondra ; ne donnez ces adresses à personne d’autre pendant un an.`,
  };
}
