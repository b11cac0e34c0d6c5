import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { accountById } from '../account-by-id.ts';
import type { GithubSystem } from '../github-system.ts';
import { invitationOf } from '../invited-address.ts';

/**
 * The logins of enterprise-managed users end in an underscore and the short code of the enterprise; no other login may
 * hold an underscore.
 * https://docs.github.com/enterprise-cloud@latest/admin/identity-and-access-management/iam-configuration-reference/username-considerations-for-external-authentication
 */
function isManagedLogin(login: string): boolean {
  return /^[a-z\d][a-z\d-]*_[a-z\d]+$/i.test(login);
}

/**
 * An enterprise-managed user still signs in once the organisation has removed them, and keeps whatever else the
 * enterprise gave. Only the identity provider suspends the account, by SCIM, which no call of the organisation does or
 * shows: a person does it.
 */
export const managedUser: ActionKind<GithubSystem> = {
  verb: 'managed-user',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  async plan(account, { settings }) {
    if (invitationOf(account) !== null || !isManagedLogin(account.login)) return [];
    return [{ stage: 'disable', call: byHand(account.login, settings.org), effect: 'reversible', manual: true }];
  },
  async act({ call }) {
    return { status: 'manual', message: call };
  },
  async readBack({ accountId }, system, context) {
    // An account that is there may be suspended: GitHub tells organisations nothing of it.
    const { evidence } = await accountById(system, accountId, context);
    return { state: 'unreadable', evidence: [evidence] };
  },
  provesItself: true,
};

function byHand(login: string, org: string): Localized {
  return {
    en: `${login} is a managed user of an enterprise: out of ${org} the account still signs in. In the identity provider, take its GitHub app away, which suspends the account, and attach what the enterprise shows of it.`,
    fr: `${login} est géré par une entreprise GitHub : hors de ${org}, le compte se connecte encore. Dans le fournisseur d’identité, retirez-lui l’application GitHub, ce qui suspend le compte, et joignez ce que l’entreprise en montre.`,
  };
}
