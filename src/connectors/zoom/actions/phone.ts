import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { userSettingsShape } from '../zoom-shapes.ts';
import { isClosed, isLeft, unproven, type ZoomSystem } from '../zoom-system.ts';

/**
 * A number of Zoom Phone, which goes with the licence when the user is deactivated: a person decides who answers it.
 * Whether somebody does, no read of the leaver shows.
 */
export const phone: ActionKind<ZoomSystem> = {
  verb: 'phone',
  named: { en: 'the phone number', fr: 'le numéro de téléphone' },

  async plan({ id, login, status }, system, context) {
    if (isLeft(system, 'phone') || isClosed(status)) return [];
    const { hasPhone } = await phoneOf(system, id, context);
    if (!hasPhone) return [];
    const call = {
      en: `${login} has Zoom Phone, and the number goes with the licence. Decide who answers it, and give it to them or to a queue (Admin, Phone System Management, Users & Rooms); keep voicemail that is needed.`,
      fr: `${login} a Zoom Phone, et le numéro part avec la licence. Décidez qui y répond, et donnez-le à cette personne ou à une file (Admin, Gestion du système téléphonique, Utilisateurs et salles) ; gardez les messages vocaux utiles.`,
    };
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { evidence } = await phoneOf(system, accountId, context);
    return { state: 'unreadable', evidence: [evidence] };
  },
};

async function phoneOf({ http }: ZoomSystem, userId: string, context: ConnectorContext) {
  const reply = await http.find(path`/users/${userId}/settings`, userSettingsShape, context);
  const told = reply.data === null ? false : reply.data.feature?.zoom_phone;
  if (told === undefined)
    throw unproven(
      { en: 'Zoom does not tell whether the user has Zoom Phone', fr: 'Zoom ne dit pas si l’utilisateur a Zoom Phone' },
      [saw(reply, 'not told')],
    );
  const hasPhone = told;
  return { hasPhone, evidence: saw(reply, `Zoom Phone is ${hasPhone ? 'on' : 'off'}`) };
}
