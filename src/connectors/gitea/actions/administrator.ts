import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { deleted, type GiteaSystem, isLeft } from '../gitea-system.ts';
import { readUser } from '../user-now.ts';
import { editPath, unchanged } from './disable.ts';

/** Takes the administrator’s role: a prohibited account keeps it, and whoever changes jobs too. */
export const administrator: ActionKind<GiteaSystem> = {
  verb: 'administrator',
  named: { en: 'the administrator’s role', fr: 'le rôle d’administrateur' },
  provesItself: true,

  async plan({ id, status }, system, context) {
    if (status === deleted || isLeft(system, 'administrator')) return [];
    const { user } = await readUser(system, id, context);
    if (user?.is_admin !== true) return [];
    return [{ stage: 'groups', call: `PATCH ${editPath(user)} admin = false`, effect: 'reversible' }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user?.is_admin !== true) return { status: 'already', evidence };
    const json = { ...unchanged(user), admin: false };
    const reply = await system.http.send('PATCH', editPath(user), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'role taken')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user?.is_admin === true ? 'not-desired' : 'desired', evidence };
  },
};
