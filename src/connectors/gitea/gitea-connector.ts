import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { type Auth, tokenAuth } from '../http/auth.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { accounts } from './accounts.ts';
import { administrator } from './actions/administrator.ts';
import { collaborations } from './actions/collaborations.ts';
import { deployKeys } from './actions/deploy-keys.ts';
import { disable } from './actions/disable.ts';
import { gpgKeys, sshKeys } from './actions/keys.ts';
import { oauthApps } from './actions/oauth-apps.ts';
import { organisations } from './actions/organisations.ts';
import { ownedOrganisations } from './actions/owned-organisations.ts';
import { repositories } from './actions/repositories.ts';
import { tokens } from './actions/tokens.ts';
import { check } from './check.ts';
import type { GiteaSettings } from './gitea-settings.ts';
import type { GiteaSystem } from './gitea-system.ts';
import { lastUse } from './last-use.ts';
import * as owned from './owned.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { control, search } from './search.ts';
import { snapshot } from './snapshot.ts';
import { isTenant, tenant } from './tenant.ts';
import { accountNow } from './user-now.ts';

/** Gitea has no limits of its own; an installation of ordinary size answers this without being noticed. */
const advice = { perMinute: 600, concurrency: 6 };

/** A token in the password’s place needs no user name; Gitea takes this one for none. */
const anybody = 'relais';

export function createGiteaConnector(settings: GiteaSettings, deps: ConnectorDependencies): Connector {
  const token = resolveSecret(settings.token, deps);
  const { basic } = settings;
  const password =
    basic === undefined
      ? { user: anybody, word: token }
      : { user: basic.user, word: resolveSecret(basic.password, deps) };
  const api = { ...settings, baseUrl: `${settings.baseUrl.replace(/\/$/, '')}/api/v1` };
  const system: GiteaSystem = {
    settings,
    http: clientFor(api, deps, { auth: tokenAuth('token', token), ...advice }),
    basic: clientFor(api, deps, { auth: basicAuth(password.user, password.word), ...advice }),
    tokenLastEight: token.slice(-8),
  };

  return connectorOf({
    userNames: true,
    perMinute: settings.perMinute ?? advice.perMinute,
    asksOnceInALook: true,
    system,
    origin: settings.baseUrl.replace(/\/$/, ''),
    tenant,
    isTenant,
    search,
    control,
    now: accountNow,
    protection,
    // Close first: lifting it wakes what was not taken away.
    kinds: [
      disable,
      tokens,
      sshKeys,
      gpgKeys,
      oauthApps,
      deployKeys,
      administrator,
      organisations,
      ownedOrganisations,
      collaborations,
      repositories,
    ],
    snapshot,
    lastUse,
    accounts,
    owned: [owned.ownedOrganisations, owned.ownedRepositories],
    rehearsal,
    check: (context) => check(system, context),
  });
}

function basicAuth(user: string, password: string): Auth {
  const auth = tokenAuth('Basic', Buffer.from(`${user}:${password}`).toString('base64'));
  return { ...auth, secrets: [...auth.secrets, password] };
}
