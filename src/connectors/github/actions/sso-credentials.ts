import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { credentialShape } from '../github-shapes.ts';
import { type GithubSystem, sameAccount, saw } from '../github-system.ts';

/** GitHub does it after it has answered 202. */
const asynchronousSeconds = 5;

/** Takes back every token and key the person authorised for the organisation's single sign-on. */
export const ssoCredentials: ActionKind<GithubSystem> = {
  verb: 'sso-credentials',
  async plan({ login }, system, context) {
    if (!system.settings.sso || (await authorised(system, login, context)).items.length === 0) return [];
    const call = `POST ${path`/orgs/${system.settings.org}/credential-authorizations/${login}/revoke`}`;
    // What is taken back can be authorised again by whoever is let in again.
    return [{ stage: 'credentials', call, effect: 'reversible' }];
  },
  async act({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const before = await authorised(system, accountLogin, context);
    if (before.items.length === 0) return { status: 'already', evidence: [identity, ...before.evidence] };
    const call = path`/orgs/${system.settings.org}/credential-authorizations/${accountLogin}/revoke`;
    const reply = await system.http.send('POST', call, context);
    return {
      status: 'accepted',
      evidence: [identity, saw(reply, 'revocation accepted, done later')],
      readBackAfterSeconds: asynchronousSeconds,
    };
  },
  async readBack({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const { items, evidence } = await authorised(system, accountLogin, context);
    return { state: items.length === 0 ? 'desired' : 'not-desired', evidence: [identity, ...evidence] };
  },
};

async function authorised({ http, settings }: GithubSystem, login: string, context: ConnectorContext) {
  const call = path`/orgs/${settings.org}/credential-authorizations`;
  const query = { login, per_page: 100 };
  const { items, evidence } = await http.list(call, z.array(credentialShape), context, { query });
  const theirs = items.filter((each) => each.login.toLowerCase() === login.toLowerCase());
  return {
    items: theirs,
    evidence: evidence.map((each) => ({ ...each, detail: `${theirs.length} credentials authorised` })),
  };
}
