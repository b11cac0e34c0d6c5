import type { Answer } from '../answer.ts';
import type { VendorRefusals } from '../sandbox-core.ts';
import type {
  GithubAccessToken,
  GithubAccount,
  GithubCredential,
  GithubRepository,
  GithubState,
  GithubTeam,
} from './state.ts';

const documentation = 'https://docs.github.com/rest';

export function githubError(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

export const notFound = githubError(404, 'Not Found');

export const githubRefusals: VendorRefusals = {
  unavailable: () => githubError(503, 'No server is currently available to service your request.'),
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
  throttled: (resetAt) => ({
    ...githubError(429, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
    headers: {
      'retry-after': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
    },
  }),
  broken: () => githubError(500, 'Server Error'),
  unauthorised: () => githubError(401, 'Bad credentials'),
};

/** The few fields of a "simple user" that anybody reads. */
export function userBody(account: GithubAccount, base: string) {
  const { login, id } = account;
  return {
    login,
    id,
    node_id: Buffer.from(`04:User${id}`).toString('base64'),
    url: `${base}/users/${login}`,
    html_url: `${base}/${login}`,
    type: 'User',
    site_admin: false,
  };
}

export function organisationBody(org: string, base: string) {
  return { login: org, id: 652_551, url: `${base}/orgs/${org}`, description: 'Example company' };
}

export function membershipBody(account: GithubAccount, org: string, base: string) {
  return {
    url: `${base}/orgs/${org}/memberships/${account.login}`,
    state: account.membership?.state,
    role: account.membership?.role,
    organization_url: `${base}/orgs/${org}`,
    direct_membership: true,
    organization: organisationBody(org, base),
    user: userBody(account, base),
  };
}

export function teamBody(team: GithubTeam, org: string, base: string) {
  const { id, slug, name } = team;
  return {
    id,
    slug,
    name,
    url: `${base}/orgs/${org}/teams/${slug}`,
    privacy: 'closed',
    permission: 'push',
    parent: null,
  };
}

export function credentialBody(credential: GithubCredential) {
  const { login, id, type, lastEight, authorizedAt, accessedAt, scopes } = credential;
  return {
    login,
    credential_id: id,
    credential_type: type,
    ...(type === 'SSH key' ? { fingerprint: lastEight } : { token_last_eight: lastEight, scopes }),
    credential_authorized_at: authorizedAt,
    credential_accessed_at: accessedAt,
    authorized_credential_id: id + 1,
    authorized_credential_title: null,
    authorized_credential_note: null,
    authorized_credential_expires_at: null,
  };
}

export function accessTokenBody(token: GithubAccessToken, state: GithubState, base: string) {
  const owner = state.accounts.find((each) => each.login === token.login);
  return {
    id: token.id,
    owner: owner && userBody(owner, base),
    repository_selection: 'subset',
    repositories_url: `${base}/personal-access-tokens/${token.id}/repositories`,
    permissions: { repository: { contents: 'read', metadata: 'read' } },
    access_granted_at: token.grantedAt,
    token_id: token.id + 1,
    token_name: token.name,
    token_expired: false,
    token_expires_at: token.expiresAt,
    token_last_used_at: token.lastUsedAt,
  };
}

export function repositoryBody(repository: GithubRepository, org: string, base: string) {
  const { id, name } = repository;
  return {
    id,
    name,
    full_name: `${org}/${name}`,
    private: true,
    url: `${base}/repos/${org}/${name}`,
    owner: organisationBody(org, base),
  };
}

export function deployKeyBody(key: GithubRepository['deployKeys'][number]) {
  const { id, title, addedBy, createdAt, readOnly } = key;
  return { id, title, verified: true, created_at: createdAt, read_only: readOnly, added_by: addedBy, enabled: true };
}

export function logEntryBody(entry: GithubState['log'][number], org: string) {
  const { id, at, action, actor, user } = entry;
  const milliseconds = Date.parse(at);
  return { '@timestamp': milliseconds, created_at: milliseconds, action, actor, user, org, _document_id: id };
}
