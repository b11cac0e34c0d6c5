import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ListedAccount, ListedCredential } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { addressesIn, instantIn, listed, requireSight, unlessRefused } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { rolesOf } from './actions/roles.ts';
import { apiTokenShape, roleShape, userShape } from './okta-shapes.ts';
import { isClosed, type OktaSystem } from './okta-system.ts';
import { nameOf } from './user-status.ts';
import { wholeList } from './whole-list.ts';

const listedUserShape = userShape.extend({
  created: optional(z.string()),
  profile: userShape.shape.profile.extend({ title: optional(z.string()) }),
});

/** Standard roles that see every user; a role of the organisation's own may be narrowed to a part of them. */
const seeEverybody = new Set(['SUPER_ADMIN', 'ORG_ADMIN', 'READ_ONLY_ADMIN']);

/**
 * Everybody but whom Okta has deactivated, who have neither sign-in nor anything else. Okta shows a narrowed
 * administrator a part of the users, and says nothing of it, so the roles of whoever asks are read too. Okta tells only
 * sign-ins to Okta itself; who has none is not called unused.
 */
export async function accounts(system: OktaSystem, context: ConnectorContext): Promise<AccountsTold> {
  const own = await ownId(system, context);
  const evidence: Evidence[] = [...(await seesEverybody(system, own, context))];
  const list = { path: '/api/v1/users', shape: z.array(listedUserShape), limited: true };
  const users = await wholeList(system, list, context);
  const tokens = await unlessRefused({ en: 'API tokens', fr: 'jetons d’API' }, () => tokensOf(system, own, context));
  return {
    accounts: users.items.map((user): ListedAccount => {
      const { id, status, lastLogin, created, profile } = user;
      return listed({
        id,
        login: profile.login,
        name: nameOf(user),
        // The second address is private, and people write it themselves.
        addresses: addressesIn([profile.login, profile.email]),
        employeeNumber: profile.employeeNumber ?? null,
        title: profile.title ?? null,
        status,
        standing: isClosed(status) ? 'closed' : status === 'STAGED' || status === 'PROVISIONED' ? 'invited' : 'open',
        createdAt: instantIn(created),
        lastUse: instantIn(lastLogin),
      });
    }),
    credentials: tokens.items,
    untold: tokens.untold,
    evidence: [...evidence, ...users.evidence],
  };
}

/** Of an API token, whose it is; a service app has no user. */
async function ownId({ http, settings }: OktaSystem, context: ConnectorContext): Promise<string | null> {
  if (settings.auth.method === 'oauth') return null;
  return (await http.get('/api/v1/users/me', userShape, context)).data.id;
}

async function seesEverybody(system: OktaSystem, own: string | null, context: ConnectorContext): Promise<Evidence[]> {
  const { auth } = system.settings;
  const roles =
    auth.method === 'oauth'
      ? await wholeList(
          system,
          { path: path`/oauth2/v1/clients/${auth.clientId}/roles`, shape: z.array(roleShape) },
          context,
        )
      : await rolesOf({ id: own ?? '' }, system, context);
  requireSight(
    roles.items.some(({ type }) => seeEverybody.has(type)),
    {
      en: 'Relais holds none of the administrator roles that see every user, so Okta may list a part of them',
      fr: 'Relais n’a aucun des rôles d’administrateur qui voient tous les utilisateurs : Okta peut n’en lister qu’une partie',
    },
    roles.evidence,
  );
  return roles.evidence;
}

/** Relais' own is no finding. A token that does not say whose it is is not told. */
async function tokensOf(
  system: OktaSystem,
  own: string | null,
  context: ConnectorContext,
): Promise<readonly ListedCredential[]> {
  const list = { path: '/api/v1/api-tokens', shape: z.array(apiTokenShape) };
  const { items, evidence } = await wholeList(system, list, context);
  requireSight(
    items.every(({ userId }) => userId !== undefined),
    { en: 'Okta does not say whose its API tokens are', fr: 'Okta ne dit pas à qui sont ses jetons d’API' },
    evidence,
  );
  return items
    .filter(({ userId }) => userId !== own)
    .map(({ id, name, userId }) => ({ id, label: name ?? id, owner: userId ?? null, lastUse: null }));
}
