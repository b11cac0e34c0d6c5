import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { sameOrganisation } from './above.ts';
import { accountById, provenNowhere } from './account-by-id.ts';
import type { GithubMembership, GithubUser } from './github-shapes.ts';
import { type GithubSystem, membershipOf, unproven } from './github-system.ts';
import { invitationNow, invitationOf } from './invited-address.ts';
import { sightOf, tokenOwner } from './sight.ts';
import { peopleOf, type WholeList } from './whole-list.ts';

const lastOwner: Localized = {
  en: 'it is the last owner of the organisation',
  fr: 'c’est le dernier propriétaire de l’organisation',
};

/**
 * What an account is in the organisation. `none`: proven to be neither member, nor invited, nor outside collaborator.
 */
export interface Standing {
  status: 'owner' | 'member' | 'invited' | 'outside collaborator' | 'none';
  membership: GithubMembership | null;
  protectedBecause: Localized | null;
  evidence: readonly Evidence[];
}

/**
 * What the account is in the organisation. That it has no membership counts because, in this same look, GitHub hides
 * nothing from us, the account answers to its number, and (the callers owe it) the organisation answers to its own.
 */
export async function standingOf(system: GithubSystem, user: GithubUser, context: ConnectorContext): Promise<Standing> {
  const sight = await sightOf(system, context);
  const { membership, evidence: read } = await membershipOf(system, user.login, context);
  const evidence = [...sight, read];
  if (membership) {
    const { owner, because } = await protection(system, user, { membership, evidence, context });
    const status = membership.state === 'pending' ? 'invited' : owner ? 'owner' : 'member';
    return { status, membership, protectedBecause: because, evidence };
  }
  const outside = await peopleOf(system, 'outside collaborators', context);
  evidence.push(...outside.evidence);
  const isOutside = outside.items.some(({ id }) => id === user.id);
  if (!isOutside) return { status: 'none', membership, protectedBecause: null, evidence };
  const { because } = await protection(system, user, { membership, evidence, context });
  return { status: 'outside collaborator', membership, protectedBecause: because, evidence };
}

/** The account of a look or a plan, as it is now. */
export async function accountNow(
  system: GithubSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  if (invitationOf(account) !== null) return invitationNow(system, account, context);
  const { user, evidence: identity } = await accountById(system, account.id, context);
  if (!user) {
    const evidence = [identity, ...(await provenNowhere(system, account.id, context))];
    evidence.push(...(await sameOrganisation(system, account, context)));
    return { account: { ...account, status: 'no account any more' }, presence: 'absent', evidence };
  }
  const { status, protectedBecause, evidence } = await standingOf(system, user, context);
  const { login, name } = user;
  return {
    account: { ...account, login, name: name || account.name, status, protectedBecause },
    presence: 'there',
    evidence: [identity, ...evidence, ...(await sameOrganisation(system, account, context))],
  };
}

interface Protecting {
  membership: GithubMembership | null;
  /** What is read is added. */
  evidence: Evidence[];
  context: ConnectorContext;
}

async function protection(
  system: GithubSystem,
  user: GithubUser,
  { membership, evidence, context }: Protecting,
): Promise<{ owner: boolean; because: Localized | null }> {
  const mine = await tokenOwner(system, context);
  if (mine) evidence.push(mine.evidence);
  const role = membership?.role ?? null;
  if (membership?.state !== 'active' || role === 'member' || role === 'billing_manager')
    return { owner: false, because: mine?.user.id === user.id ? becauseOwnToken : null };
  const owners = await peopleOf(system, 'owners', context);
  const { owner, last, evidence: read } = ownershipIn(system, { user, role, owners });
  evidence.push(...read);
  if (mine?.user.id === user.id) return { owner, because: becauseOwnToken };
  return { owner, because: last ? lastOwner : null };
}

/**
 * Whether the account owns the organisation, and alone. A list of owners in which an owner is missing is filtered: it
 * protects nobody and clears nobody. Throws `unproven` then.
 */
export function ownershipIn(
  { settings }: GithubSystem,
  {
    user,
    role,
    owners: { items, evidence },
  }: { user: Pick<GithubUser, 'id' | 'login'>; role: string | null; owners: WholeList<GithubUser> },
): { owner: boolean; last: boolean; evidence: readonly Evidence[] } {
  const listed = items.some(({ id }) => id === user.id);
  if (role === 'admin' && !listed)
    throw unproven(
      {
        en: `${user.login} owns ${settings.org} and is not among its owners: the list is filtered`,
        fr: `${user.login} est propriétaire de ${settings.org} et ne figure pas parmi ses propriétaires : la liste est filtrée`,
      },
      evidence,
    );
  return { owner: listed, last: listed && items.length === 1, evidence };
}
