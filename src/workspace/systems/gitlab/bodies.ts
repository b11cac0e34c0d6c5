import type { GitlabGroup, GitlabProject, GitlabState, GitlabUser } from './state.ts';

export function userBody(user: GitlabUser, base: string) {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: `${base}/avatar/${user.id}`,
    web_url: `${base}/${user.username}`,
    created_at: user.createdAt,
    bio: '',
    location: '',
    public_email: '',
    website_url: '',
    organization: '',
    job_title: '',
    bot: false,
    followers: '0',
    following: '0',
  };
}

/** What an administrator is told besides. */
export function fullUserBody(user: GitlabUser, base: string) {
  return {
    ...userBody(user, base),
    email: user.email,
    commit_email: user.email,
    is_admin: user.isAdmin,
    last_sign_in_at: user.signedInAt,
    current_sign_in_at: user.signedInAt,
    last_activity_on: user.signedInAt?.slice(0, 10) ?? null,
    two_factor_enabled: false,
    identities: [],
    can_create_group: true,
    can_create_project: true,
    external: false,
    private_profile: false,
  };
}

export function groupBody({ id, path, parentId }: GitlabGroup, base: string) {
  const name = path.split('/').at(-1) ?? path;
  return {
    id,
    name,
    path: name,
    full_name: path,
    full_path: path,
    parent_id: parentId,
    web_url: `${base}/groups/${path}`,
  };
}

export function projectBody({ id, path }: GitlabProject, base: string) {
  const name = path.split('/').at(-1) ?? path;
  return { id, name, path: name, path_with_namespace: path, web_url: `${base}/${path}`, default_branch: 'main' };
}

export function memberBody(user: GitlabUser, { level, base }: { level: number; base: string }) {
  const { id, username, name, state, web_url, avatar_url } = userBody(user, base);
  return {
    ...{ id, username, name, state, web_url, avatar_url },
    locked: false,
    access_level: level,
    created_at: user.createdAt,
    expires_at: null,
    membership_state: 'active',
    ...(user.isEnterprise ? { email: user.email } : {}),
  };
}

export function tokenBody(token: GitlabState['tokens'][number]) {
  return {
    id: token.id,
    name: token.name,
    revoked: !token.active,
    created_at: token.createdAt,
    description: null,
    scopes: ['api'],
    user_id: token.userId,
    last_used_at: token.lastUsedAt,
    active: token.active,
    expires_at: '2027-12-31',
  };
}
