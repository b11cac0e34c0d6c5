import type { Person } from '../../domain/people.ts';
import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError, type Resolution } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { isListed } from '../planned-action.ts';
import { type GithubUser, userShape } from './github-shapes.ts';
import { type GithubSystem, membershipOf, saw } from './github-system.ts';
import { listPeople } from './people-lists.ts';
import { loginsBySaml } from './saml-identity.ts';

/** So many unknown logins are named to the person who must say which; more would not help. */
const mostCandidates = 20;

/**
 * From address to login by the settings or by SAML, then from login to what it is in the organisation. Without either, a
 * person has provably no account only when every login of the organisation is known to be somebody else's.
 */
export async function resolve(system: GithubSystem, person: Person, context: ConnectorContext): Promise<Resolution> {
  const evidence: Evidence[] = [];
  const known = await knownLogins(system, person, { context, evidence });
  if (known === 'unknown') return unknownLogin(system, { context, evidence });
  const accounts: Account[] = [];
  for (const login of known) {
    const account = await accountOf(system, login, { context, evidence });
    if (account) accounts.push(account);
  }
  if (accounts.length === 0) return { status: 'none', evidence };
  return accounts.length > 1
    ? { status: 'ambiguous', candidates: accounts, evidence }
    : { status: 'found', accounts, evidence };
}

interface Reading {
  context: ConnectorContext;
  evidence: Evidence[];
}

async function knownLogins(
  system: GithubSystem,
  { email }: Person,
  { context, evidence }: Reading,
): Promise<readonly string[] | 'unknown'> {
  const wanted = email.toLowerCase();
  const entry = Object.entries(system.settings.logins).find(([address]) => address.toLowerCase() === wanted);
  if (entry) return entry[1] === null ? [] : [entry[1]];
  if (!system.settings.saml) return 'unknown';
  const found = await loginsBySaml(system, email, context);
  evidence.push(found.evidence);
  return found.logins.length > 0 ? found.logins : 'unknown';
}

/** The account of a login, null when it has nothing to do with the organisation. */
async function accountOf(system: GithubSystem, login: string, reading: Reading): Promise<Account | null> {
  const { context, evidence } = reading;
  const user = await system.http.find(path`/users/${login}`, userShape, context);
  evidence.push(saw(user, user.data ? `account ${user.data.id}` : 'no such login'));
  if (!user.data)
    throw new ConnectorError(
      'mismatch',
      `the login ${login} does not exist; it was renamed or deleted: correct \`logins\``,
      {
        evidence,
      },
    );
  const { membership, evidence: proof } = await membershipOf(system, login, context);
  evidence.push(proof);
  if (membership) {
    const owner = membership.role === 'admin';
    const status = membership.state === 'pending' ? 'invited' : owner ? 'owner' : 'member';
    return account(system, user.data, {
      status,
      protectedBecause: await protection(system, user.data, { owner, reading }),
    });
  }
  const outside = await listPeople(system, 'outside collaborators', context);
  evidence.push(...outside.evidence);
  if (!outside.items.some(({ id }) => id === user.data?.id)) return null;
  const protectedBecause = await protection(system, user.data, { owner: false, reading });
  return account(system, user.data, { status: 'outside collaborator', protectedBecause });
}

function account(
  { settings }: GithubSystem,
  { id, login, name }: GithubUser,
  state: Pick<Account, 'status' | 'protectedBecause'>,
): Account {
  return { system: settings.id, systemLabel: settings.label, id: String(id), login, name: name || null, ...state };
}

async function protection(
  system: GithubSystem,
  user: GithubUser,
  { owner, reading: { context, evidence } }: { owner: boolean; reading: Reading },
): Promise<string | null> {
  const { settings, http } = system;
  if (isListed(settings.protected, { id: String(user.id), login: user.login }))
    return 'it is on the list of protected accounts';
  if (settings.auth.method === 'token') {
    const me = await http.get('/user', userShape, context).catch((error: unknown) => {
      // An installation token has no user: GitHub answers 403.
      if (error instanceof ConnectorError && error.kind === 'unauthorised') return null;
      throw error;
    });
    if (me) evidence.push(saw(me, `Relais’ token belongs to ${me.data.login}`));
    if (me?.data.id === user.id) return 'Relais’ own token belongs to it';
  }
  if (!owner) return null;
  const owners = await listPeople(system, 'owners', context);
  evidence.push(...owners.evidence);
  return owners.items.some(({ id }) => id !== user.id) ? null : 'it is the last owner of the organisation';
}

/** Nobody said which login the person has: the ones nobody claims are the candidates. */
async function unknownLogin(system: GithubSystem, { context, evidence }: Reading): Promise<Resolution> {
  const { settings } = system;
  const claimed = new Set(
    [...Object.values(settings.logins), ...settings.otherLogins, ...settings.protected].map((login) =>
      login?.toLowerCase(),
    ),
  );
  const candidates: Account[] = [];
  for (const [which, status] of [
    ['members', 'member'],
    ['outside collaborators', 'outside collaborator'],
  ] as const) {
    const { items, evidence: read } = await listPeople(system, which, context);
    evidence.push(...read);
    for (const user of items)
      if (!claimed.has(user.login.toLowerCase()))
        candidates.push(account(system, user, { status, protectedBecause: null }));
  }
  if (candidates.length === 0) return { status: 'none', evidence };
  return { status: 'ambiguous', candidates: candidates.slice(0, mostCandidates), evidence };
}
