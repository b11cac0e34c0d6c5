import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import { credentialShape } from '../github-shapes.ts';
import type { GithubSystem } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';
import { readAbsence } from '../read-absence.ts';
import { wholeList } from '../whole-list.ts';

/** GitHub does it after it has answered 202. */
const asynchronousSeconds = 5;

/** Takes back every token and key the person authorised for the organisation's single sign-on. */
export const ssoCredentials: ActionKind<GithubSystem> = {
  verb: 'sso-credentials',
  named: {
    en: 'tokens and keys authorised for single sign-on',
    fr: 'jetons et clés autorisés pour l’authentification unique',
  },
  async plan(account, system, context) {
    if (!system.settings.sso || invitationOf(account) !== null) return [];
    const { login } = account;
    if ((await authorised(system, login, context)).theirs.length === 0) return [];
    const call = `POST ${path`/orgs/${system.settings.org}/credential-authorizations/${login}/revoke`}`;
    // What is taken back can be authorised again by whoever is let in again.
    return [{ stage: 'credentials', call, effect: 'reversible' }];
  },
  async act(action, system, context) {
    const id = action.accountId;
    const { login, evidence } = await loginNow(system, { id }, context);
    if (login === null) return { status: 'already', evidence };
    const before = await authorised(system, login, context);
    if (before.theirs.length === 0)
      return alreadyGone(system, { action, evidence: [...evidence, ...before.evidence] }, context);
    const call = path`/orgs/${system.settings.org}/credential-authorizations/${login}/revoke`;
    const reply = await system.http.send('POST', call, context);
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'revocation accepted, done later')],
      readBackAfterSeconds: asynchronousSeconds,
    };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const { theirs, evidence } = await authorised(system, login, context);
      if (theirs.length > 0) return { there: true, evidence };
      return { there: false, evidence };
    }),
  provesItself: true,
};

async function authorised(system: GithubSystem, login: string, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    {
      call: path`/orgs/${system.settings.org}/credential-authorizations`,
      what: { en: 'authorised credentials', fr: 'identifiants autorisés' },
      item: credentialShape,
      idOf: ({ credential_id }) => credential_id,
      query: { login },
    },
    context,
  );
  return { theirs: items.filter((each) => each.login.toLowerCase() === login.toLowerCase()), evidence };
}
