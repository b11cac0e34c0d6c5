import type { Localized } from '../../../domain/localized.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { manageabilityShape, profileShape } from '../atlassian-shapes.ts';
import { type AtlassianSystem, gone, unproven } from '../atlassian-system.ts';
import { directoriesOf, isClosed, isManaged, readUser, userPath } from '../directory.ts';

/**
 * Deactivates an account that the organisation manages: nobody signs in by it anywhere at Atlassian. Any other is
 * suspended in every directory of the organisation, and stays its owner’s elsewhere. What an identity provider feeds is
 * a person’s: a change here would be undone by it.
 */
export const disable: ActionKind<AtlassianSystem> = {
  verb: 'disable',
  named: { en: 'the account itself', fr: 'le compte lui-même' },
  provesItself: true,

  async plan(account, system, context) {
    if (account.status === gone) return [];
    const { user } = await readUser(system, account.id, context);
    if (user === null) return [];
    const standing = isClosed(user) ? 'closed' : 'open';
    if (!isManaged(user)) return [{ stage: 'disable', call: 'POST …/suspend', effect: 'reversible', standing }];
    if (standing === 'open' && !(await mayClose(system, account.id, context)).allowed)
      return [
        {
          stage: 'disable',
          call: byHand(account.login),
          effect: 'reversible',
          manual: true,
          verifiable: true,
          standing,
        },
      ];
    return [{ stage: 'disable', call: `POST ${closePath(account.id)}`, effect: 'reversible', standing }];
  },

  async act({ accountId, accountLogin }, system, context) {
    const before = await readUser(system, accountId, context);
    if (before.user === null || isClosed(before.user)) return { status: 'already', evidence: before.evidence };
    const seen = [...before.evidence];
    if (isManaged(before.user)) {
      const right = await mayClose(system, accountId, context);
      if (!right.allowed) return { status: 'manual', message: byHand(accountLogin) };
      const reply = await system.http.send('POST', closePath(accountId), context, { json: { message: 'Left' } });
      return {
        status: 'accepted',
        evidence: [...seen, ...right.evidence, saw(reply, 'deactivation accepted')],
        readBackAfterSeconds: 0,
      };
    }
    return {
      status: 'accepted',
      evidence: [...seen, ...(await suspend(system, accountId, context))],
      readBackAfterSeconds: 0,
    };
  },

  /** Of a managed account by its own profile as well: that is Atlassian’s confirmed word. */
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) return { state: 'desired', evidence };
    if (!isClosed(user)) return { state: 'not-desired', evidence };
    if (!isManaged(user)) return { state: 'desired', evidence };
    const reply = await system.http.get(path`/users/${accountId}/manage/profile`, profileShape, context);
    const { account_id, account_status } = reply.data.account;
    const all = [...evidence, saw(reply, `profile: ${account_status ?? 'untold'}`)];
    if (account_id !== accountId || account_status === undefined)
      throw unproven(
        { en: 'Atlassian does not tell the account’s own state', fr: 'Atlassian ne dit pas l’état propre du compte' },
        all,
      );
    return { state: account_status === 'active' ? 'not-desired' : 'desired', evidence: all };
  },
};

/** A directory in which the user is none answers with a 404. */
async function suspend(system: AtlassianSystem, id: string, context: ConnectorContext): Promise<Evidence[]> {
  const { directories, evidence } = await directoriesOf(system, context);
  const all: Evidence[] = [...evidence];
  let accepted = false;
  for (const directory of directories) {
    const call = `${userPath(system, id, directory)}/suspend`;
    const reply = await system.http.send('POST', call, context, { expect: [404] });
    accepted ||= reply.status !== 404;
    all.push(saw(reply, reply.status === 404 ? 'not in this directory' : 'suspension accepted'));
  }
  if (accepted) return all;
  throw new ConnectorError(
    'conflict',
    {
      en: 'the account is in no directory of the organisation; look at it anew',
      fr: 'le compte n’est dans aucun annuaire de l’organisation ; regardez-le à nouveau',
    },
    { evidence: all },
  );
}

async function mayClose({ http }: AtlassianSystem, id: string, context: ConnectorContext) {
  const reply = await http.get(path`/users/${id}/manage`, manageabilityShape, context);
  const right = reply.data['lifecycle.enablement'];
  if (right === undefined)
    throw unproven(
      {
        en: 'Atlassian does not tell whether this key may deactivate the account',
        fr: 'Atlassian ne dit pas si cette clé peut désactiver le compte',
      },
      [reply.evidence],
    );
  const words = right.allowed ? 'may be deactivated' : `may not be deactivated: ${right.reason?.key ?? 'untold'}`;
  return { allowed: right.allowed, evidence: [saw(reply, words)] };
}

function closePath(id: string): string {
  return path`/users/${id}/manage/lifecycle/disable`;
}

function byHand(login: string): Localized {
  return {
    en: `Atlassian lets nobody deactivate ${login} here: an identity provider feeds the account. Close it there, or in admin.atlassian.com, Directory, Managed accounts. Relais reads by itself whether it is closed.`,
    fr: `Atlassian ne laisse personne désactiver ${login} ici : un fournisseur d’identité alimente le compte. Fermez-le là-bas, ou dans admin.atlassian.com, Annuaire, Comptes gérés. Relais vérifie lui-même qu’il est fermé.`,
  };
}
