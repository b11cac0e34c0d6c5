import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { type GiteaToken, tokenShape } from '../gitea-shapes.ts';
import type { GiteaSystem } from '../gitea-system.ts';
import { removable } from '../removable.ts';
import { listOf } from '../user-now.ts';

/** Tokens that act as the person, by the API and by Git. Those of whoever is prohibited sleep, and would wake. */
export const tokens = removable<GiteaToken>({
  verb: 'tokens',
  named: { en: 'access tokens', fr: 'jetons d’accès' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'access token',
  byPassword: true,
  list: tokensOf,
  target: ({ id, name }) => ({ id, label: name || id }),
  call: ({ id }, { login }) => ({ path: path`/users/${login}/tokens/${id}` }),
});

export function tokensOf(system: GiteaSystem, accountId: string, context: ConnectorContext) {
  const at = ({ login }: { login: string }) => ({ path: path`/users/${login}/tokens`, shape: z.array(tokenShape) });
  return listOf(system, accountId, { as: 'password', at }, context);
}
