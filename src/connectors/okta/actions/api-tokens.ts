import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { apiTokenShape, type OktaApiToken, roleShape, userShape } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';
import { wholeList } from '../whole-list.ts';
import { hasEveryRight, rolesOf } from './roles.ts';

/**
 * Okta API tokens that the person made, also of a deactivated account; whatever runs with one stops, and it cannot be
 * given back.
 */
export const apiTokens = removableKind<OktaSystem, OktaApiToken>({
  verb: 'api-tokens',
  named: { en: 'API tokens', fr: 'jetons d’API' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'API token',
  nounInFrench: 'le jeton d’API',
  applies: (_, { settings }) => !settings.leave.includes('api-tokens'),
  list: tokensOf,
  target: ({ id, name }) => ({ id, label: name ?? id }),
  path: ({ target }) => path`/api/v1/api-tokens/${target}`,
});

/** There is no filter by user: Okta lists the tokens that the reader may see. */
async function tokensOf({ id }: { id: string }, system: OktaSystem, context: ConnectorContext) {
  const list = { path: '/api/v1/api-tokens', shape: z.array(apiTokenShape) };
  const { items, evidence } = await wholeList(system, list, context);
  const unproven = (why: Localized) => {
    const words = {
      en: `the list of API tokens proves nothing: ${why.en}`,
      fr: `la liste des jetons d’API ne prouve rien : ${why.fr}`,
    };
    return new ConnectorError('unproven', words, { evidence });
  };
  if (items.some(({ userId }) => userId === undefined))
    throw unproven({ en: 'it does not say whose they are', fr: 'elle ne dit pas à qui ils sont' });
  const theirs = items.filter(({ userId }) => userId === id);
  if (theirs.length === 0 && !(await showsOthers(system, { items, evidence }, context)))
    throw unproven({
      en: 'it shows nobody’s but Relais’ own, and Relais is no super administrator, who sees all',
      fr: 'elle ne montre que ceux de Relais, et Relais n’est pas super-administrateur, qui les voit tous',
    });
  return { items: theirs, evidence };
}

/**
 * The control of a list without the person's tokens: somebody else's is in it, or the reader is a super administrator.
 * Whoever may see no more than their own tokens is answered with these, or with none.
 * https://help.okta.com/en-us/Content/Topics/security/api.htm
 */
async function showsOthers(
  system: OktaSystem,
  { items, evidence }: { items: readonly OktaApiToken[]; evidence: Evidence[] },
  context: ConnectorContext,
): Promise<boolean> {
  const { http, settings } = system;
  if (settings.auth.method === 'oauth') {
    // A service app has no user, so that whatever is listed is somebody else's.
    if (items.length > 0) return true;
    const call = path`/oauth2/v1/clients/${settings.auth.clientId}/roles`;
    const roles = await wholeList(system, { path: call, shape: z.array(roleShape) }, context);
    evidence.push(
      ...sawAll(roles.evidence, `Relais’ app: ${roles.items.map(({ type }) => type).join(', ') || 'no role'}`),
    );
    return roles.items.some(hasEveryRight);
  }
  const me = await http.get('/api/v1/users/me', userShape, context);
  evidence.push(saw(me, `Relais’ token belongs to ${me.data.id}`));
  if (items.some(({ userId }) => userId !== me.data.id)) return true;
  const roles = await rolesOf({ id: me.data.id }, system, context);
  evidence.push(...roles.evidence);
  // Its own token is at least there, for whoever sees all.
  return items.length > 0 && roles.items.some(hasEveryRight);
}
