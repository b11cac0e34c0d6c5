import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { gpgKeyShape, sshKeyShape } from '../gitea-shapes.ts';
import type { GiteaSystem } from '../gitea-system.ts';
import { removable } from '../removable.ts';
import { listOf, sudo } from '../user-now.ts';

/** Keys by which the person pulls and pushes. */
export const sshKeys = removable<z.infer<typeof sshKeyShape>>({
  verb: 'ssh-keys',
  named: { en: 'SSH keys', fr: 'clés SSH' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'SSH key',
  list: sshKeysOf,
  target: ({ id, title }) => ({ id, label: title || id }),
  call: ({ id }, { login }) => ({ path: path`/admin/users/${login}/keys/${id}` }),
});

export function sshKeysOf(system: GiteaSystem, accountId: string, context: ConnectorContext) {
  const at = ({ login }: { login: string }) => ({ path: path`/users/${login}/keys`, shape: z.array(sshKeyShape) });
  return listOf(system, accountId, { as: 'administrator', at }, context);
}

/** Keys by which commits are signed. Without its key, what was signed by it is shown as unverified. */
export const gpgKeys = removable<z.infer<typeof gpgKeyShape>>({
  verb: 'gpg-keys',
  named: { en: 'GPG keys', fr: 'clés GPG' },
  stage: 'credentials',
  effect: 'destructive',
  noun: 'GPG key',
  list(system, accountId, context) {
    const at = ({ login }: { login: string }) => ({
      path: path`/users/${login}/gpg_keys`,
      shape: z.array(gpgKeyShape),
    });
    return listOf(system, accountId, { as: 'administrator', at }, context);
  },
  target: ({ id, key_id }) => ({ id, label: key_id || id }),
  // Only their owner deletes them.
  call: ({ id }, user) => ({ path: path`/user/gpg_keys/${id}`, query: sudo(user) }),
});
