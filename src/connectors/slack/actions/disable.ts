import type { Localized } from '../../../domain/localized.ts';
import type { Account } from '../../../domain/systems/account.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { identityOf } from '../identity.ts';
import type { SlackSystem } from '../slack-system.ts';
import { readUser } from '../user-state.ts';
import { change } from '../web-api.ts';

const adminCall = 'POST /admin.users.deactivate';

/**
 * Deactivates the account, in the whole organisation where there is one: Slack signs it out everywhere and takes its
 * API tokens back (https://slack.com/help/articles/204475027). Messages and files stay, and an administrator can
 * activate it again. Where the plan lets no program do it, a person does, and Relais reads whether it is done.
 */
export const disable: ActionKind<SlackSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan(account, system, context) {
    if (account.status === 'of another organisation') return [];
    const standing = account.status === 'deactivated' ? 'closed' : 'open';
    if (system.settings.plan === 'other') {
      const { url } = await identityOf(system, context);
      const call = byHand(account, url);
      return [{ stage: 'disable', call, effect: 'reversible', manual: true, verifiable: true, standing }];
    }
    return [{ stage: 'disable', call: callFor(account, system), effect: 'reversible', standing }];
  },

  async act(action, system, context) {
    const before = await readUser(system, action.accountId, context);
    if (before.status === 'deactivated') return { status: 'already', evidence: before.evidence };
    if (system.settings.plan === 'other') {
      const account = { login: action.accountLogin, name: null, id: action.accountId };
      return { status: 'manual', message: byHand(account, (await identityOf(system, context)).url) };
    }
    const evidence = system.scim
      ? await deactivateByScim(system.scim, action.accountId, context)
      : await deactivateByAdmin(system, action.accountId, context);
    return { status: 'accepted', evidence: [...before.evidence, evidence], readBackAfterSeconds: 0 };
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: status === 'deactivated' ? 'desired' : 'not-desired', evidence };
  },
};

function callFor({ id }: Pick<Account, 'id'>, { scim }: SlackSystem): string {
  return scim ? `PATCH ${path`/Users/${id}`} active: false` : `${adminCall} user_id=${id}`;
}

/**
 * `admin.users.deactivate` is documented, and missing in Slack’s SDK 8.2.0:
 * https://docs.slack.dev/reference/methods/admin.users.deactivate
 */
async function deactivateByAdmin({ http }: SlackSystem, id: string, context: ConnectorContext): Promise<Evidence> {
  return change(http, { method: 'admin.users.deactivate', args: { user_id: id } }, context);
}

/** Slack’s ids are SCIM’s too: https://docs.slack.dev/reference/scim-api */
async function deactivateByScim(
  scim: NonNullable<SlackSystem['scim']>,
  id: string,
  context: ConnectorContext,
): Promise<Evidence> {
  const json = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  };
  const reply = await scim.send('PATCH', path`/Users/${id}`, context, { json, expect: [404] });
  if (reply.status !== 404) return saw(reply, 'deactivation accepted');
  throw new ConnectorError(
    'not-found',
    { en: 'Slack’s SCIM does not know the account', fr: 'Le SCIM de Slack ne connaît pas le compte' },
    { evidence: [saw(reply, 'no such user')] },
  );
}

function byHand({ login, name, id }: Pick<Account, 'login' | 'name' | 'id'>, url: string): Localized {
  const who = name === null ? login : `${name} (${login})`;
  return {
    en: `On ${url}admin find ${who}, open the menu with the three dots and choose “Deactivate account”. Relais reads by itself whether ${id} is deactivated.`,
    fr: `Sur ${url}admin, trouvez ${who}, ouvrez le menu à trois points et choisissez « Désactiver le compte ». Relais vérifie lui-même que ${id} est désactivé.`,
  };
}
