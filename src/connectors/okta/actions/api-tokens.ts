import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { apiTokenShape, type OktaApiToken } from '../okta-shapes.ts';
import type { OktaSystem } from '../okta-system.ts';
import { listsAreTold } from './groups.ts';

/** Okta API tokens that the person made, also of a deactivated account; whatever runs with one stops, and it cannot be given back. */
export const apiTokens = removableKind<OktaSystem, OktaApiToken>({
  verb: 'api-tokens',
  stage: 'credentials',
  effect: 'destructive',
  noun: 'API token',
  applies: (_, { settings }) => !settings.leave.includes('api-tokens'),
  list: tokensOf,
  target: ({ id, name }) => ({ id, label: name ?? id }),
  path: ({ target }) => path`/api/v1/api-tokens/${target}`,
});

/** Okta lists all tokens or none; there is no filter by user. */
async function tokensOf({ id }: { id: string }, system: OktaSystem, context: ConnectorContext) {
  const { http, settings } = system;
  const { items, evidence } = await http.list('/api/v1/api-tokens', z.array(apiTokenShape), context);
  const unproven = (why: string) =>
    new ConnectorError('unproven', `the list of API tokens proves nothing: ${why}`, { evidence });
  if (settings.auth.method === 'token' && items.length === 0) throw unproven('Relais’ own is not in it');
  if (items.length === 0) evidence.push(...(await listsAreTold({ id }, system, context)));
  if (items.some(({ userId }) => userId === undefined)) throw unproven('it does not say whose they are');
  return { items: items.filter(({ userId }) => userId === id), evidence };
}
