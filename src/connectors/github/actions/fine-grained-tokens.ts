import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { revokesFineGrainedTokens } from '../github-settings.ts';
import { accessTokenShape } from '../github-shapes.ts';
import { type GithubSystem, sameAccount, saw } from '../github-system.ts';

const asynchronousSeconds = 5;
/** GitHub takes so many in one call. */
const mostAtOnce = 100;

/** Fine-grained tokens that reach the organisation. Whatever runs with one stops for good, so it is destructive. */
export const fineGrainedTokens: ActionKind<GithubSystem> = {
  verb: 'fine-grained-tokens',
  async plan({ id, login }, system, context) {
    if (!revokesFineGrainedTokens(system.settings)) return [];
    if ((await tokensOf(system, { id, login }, context)).items.length === 0) return [];
    const call = `POST ${path`/orgs/${system.settings.org}/personal-access-tokens`} (revoke all of ${login})`;
    return [{ stage: 'credentials', call, effect: 'destructive' }];
  },
  async act({ accountId, accountLogin }, system, context) {
    const account = { id: accountId, login: accountLogin };
    const identity = await sameAccount(system, account, context);
    const { items, evidence } = await tokensOf(system, account, context);
    if (items.length === 0) return { status: 'already', evidence: [identity, ...evidence] };
    const pat_ids = items.slice(0, mostAtOnce).map(({ id }) => id);
    const call = path`/orgs/${system.settings.org}/personal-access-tokens`;
    const reply = await system.http.send('POST', call, context, { json: { action: 'revoke', pat_ids } });
    return {
      status: 'accepted',
      evidence: [identity, saw(reply, `revocation of ${pat_ids.length} tokens accepted, done later`)],
      readBackAfterSeconds: asynchronousSeconds,
    };
  },
  async readBack({ accountId, accountLogin }, system, context) {
    const account = { id: accountId, login: accountLogin };
    const identity = await sameAccount(system, account, context);
    const { items, evidence } = await tokensOf(system, account, context);
    return { state: items.length === 0 ? 'desired' : 'not-desired', evidence: [identity, ...evidence] };
  },
};

async function tokensOf(
  { http, settings }: GithubSystem,
  { id, login }: { id: string; login: string },
  context: ConnectorContext,
) {
  const call = path`/orgs/${settings.org}/personal-access-tokens`;
  const query = { 'owner[]': [login], per_page: 100 };
  const { items, evidence } = await http.list(call, z.array(accessTokenShape), context, { query });
  const theirs = items.filter(({ owner }) => String(owner.id) === id);
  return {
    items: theirs,
    evidence: evidence.map((each) => ({ ...each, detail: `${theirs.length} fine-grained tokens` })),
  };
}
