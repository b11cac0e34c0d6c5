import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { readUser } from '../user-state.ts';
import { isLeft, type ZoomSystem } from '../zoom-system.ts';

const [basic, licensed] = [1, 2];

/** Makes a licensed user a basic one, where the deactivation did not, as Zoom says it does. */
export const licence: ActionKind<ZoomSystem> = {
  verb: 'licence',
  named: { en: 'the licence', fr: 'la licence' },
  provesItself: true,

  async plan({ id }, system, context) {
    if (isLeft(system, 'licence')) return [];
    const { user } = await readUser(system, id, context);
    if (user?.type !== licensed) return [];
    const call = `PATCH ${path`/users/${id}`} {"type":${basic}}`;
    return [{ stage: 'licence', call, effect: 'destructive' }];
  },

  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user?.type !== licensed) return { status: 'already', evidence };
    const reply = await system.http.send('PATCH', path`/users/${accountId}`, context, { json: { type: basic } });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'licence taken back')], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user?.type === licensed ? 'not-desired' : 'desired', evidence };
  },
};
