import type { GithubAccessToken, GithubAccount, GithubCredential, GithubState, GithubTeam } from './state.ts';

const beginning = '2020-01-06T09:00:00Z';

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** A "simple user", with every field that GitHub always sends. */
export function userBody({ login, id }: { login: string; id: number }, base: string) {
  const url = `${base}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId('04:User', id),
    avatar_url: `${base}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${base}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

/** Anybody's profile. Hardly anybody makes their address public. */
export function profileBody(account: { login: string; id: number; name: string }, base: string) {
  return {
    ...userBody(account, base),
    user_view_type: 'public',
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: beginning,
    updated_at: beginning,
  };
}

export interface Organisation {
  org: string;
  orgId: number;
}

function organisationBody({ org, orgId }: Organisation, base: string) {
  const url = `${base}/orgs/${org}`;
  return {
    login: org,
    id: orgId,
    node_id: nodeId('12:Organization', orgId),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${base}/avatars/${orgId}`,
    description: 'Example company',
  };
}

export function wholeOrganisationBody(organisation: Organisation, repositories: number, base: string) {
  return {
    ...organisationBody(organisation, base),
    html_url: `${base}/${organisation.org}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    total_private_repos: repositories,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: beginning,
    updated_at: beginning,
    archived_at: null,
  };
}

export function membershipBody(account: GithubAccount, organisation: Organisation, base: string) {
  const { org } = organisation;
  return {
    url: `${base}/orgs/${org}/memberships/${account.login}`,
    state: account.membership?.state,
    role: account.membership?.role,
    organization_url: `${base}/orgs/${org}`,
    direct_membership: true,
    organization: organisationBody(organisation, base),
    user: userBody(account, base),
  };
}

export function teamBody({ id, slug, name }: GithubTeam, { org, orgId }: Organisation, base: string) {
  const url = `${base}/organizations/${orgId}/team/${id}`;
  return {
    id,
    node_id: nodeId('04:Team', id),
    slug,
    name,
    description: null,
    url,
    html_url: `${base}/orgs/${org}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    privacy: 'closed',
    permission: 'push',
    type: 'organization',
    organization_id: orgId,
    parent: null,
  };
}

export function wholeTeamBody(team: GithubTeam, organisation: Organisation, base: string) {
  return {
    ...teamBody(team, organisation, base),
    members_count: team.members.length,
    repos_count: 0,
    created_at: beginning,
    updated_at: beginning,
    organization: { ...wholeOrganisationBody(organisation, 0, base) },
  };
}

export function invitationBody(invitation: GithubState['invitations'][number], { orgId }: Organisation, base: string) {
  const { id, login, email, createdAt } = invitation;
  return {
    id,
    node_id: nodeId('22:OrganizationInvitation', id),
    login,
    email,
    role: 'direct_member',
    created_at: createdAt,
    inviter: userBody({ login: 'relais-bot', id: 1 }, base),
    team_count: 0,
    invitation_teams_url: `${base}/organizations/${orgId}/invitations/${id}/teams`,
  };
}

export function roleBody({ id, name }: { id: number; name: string }) {
  return {
    id,
    name,
    description: null,
    permissions: [],
    organization: null,
    created_at: beginning,
    updated_at: beginning,
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

interface TokenOfSomebody {
  token: { id: number; login: string; name: string };
  state: GithubState;
  base: string;
}

function tokenBody({ token: { id, login, name }, state, base }: TokenOfSomebody) {
  const owner = state.accounts.find((each) => each.login === login);
  return {
    id,
    owner: owner && userBody(owner, base),
    repository_selection: 'subset',
    permissions: { repository: { contents: 'read', metadata: 'read' } },
    token_id: id + 1,
    token_name: name,
    token_expired: false,
  };
}

export function accessTokenBody(token: GithubAccessToken, state: GithubState, base: string) {
  return {
    ...tokenBody({ token, state, base }),
    repositories_url: `${base}/personal-access-tokens/${token.id}/repositories`,
    access_granted_at: token.grantedAt,
    token_expires_at: token.expiresAt,
    token_last_used_at: token.lastUsedAt,
  };
}

export function tokenRequestBody(request: GithubState['tokenRequests'][number], state: GithubState, base: string) {
  return {
    ...tokenBody({ token: request, state, base }),
    reason: null,
    repositories_url: `${base}/personal-access-token-requests/${request.id}/repositories`,
    created_at: request.createdAt,
    token_expires_at: null,
    token_last_used_at: null,
  };
}

export function seatBody(account: GithubAccount, seat: NonNullable<GithubAccount['copilot']>, base: string) {
  return {
    created_at: beginning,
    assignee: userBody(account, base),
    pending_cancellation_date: seat.endsOn,
    last_activity_at: seat.lastActivityAt,
    last_activity_editor: null,
    plan_type: 'business',
  };
}

export function logEntryBody(entry: GithubState['log'][number], { org, orgId }: Organisation, state: GithubState) {
  const { id, at, action, actor, user } = entry;
  const milliseconds = Date.parse(at);
  const actorId = state.accounts.find(({ login }) => login === actor)?.id;
  return {
    '@timestamp': milliseconds,
    created_at: milliseconds,
    action,
    actor,
    ...(actorId === undefined ? {} : { actor_id: actorId }),
    ...(user === null ? {} : { user }),
    org,
    org_id: orgId,
    _document_id: id,
  };
}
