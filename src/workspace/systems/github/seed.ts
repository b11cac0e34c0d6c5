import type { WorkspacePerson } from '../../company.ts';
import { vendorId, vendorNumber, vendorUuid } from '../vendor-id.ts';
import type { GithubAccount, GithubState } from './state.ts';

const day = 86_400_000;

/** Whose the classic token is. */
export const bot = { login: 'relais-bot', id: 1 };

const botAccount: GithubAccount = {
  ...bot,
  name: 'Relais',
  email: 'relais-bot@example.com',
  membership: { role: 'admin', state: 'active' },
  scimId: null,
  copilot: null,
};

/**
 * How the invented company uses its code hosting, seen from `now`. Sales and People have no account there; a classic
 * token's owner has.
 */
export function seedGithub(
  people: readonly WorkspacePerson[],
  now: Date,
  { hasBot, orgId }: { hasBot: boolean; orgId: number },
): GithubState {
  const users = people.filter(usesCode);
  const members = users.filter((person) => !isOutside(person));
  const login = githubLogin;
  const engineers = members.filter((person) => /engineer|platform/i.test(person.title));
  const number = (what: string, person: WorkspacePerson) => vendorNumber(`${what}/${person.id}`);

  return {
    orgId,
    accounts: [...users.map((person) => account(person, now)), ...(hasBot ? [botAccount] : [])],
    teams: [
      { name: 'Platform', belongs: (person: WorkspacePerson) => person.team === 'Platform' },
      { name: 'Platform on-call', belongs: (person: WorkspacePerson) => /engineer/i.test(person.title) },
      { name: 'Security', belongs: (person: WorkspacePerson) => person.team === 'IT' },
      { name: 'Release captains', belongs: (person: WorkspacePerson) => ['U0ALEX', 'U0PRIYA'].includes(person.id) },
    ].map(({ name, belongs }) => ({
      id: vendorNumber(`team/${name}`),
      slug: name.toLowerCase().replaceAll(' ', '-'),
      name,
      members: members.filter(belongs).map(login),
      maintainers: members
        .filter((person) => belongs(person) && (person.id === 'U0ALEX' || person.team === 'IT'))
        .map(login),
    })),
    roles: [
      { id: 8030, name: 'security_manager', logins: members.filter((person) => person.team === 'IT').map(login) },
      { id: 8132, name: 'CI_CD_admin', logins: members.filter((person) => person.id === 'U0ALEX').map(login) },
    ],
    credentials: engineers.flatMap((person) => [
      {
        login: login(person),
        id: number('classic', person),
        type: 'personal access token' as const,
        lastEight: vendorId('', `classic/${person.id}`, 8),
        authorizedAt: ago(now, 120),
        accessedAt: ago(now, 1),
        scopes: ['repo', 'read:org'],
        endsAt: null,
      },
      {
        login: login(person),
        id: number('ssh', person),
        type: 'SSH key' as const,
        lastEight: vendorId('', `ssh/${person.id}`, 8),
        authorizedAt: ago(now, 400),
        accessedAt: ago(now, 0.2),
        scopes: [],
        endsAt: null,
      },
    ]),
    accessTokens: engineers.map((person) => ({
      id: number('fine-grained', person),
      login: login(person),
      name: `${person.name.split(' ')[0]}: release notes`,
      grantedAt: ago(now, 30),
      expiresAt: ago(now, -60),
      lastUsedAt: ago(now, 1),
      endsAt: null,
    })),
    tokenRequests: engineers
      .filter((person) => person.id === 'U0JONAS')
      .map((person) => ({
        id: number('request', person),
        login: login(person),
        name: 'Local builds',
        createdAt: ago(now, 1),
      })),
    repositories: [
      { name: 'storefront', by: 'U0ALEX', key: 'Deploy to staging' },
      { name: 'data-pipelines', by: 'U0PRIYA', key: 'Nightly import' },
    ].map(({ name, by, key }) => ({
      id: vendorNumber(`repository/${name}`),
      name,
      administrators: members.filter((person) => person.id === by).map(login),
      collaborators: name === 'data-pipelines' ? users.filter(isOutside).map(login) : [],
      deployKeys: members
        .filter((person) => person.id === by)
        .map((person) => ({
          id: number('deploy-key', person),
          title: key,
          addedBy: login(person),
          createdAt: ago(now, 250),
          readOnly: true,
        })),
      invitations: [],
    })),
    invitations: [],
    log: users.map((person, index) => ({
      id: vendorUuid(`push/${person.id}`),
      at: ago(now, 0.2 + index * 0.1),
      action: 'git.push',
      actor: login(person),
      user: login(person),
    })),
  };
}

/** `Alex Moreau` → `alex-moreau`: a login, not an address. */
export function githubLogin(person: WorkspacePerson): string {
  return (person.email.split('@')[0] ?? person.id).replaceAll('.', '-').toLowerCase();
}

export function usesCode(person: WorkspacePerson): boolean {
  return ['Platform', 'IT', 'Direction'].includes(person.team);
}

/** Consultants see single repositories and are never members. */
function isOutside(person: WorkspacePerson): boolean {
  return /consultant|contractor|freelance/i.test(person.title);
}

function account(person: WorkspacePerson, now: Date): GithubAccount {
  const owner = ['U0HUGO', 'U0TOM'].includes(person.id);
  const outside = isOutside(person);
  return {
    login: githubLogin(person),
    id: vendorNumber(`account/${person.id}`),
    name: person.name,
    email: person.email,
    membership: outside ? null : { role: owner ? 'admin' : 'member', state: 'active' },
    scimId: outside ? null : vendorUuid(`scim/${person.id}`),
    copilot: outside || owner ? null : { endsOn: null, lastActivityAt: ago(now, 1) },
  };
}

function ago(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString();
}
