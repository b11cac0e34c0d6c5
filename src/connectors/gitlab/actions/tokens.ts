import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { type GitlabToken, tokenShape } from '../gitlab-shapes.ts';
import { type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { listsAreTold } from '../own-user.ts';
import { wholeList } from '../whole-list.ts';

/** Tokens that act as the person. A blocked user’s do not work, and would again once the block is lifted. */
export const personalTokens = removableKind<GitlabSystem, GitlabToken>({
  verb: 'personal-tokens',
  named: { en: 'personal access tokens', fr: 'jetons d’accès personnels' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'personal access token',
  nounInFrench: 'le jeton d’accès personnel',
  applies: (_, system) => isInstance(system) && !isLeft(system, 'personal-tokens'),
  list: ({ id }, system, context) =>
    tokens(system, { path: '/personal_access_tokens', query: { user_id: id, state: 'active' } }, context),
  target: ({ id, name }) => ({ id, label: name || id }),
  path: ({ target }) => path`/personal_access_tokens/${target}`,
});

/** Tokens that an administrator made to act as the person. */
export const impersonationTokens = removableKind<GitlabSystem, GitlabToken>({
  verb: 'impersonation-tokens',
  named: { en: 'impersonation tokens', fr: 'jetons d’usurpation d’identité' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'impersonation token',
  nounInFrench: 'le jeton d’usurpation d’identité',
  applies: (_, system) => isInstance(system) && !isLeft(system, 'impersonation-tokens'),
  list: ({ id }, system, context) =>
    tokens(system, { path: path`/users/${id}/impersonation_tokens`, query: { state: 'active' } }, context),
  target: ({ id, name }) => ({ id, label: name || id }),
  path: ({ account, target }) => path`/users/${account}/impersonation_tokens/${target}`,
});

async function tokens(
  system: GitlabSystem,
  list: { path: string; query: Readonly<Record<string, string>> },
  context: ConnectorContext,
) {
  const { items, evidence } = await wholeList(system, { ...list, shape: z.array(tokenShape) }, context);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { items, evidence: [...sawAll(evidence, `${items.length} active tokens`), ...told] };
}
