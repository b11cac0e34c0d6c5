import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { gpgKeyShape, sshKeyShape } from '../gitlab-shapes.ts';
import { type GitlabSystem, isInstance, isLeft } from '../gitlab-system.ts';
import { listsAreTold } from '../own-user.ts';
import { wholeList } from '../whole-list.ts';

/** Keys by which the person pushes and pulls. */
export const sshKeys = removableKind<GitlabSystem, z.infer<typeof sshKeyShape>>({
  verb: 'ssh-keys',
  named: { en: 'SSH keys', fr: 'clés SSH' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'SSH key',
  nounInFrench: 'la clé SSH',
  applies: (_, system) => isInstance(system) && !isLeft(system, 'ssh-keys'),
  list: ({ id }, system, context) => keys(system, { path: path`/users/${id}/keys`, shape: sshKeyShape }, context),
  target: ({ id, title }) => ({ id, label: title || id }),
  path: ({ account, target }) => path`/users/${account}/keys/${target}`,
});

/**
 * Keys by which commits are signed. They are removed and not revoked: a removed key leaves what was signed by it
 * verified (https://docs.gitlab.com/user/project/repository/signed_commits/gpg/).
 */
export const gpgKeys = removableKind<GitlabSystem, z.infer<typeof gpgKeyShape>>({
  verb: 'gpg-keys',
  named: { en: 'GPG keys', fr: 'clés GPG' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'GPG key',
  nounInFrench: 'la clé GPG',
  applies: (_, system) => isInstance(system) && !isLeft(system, 'gpg-keys'),
  list: ({ id }, system, context) => keys(system, { path: path`/users/${id}/gpg_keys`, shape: gpgKeyShape }, context),
  target: ({ id }) => ({ id, label: id }),
  path: ({ account, target }) => path`/users/${account}/gpg_keys/${target}`,
});

async function keys<Key>(
  system: GitlabSystem,
  { path: list, shape }: { path: string; shape: z.ZodType<Key> },
  context: ConnectorContext,
) {
  const { items, evidence } = await wholeList(system, { path: list, shape: z.array(shape) }, context);
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { items, evidence: [...sawAll(evidence, `${items.length} keys`), ...told] };
}
