import type { Account } from '../../domain/systems/account.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { provenAbove } from './above.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { invitationsOf } from './whole-list.ts';

/**
 * Whoever opens the mail may accept with any account: so an invitation to an address of the leaver is an account to be.
 */
const prefix = 'invitation-';

export function accountIdOfInvitation(invitationId: string): string {
  return `${prefix}${invitationId}`;
}

/** The invitation that stands for the account; null for an account of GitHub's. */
export function invitationOf({ id }: Pick<Account, 'id'>): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** Whether the invitation is still open, by the whole list of those who may see it. */
export async function invitationNow(
  system: GithubSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { there, evidence } = await isOpenInvitation(system, invitationOf(account) ?? '', context);
  return {
    account: { ...account, status: there ? 'invited' : 'invitation ended' },
    presence: there ? 'there' : 'absent',
    evidence: [...evidence, ...(await provenAbove(system, account, context))],
  };
}

export async function isOpenInvitation(system: GithubSystem, invitationId: string, context: ConnectorContext) {
  const { items, evidence } = await invitationsOf(system, context);
  return { there: items.some(({ id }) => id === invitationId), evidence };
}

/** Open invitations to one of these addresses that name no login. */
export async function invitationsTo(system: GithubSystem, addresses: readonly string[], context: ConnectorContext) {
  const wanted = new Set(addresses.map((address) => address.toLowerCase()));
  const { items, evidence } = await invitationsOf(system, context).catch((error: unknown) => {
    if (!(error instanceof ConnectorError) || error.kind !== 'not-found') throw error;
    throw unproven(
      {
        en: `${system.settings.org} tells no invitations; if its users are managed by an enterprise, which invites nobody, set invitations: false`,
        fr: `${system.settings.org} ne donne pas d’invitations ; si ses utilisateurs sont gérés par une entreprise, qui n’invite personne, mettez invitations: false`,
      },
      error.evidence,
    );
  });
  const theirs = items.filter(({ email }) => email && wanted.has(email.toLowerCase()));
  return { theirs, evidence };
}
