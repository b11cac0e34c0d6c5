import type { Localized } from '../../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { heirOf, isFit } from '../heir.ts';
import { hostedBy, hostedInWords } from '../hosted.ts';
import { nameOf, readUser } from '../user-state.ts';
import type { ZoomSystem } from '../zoom-system.ts';

const nobody = 'nobody';

/** What is handed on with the removal; the default of each is no. */
const transfers = {
  transfer_meeting: true,
  transfer_webinar: true,
  transfer_recording: true,
  transfer_whiteboard: true,
} as const;

/**
 * Removes the user and hands what they host to somebody who stays: Zoom does the one with the other only, and an app of the account may not change
 * the host of a meeting (https://devforum.zoom.us/t/changing-meeting-hosts/88501). Planned only where the settings name `data`.
 */
export const handOver: ActionKind<ZoomSystem> = {
  verb: 'hand-over',
  named: { en: 'meetings, webinars and recordings', fr: 'réunions, webinaires et enregistrements' },
  provesItself: true,

  async plan(account, system, context) {
    if (system.settings.data === undefined) return [];
    const { user } = await readUser(system, account.id, context);
    if (user === null) return [];
    const hosted = hostedInWords(await hostedBy(system, account.id, context));
    const heir = await heirOf(system, account.id, context);
    if (heir === null) return [byHand(account.login, hosted)];
    const name = nameOf(heir) || heir.email;
    const label = {
      en: `${hosted.en} to ${name}; the user is deleted`,
      fr: `${hosted.fr} à ${name} ; l’utilisateur est supprimé`,
    };
    const query = new URLSearchParams(removalTo(heir.email)).toString();
    const call = `DELETE ${path`/users/${account.id}`}?${query}`;
    return [{ stage: 'data', target: { id: heir.id, label }, call, effect: 'destructive' }];
  },

  async act(action, system, context) {
    const { accountId } = action;
    const { user, evidence } = await readUser(system, accountId, context);
    if (user === null) {
      if (system.removals.has(accountId)) return { status: 'already', evidence };
      throw new ConnectorError(
        'not-found',
        {
          en: 'the user was removed before Relais asked for it, so whether anything was handed on is not known; look whether the meetings have their new host',
          fr: 'l’utilisateur a été supprimé avant que Relais le demande, on ne sait donc pas si quoi que ce soit a été transmis ; vérifiez que les réunions ont leur nouvel hôte',
        },
        { evidence },
      );
    }
    const heir = await heirNow(system, targetOf(action).id, context);
    system.removals.add(accountId);
    try {
      const reply = await system.http.send('DELETE', path`/users/${accountId}`, context, {
        query: removalTo(heir.email),
      });
      const seen = saw(reply, `removed, everything to ${heir.id}`);
      return { status: 'accepted', evidence: [...evidence, ...heir.evidence, seen], readBackAfterSeconds: 0 };
    } catch (error) {
      // Only a refusal says for sure that nothing was done.
      if (error instanceof ConnectorError && error.kind !== 'unknown-outcome') system.removals.delete(accountId);
      throw error;
    }
  },

  /**
   * At both ends: the leaver's user is gone after the call, and whoever took over is there. What exactly arrived is not told: Zoom refuses a
   * removal whose transfer it cannot make.
   */
  async readBack(action, system, context) {
    const { user, evidence } = await readUser(system, action.accountId, context);
    if (user !== null || context.calledAt === null) return { state: 'not-desired', evidence };
    const heir = await readUser(system, targetOf(action).id, context);
    const all = [...evidence, ...heir.evidence];
    return { state: heir.user === null ? 'not-desired' : 'desired', evidence: all };
  },
};

function removalTo(email: string) {
  const flags = Object.fromEntries(Object.entries(transfers).map(([name, value]) => [name, String(value)]));
  return { action: 'delete', transfer_email: email, ...flags };
}

/** By id: the address of the heir may have changed since the plan, and their licence may be gone. */
async function heirNow(system: ZoomSystem, id: string, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  if (user !== null && isFit(user)) return { id, email: user.email, evidence };
  throw new ConnectorError(
    'conflict',
    {
      en: 'whoever is to take over what the leaver hosts has no active user with a licence any more',
      fr: 'qui doit reprendre ce que la personne organise n’a plus d’utilisateur actif avec licence',
    },
    { evidence },
  );
}

function byHand(login: string, hosted: Localized): ItemPlan {
  return {
    stage: 'data',
    target: { id: nobody, label: hosted },
    call: {
      en: `Nobody with an active and licensed user is known who takes over what ${login} hosts: ${hosted.en}. In Zoom, Admin, User Management, Users, Delete, choose “Transfer data first” and somebody with a licence, and write down whom. The licence waits for it.`,
      fr: `On ne connaît personne d’actif et avec licence qui reprenne ce que ${login} organise : ${hosted.fr}. Dans Zoom, Admin, Gestion des utilisateurs, Utilisateurs, Supprimer, choisissez de transférer d’abord les données à quelqu’un qui a une licence, et notez à qui. La licence attend.`,
    },
    effect: 'destructive',
    manual: true,
  };
}
