import { nodeId, type Organisation, userBody } from './bodies.ts';
import type { GithubAccount, GithubRepository, GithubState } from './state.ts';

/** Addresses of what a repository holds: every answer about one lists them all. */
const partsOfRepository = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
} as const;

export function repositoryBody({ id, name }: GithubRepository, { org, orgId }: Organisation, base: string) {
  const url = `${base}/repos/${org}/${name}`;
  return {
    id,
    node_id: nodeId('010:Repository', id),
    name,
    full_name: `${org}/${name}`,
    owner: { ...userBody({ login: org, id: orgId }, base), type: 'Organization' },
    private: true,
    html_url: `${base}/${org}/${name}`,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(partsOfRepository).map(([part, rest]) => [`${part}_url`, `${url}${rest}`])),
  };
}

export function collaboratorBody(account: GithubAccount, base: string) {
  const permissions = { pull: true, triage: true, push: true, maintain: false, admin: false };
  return { ...userBody(account, base), permissions, role_name: 'write' };
}

export function repositoryInvitationBody(
  { id, login, createdAt }: GithubRepository['invitations'][number],
  {
    state,
    repository,
    organisation,
    base,
  }: { state: GithubState; repository: GithubRepository; organisation: Organisation; base: string },
) {
  const invitee = state.accounts.find((each) => each.login === login);
  return {
    id,
    node_id: nodeId('20:RepositoryInvitation', id),
    repository: repositoryBody(repository, organisation, base),
    invitee: invitee ? userBody(invitee, base) : null,
    inviter: userBody({ login: 'relais-bot', id: 1 }, base),
    permissions: 'write',
    created_at: createdAt,
    expired: false,
    url: `${base}/user/repository_invitations/${id}`,
    html_url: `${base}/${organisation.org}/${repository.name}/invitations`,
  };
}

export function deployKeyBody(key: GithubRepository['deployKeys'][number], repositoryUrl: string) {
  const { id, title, addedBy, createdAt, readOnly } = key;
  return {
    id,
    key: `ssh-ed25519 ${Buffer.from(`invented key ${id}`).toString('base64')}`,
    url: `${repositoryUrl}/keys/${id}`,
    title,
    verified: true,
    created_at: createdAt,
    read_only: readOnly,
    added_by: addedBy,
    last_used: null,
    enabled: true,
  };
}
