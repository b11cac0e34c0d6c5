import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { readUser } from '../user-state.ts';
import { isClosed, memberRole, type ZoomSystem } from '../zoom-system.ts';

/**
 * Deactivates the user: nobody signs in any more, licences are taken away, and settings, meetings and recordings stay.
 * An administrator is made a member first, as Zoom demands (https://support.zoom.com, "Removing a user from your
 * account").
 */
export const disable: ActionKind<ZoomSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan({ id }, system, context) {
    const { user, status } = await readUser(system, id, context);
    if (user === null) return [];
    return [
      {
        stage: 'disable',
        call: `PUT ${path`/users/${id}/status`} {"action":"deactivate"}`,
        effect: 'reversible',
        standing: isClosed(status) ? 'closed' : 'open',
        ...(user.role_id === memberRole ? {} : { needs: ['groups'] as const }),
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { user, status, evidence } = await readUser(system, accountId, context);
    if (isClosed(status)) return { status: 'already', evidence };
    const call = path`/users/${accountId}/status`;
    const reply = await system.http.send('PUT', call, context, { json: { action: 'deactivate' }, expect: [400] });
    if (reply.status !== 400)
      return { status: 'accepted', evidence: [...evidence, saw(reply, 'deactivated')], readBackAfterSeconds: 0 };
    const role = user?.role_name ?? user?.role_id ?? '?';
    throw new ConnectorError(
      user?.role_id === memberRole ? 'rejected' : 'conflict',
      {
        en: `Zoom refused to deactivate the user; whoever has a role of an administrator is made a member first (role: ${role})`,
        fr: `Zoom a refusé de désactiver l’utilisateur ; qui a un rôle d’administrateur devient d’abord membre (rôle : ${role})`,
      },
      { evidence: [...evidence, saw(reply, 'refused')] },
    );
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: isClosed(status) ? 'desired' : 'not-desired', evidence };
  },
};
