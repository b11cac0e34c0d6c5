import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import type { ApiToken } from '../atlassian-shapes.ts';
import { type AtlassianSystem, isLeft } from '../atlassian-system.ts';
import { isManaged, readUser } from '../directory.ts';
import { tokensOf } from '../jira.ts';

const removal = removableKind<AtlassianSystem, ApiToken>({
  verb: 'api-tokens',
  named: { en: 'API tokens', fr: 'jetons d’API' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'API token',
  nounInFrench: 'le jeton d’API',
  applies: ({ status }, system) => status.startsWith('managed') && !isLeft(system, 'api-tokens'),
  list: ({ id }, system, context) => tokensOf(system, id, context),
  target: ({ id, label }) => ({ id, label: label || id }),
  path: ({ account, target }) => path`/users/${account}/manage/api-tokens/${target}`,
});

/** API tokens of a managed account; those of others are their owner’s, and Atlassian tells them to nobody else. */
export const apiTokens: ActionKind<AtlassianSystem> = {
  ...removal,
  async act(action, system, context) {
    const { user, evidence } = await readUser(system, action.accountId, context);
    if (user !== null && isManaged(user)) return removal.act(action, system, context);
    throw new ConnectorError(
      'conflict',
      {
        en: 'the organisation does not manage the account any more: its API tokens are its owner’s; look at it anew',
        fr: 'l’organisation ne gère plus le compte : ses jetons d’API sont à son propriétaire ; regardez-le à nouveau',
      },
      { evidence },
    );
  },
};
