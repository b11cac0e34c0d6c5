import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import type { GoogleToken } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted } from '../google-system.ts';
import { securityListsAreTold, tokensOf } from '../security-lists.ts';

/** What the person allowed apps to do in their name. Signing out does not end it. */
export const tokens = removableKind<GoogleSystem, GoogleToken>({
  verb: 'tokens',
  named: { en: 'tokens of apps', fr: 'jetons d’applications' },
  stage: 'credentials',
  effect: 'reversible',
  needs: [],
  noun: 'token',
  nounInFrench: 'le jeton',
  applies: ({ status }, { settings }) => !settings.leave.includes('tokens') && !isDeleted(status),
  async list({ id }, system, context) {
    const { items, evidence } = await tokensOf(system, id, context);
    const told = items.length === 0 ? await securityListsAreTold(system, id, context) : [];
    return { items, evidence: [...evidence, ...told] };
  },
  target: ({ clientId, displayText }) => ({ id: clientId, label: displayText ?? clientId }),
  path: ({ account, target }) => path`/admin/directory/v1/users/${account}/tokens/${target}`,
});
