import type { GiteaOrganisation, GiteaRepository, GiteaState, GiteaUser } from './state.ts';
import { administers } from './state.ts';

const never = '1970-01-01T00:00:00Z';

/** What whoever is no administrator sees of others: every flag is false. */
export function userBody(user: GiteaUser, isSeen: boolean) {
  const { id, login, name, email, createdAt, sourceId, loginName, signedInAt } = user;
  return {
    ...{ id, login, username: login, full_name: name, created: createdAt, restricted: false, visibility: 'public' },
    email: isSeen ? email : `${login}@noreply.localhost`,
    is_admin: isSeen && user.isAdmin,
    login_name: isSeen ? loginName : '',
    source_id: isSeen ? sourceId : 0,
    last_login: (isSeen && signedInAt) || never,
    active: isSeen && user.isActive,
    prohibit_login: isSeen && user.isProhibited,
  };
}

export function tokenBody({ id, name, lastEight, scopes, usedAt }: GiteaUser['tokens'][number]) {
  return {
    ...{ id, name, sha1: '', token_last_eight: lastEight, scopes },
    ...{ created_at: usedAt, last_used_at: usedAt },
  };
}

export function sshKeyBody({ id, title, usedAt }: GiteaUser['sshKeys'][number]) {
  return {
    ...{ id, title, key: 'ssh-ed25519 AAAA', fingerprint: `SHA256:key-${id}`, key_type: 'user', read_only: false },
    ...{ created_at: usedAt, last_used_at: usedAt },
  };
}

export function organisationBody({ id, name }: Pick<GiteaOrganisation, 'id' | 'name'>) {
  return { id, name, username: name, full_name: '', visibility: 'private' };
}

export function teamBody(
  { id, name, permission }: GiteaOrganisation['teams'][number],
  organisation: GiteaOrganisation | null,
) {
  return {
    ...{ id, name, permission, description: '' },
    organization: organisation === null ? null : organisationBody(organisation),
  };
}

export function ownerOf(state: GiteaState, { ownerId }: GiteaRepository): { id: number; login: string } {
  const organisation = state.organisations.find(({ id }) => id === ownerId);
  const user = state.users.find(({ id }) => id === ownerId);
  return { id: ownerId, login: organisation?.name ?? user?.login ?? 'ghost' };
}

export function repositoryBody(state: GiteaState, repository: GiteaRepository, doer: GiteaUser) {
  const owner = ownerOf(state, repository);
  const admin = administers(state, repository, doer);
  return {
    ...{ id: repository.id, name: repository.name, full_name: `${owner.login}/${repository.name}`, private: true },
    ...{ owner: { ...owner, username: owner.login }, permissions: { admin, push: true, pull: true } },
  };
}

export function deployKeyBody({ id, title, fingerprint, readOnly, at }: GiteaRepository['deployKeys'][number]) {
  return {
    ...{ id, key_id: id, key: 'ssh-ed25519 AAAA', title, fingerprint },
    ...{ created_at: at, read_only: readOnly },
  };
}
