import type { Evidence } from '../../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import { revokesFineGrainedTokens } from '../github-settings.ts';
import { accessTokenShape } from '../github-shapes.ts';
import type { GithubSystem } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';
import { readAbsence } from '../read-absence.ts';
import { wholeList } from '../whole-list.ts';

const asynchronousSeconds = 5;
/** GitHub takes so many in one call. */
const mostAtOnce = 100;

/** Fine-grained tokens that reach the organisation. Whatever runs with one stops for good, so it is destructive. */
export const fineGrainedTokens: ActionKind<GithubSystem> = {
  verb: 'fine-grained-tokens',
  named: { en: 'fine-grained tokens', fr: 'jetons à granularité fine' },
  async plan(account, system, context) {
    if (!revokesFineGrainedTokens(system.settings) || invitationOf(account) !== null) return [];
    if ((await tokensOf(system, account, context)).ids.length === 0) return [];
    const call = `POST ${path`/orgs/${system.settings.org}/personal-access-tokens`} (revoke all of ${account.login})`;
    return [{ stage: 'credentials', call, effect: 'destructive' }];
  },
  async act(action, system, context) {
    const id = action.accountId;
    const { login, evidence: identity } = await loginNow(system, { id }, context);
    if (login === null) return alreadyGone(system, { action, evidence: identity }, context);
    const { ids, evidence: read } = await tokensOf(system, { id, login }, context);
    if (ids.length === 0) return alreadyGone(system, { action, evidence: [...identity, ...read] }, context);
    const call = path`/orgs/${system.settings.org}/personal-access-tokens`;
    const evidence: Evidence[] = [...identity];
    for (let start = 0; start < ids.length; start += mostAtOnce) {
      const pat_ids = ids.slice(start, start + mostAtOnce).map(Number);
      const reply = await system.http.send('POST', call, context, { json: { action: 'revoke', pat_ids } });
      evidence.push(saw(reply, `revocation of ${pat_ids.length} tokens accepted, done later`));
    }
    return { status: 'accepted', evidence, readBackAfterSeconds: asynchronousSeconds };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async (login) => {
      const { ids, evidence } = await tokensOf(system, { id: action.accountId, login }, context);
      if (ids.length > 0) return { there: true, evidence };
      return { there: false, evidence };
    }),
  provesItself: true,
};

async function tokensOf(system: GithubSystem, { id, login }: { id: string; login: string }, context: ConnectorContext) {
  const { items, evidence } = await wholeList(
    system,
    {
      call: path`/orgs/${system.settings.org}/personal-access-tokens`,
      what: { en: 'fine-grained tokens', fr: 'jetons à granularité fine' },
      item: accessTokenShape,
      idOf: (token) => token.id,
      query: { 'owner[]': [login] },
    },
    context,
  );
  return { ids: items.flatMap((token) => (token.owner.id === id ? [token.id] : [])), evidence };
}
