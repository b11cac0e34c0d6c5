import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { readFullUser } from '../user-state.ts';

/** Takes the administrator’s role of an instance: a blocked account keeps it, and whoever changes jobs too. */
export const administrator: ActionKind<GitlabSystem> = {
  verb: 'administrator',
  named: { en: 'the administrator’s role', fr: 'le rôle d’administrateur' },
  provesItself: true,

  async plan({ id }, system, context) {
    if (!isInstance(system) || isLeft(system, 'administrator')) return [];
    const { user } = await readFullUser(system, id, context);
    if (user?.is_admin !== true) return [];
    return [{ stage: 'groups', call: `PUT ${path`/users/${id}`} admin: false`, effect: 'reversible' }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readFullUser(system, accountId, context);
    if (user?.is_admin !== true) return { status: 'already', evidence };
    const reply = await system.http.send('PUT', path`/users/${accountId}`, context, { json: { admin: false } });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'role taken')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readFullUser(system, accountId, context);
    return { state: user?.is_admin === true ? 'not-desired' : 'desired', evidence };
  },
};
