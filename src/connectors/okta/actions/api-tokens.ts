import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { apiTokenShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';

/** Okta API tokens that the person made; whatever runs with one stops, and it cannot be given back. */
export const apiTokens: ActionKind<OktaSystem> = {
  verb: 'api-tokens',
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('api-tokens')) return [];
    return (await all(system, context)).items
      .filter(({ userId }) => userId === id)
      .map((token) => ({
        stage: 'credentials',
        target: { id: token.id, label: token.name },
        call: `DELETE ${path`/api/v1/api-tokens/${token.id}`}`,
        effect: 'destructive',
      }));
  },
  async act(action, { http }, context) {
    const reply = await http.send('DELETE', path`/api/v1/api-tokens/${targetOf(action).id}`, context, {
      expect: [404],
    });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such token')] };
    return { status: 'accepted', evidence: [saw(reply, 'token revoked')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { items, evidence } = await all(system, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    const detail = there ? 'the token is listed' : 'the token is not listed';
    return { state: there ? 'not-desired' : 'desired', evidence: evidence.map((each) => ({ ...each, detail })) };
  },
};

/** Okta lists all tokens or none; there is no filter by user. */
async function all({ http }: OktaSystem, context: ConnectorContext) {
  return http.list('/api/v1/api-tokens', z.array(apiTokenShape), context);
}
