import { z } from 'zod';
import { path } from '../../http/path.ts';
import { appShape } from '../gitea-shapes.ts';
import { removable } from '../removable.ts';
import { listOf, sudo } from '../user-now.ts';

/** Applications that the person registered, with everything that others granted them: their secret is the person’s. */
export const oauthApps = removable<z.infer<typeof appShape>>({
  verb: 'oauth-apps',
  named: { en: 'OAuth applications of their own', fr: 'applications OAuth personnelles' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'OAuth application',
  list(system, accountId, context) {
    const at = () => ({ path: '/user/applications/oauth2', shape: z.array(appShape) });
    return listOf(system, accountId, { as: 'user', at }, context);
  },
  target: ({ id, name }) => ({ id, label: name || id }),
  call: ({ id }, user) => ({ path: path`/user/applications/oauth2/${id}`, query: sudo(user) }),
});
