import type { ActionKind } from '../../action-kind.ts';
import { type Hosted, hostedBy, hostedInWords } from '../hosted.ts';
import { readUser } from '../user-state.ts';
import { isLeft, type ZoomSystem } from '../zoom-system.ts';

/**
 * What the person hosts and nobody takes over, where the user stays: a task. Done is what a read shows: no coming
 * meeting and no webinar is theirs. Recordings stay with a deactivated user, and are counted only.
 */
export const meetings: ActionKind<ZoomSystem> = {
  verb: 'meetings',
  named: { en: 'coming meetings', fr: 'réunions à venir' },
  provesItself: true,

  async plan({ id, login }, system, context) {
    if (system.settings.data !== undefined || isLeft(system, 'meetings')) return [];
    const { user } = await readUser(system, id, context);
    if (user === null) return [];
    const hosted = await hostedBy(system, id, context);
    if (leftOf(hosted) === 0) return [];
    const { en, fr } = hostedInWords(hosted);
    const call = {
      en: `${login} hosts ${en}. Nobody can start them once the user is deactivated. Have them scheduled anew by somebody who stays, and delete them here; or delete the user with a transfer (Admin, User Management, Users, Delete). Relais reads by itself whether none is left.`,
      fr: `${login} organise ${fr}. Personne ne peut les démarrer une fois l’utilisateur désactivé. Faites-les reprogrammer par quelqu’un qui reste et supprimez-les ici ; ou supprimez l’utilisateur avec un transfert (Admin, Gestion des utilisateurs, Utilisateurs, Supprimer). Relais vérifie lui-même qu’il n’en reste aucune.`,
    };
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) return { state: 'desired', evidence };
    const hosted = await hostedBy(system, accountId, context);
    return { state: leftOf(hosted) === 0 ? 'desired' : 'not-desired', evidence: [...evidence, ...hosted.evidence] };
  },
};

function leftOf({ meetings, personal, webinars }: Hosted): number {
  return meetings.length + personal + webinars.length;
}
