import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Standing } from '../../domain/systems/look.ts';
import { type ActOutcome, type ConnectorContext, ConnectorError, type ReadBack } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { Reply } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { deactivateWith, type ScimSettings } from './scim-settings.ts';
import { patchSchemaId, rawResourceShape, versionOf } from './scim-shapes.ts';
import { readUser, type ScimSystem, sendScim } from './scim-system.ts';
import { statusOf } from './search.ts';
import { isProvenAbsent } from './user-now.ts';

/** Takes the account away, in the way this product understands; what that means is `deactivateSemantics`. */
export const deactivate: ActionKind<ScimSystem> = {
  verb: 'deactivate',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,
  async plan(account, { settings }) {
    const user = path`/Users/${account.id}`;
    const calls = {
      patch: `PATCH ${user} active = false`,
      'patch-without-path': `PATCH ${user} active = false`,
      'patch-old': `PATCH ${user} active = "False"`,
      put: `PUT ${user} active = false`,
      delete: `DELETE ${user}`,
    };
    return [
      {
        stage: 'disable',
        standing: standingOf(account.status, settings.deactivateSemantics),
        call: calls[deactivateWith(settings)],
        effect: settings.deactivateSemantics === 'suspend' ? 'reversible' : 'destructive',
      },
    ];
  },
  async act(action, system, context): Promise<ActOutcome> {
    const reply = await ask(action, system, context);
    if (reply === null || reply.status === 404) {
      // A suspended user stays: one that is not there was lost some other way, or the address is wrong.
      if (system.settings.deactivateSemantics === 'suspend')
        throw new ConnectorError(
          'not-found',
          {
            en: `the user ${action.accountLogin} is not there any more`,
            fr: `l’utilisateur ${action.accountLogin} n’est plus là`,
          },
          {
            evidence: reply ? [saw(reply, 'no such user')] : [],
          },
        );
      return { status: 'already', evidence: reply ? [saw(reply, 'no such user')] : [] };
    }
    return { status: 'accepted', evidence: [saw(reply, 'accepted')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context): Promise<ReadBack> {
    const reply = await readUser(system, action.accountId, context);
    const { deactivateSemantics } = system.settings;
    if (reply.data) {
      const status = statusOf(reply.data);
      const evidence = [saw(reply, `the user is ${status}`)];
      if (deactivateSemantics === 'delete') return { state: 'not-desired', evidence };
      if (status === 'unknown') return { state: 'unreadable', evidence };
      return { state: status === 'inactive' ? 'desired' : 'not-desired', evidence };
    }
    const gone = saw(reply, 'no such user');
    if (deactivateSemantics === 'suspend')
      throw new ConnectorError(
        'not-found',
        {
          en: `the user ${action.accountLogin} should be inactive, and is not there`,
          fr: `l’utilisateur ${action.accountLogin} devrait être inactif, et n’est pas là`,
        },
        {
          evidence: [gone],
        },
      );
    const { absent, evidence } = await isProvenAbsent(system, { id: action.accountId }, context);
    return { state: absent ? 'desired' : 'not-desired', evidence: [gone, ...evidence] };
  },
};

/**
 * As the read-back would say it: a deleted user is gone, an inactive one is closed, unless the settings promise that
 * the user is deleted.
 */
function standingOf(status: string, semantics: ScimSettings['deactivateSemantics']): Standing {
  switch (status) {
    case 'inactive':
      return semantics === 'delete' ? 'open' : 'closed';
    case 'gone':
      return semantics === 'suspend' ? 'open' : 'closed';
    case 'unknown':
      return semantics === 'delete' ? 'open' : 'untold';
    default:
      return 'open';
  }
}

const closing = {
  patch: { op: 'replace', path: 'active', value: false },
  'patch-without-path': { op: 'replace', value: { active: false } },
  'patch-old': { op: 'Replace', path: 'active', value: 'False' },
} as const;

/** The body that closes a user, where the product takes a PATCH. */
export function closingPatch(way: keyof typeof closing): object {
  return { schemas: [patchSchemaId], Operations: [closing[way]] };
}

async function ask(
  action: PlannedAction,
  system: ScimSystem,
  context: ConnectorContext,
): Promise<Reply<unknown> | null> {
  const { http, settings } = system;
  const user = path`/Users/${action.accountId}`;
  const expect = [404];
  const way = deactivateWith(settings);
  switch (way) {
    case 'patch':
    case 'patch-without-path':
    case 'patch-old':
      return sendScim(system, { method: 'PATCH', path: user, json: closingPatch(way), expect }, context);
    case 'put': {
      // The whole user goes back as it came, with everything that we do not read: what is left out of a PUT is lost.
      const { data, headers } = await http.find(user, rawResourceShape, context);
      if (data === null) return null;
      // What somebody else changed in between must not be undone: the server answers 412 and the engine looks again.
      const version = headers.get('etag') ?? versionOf(data);
      // Both belong to the server: it ignores them, or refuses a user that holds them.
      const { groups: _readOnly, meta: _serverOwned, ...rest } = data;
      const json = { ...rest, active: false };
      const guard = version ? { headers: { 'if-match': version } } : {};
      return sendScim(system, { method: 'PUT', path: user, json, expect, ...guard }, context);
    }
    case 'delete':
      return http.send('DELETE', user, context, { expect });
  }
}
