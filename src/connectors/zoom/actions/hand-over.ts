import type { Localized } from '../../../domain/localized.ts';
import type { Loss } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { arrivedAt, expectedOf, rememberHosted } from '../handed-over.ts';
import { heirOf, isFit } from '../heir.ts';
import { type Hosted, hostedBy, hostedInWords } from '../hosted.ts';
import { nameOf, readUser } from '../user-state.ts';
import { isClosed, type ZoomSystem } from '../zoom-system.ts';

const nobody = 'nobody';

/** What is handed on with the removal; the default of each is no, and what is not handed on is gone for ever. */
const transfers = [
  'transfer_meeting',
  'transfer_webinar',
  'transfer_recording',
  'transfer_whiteboard',
  'transfer_clipfiles',
  'transfer_notes',
  'transfer_docs',
  'transfer_visitors',
] as const;

/** https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0067925 */
const withTheUser: Loss = {
  what: {
    en: 'the user, with chats, reports and meetings by the personal meeting id',
    fr: 'l’utilisateur, avec ses messages, ses rapports et les réunions par l’identifiant personnel',
  },
  afterDays: 0,
};

/**
 * Removes the user and hands what they host to somebody who stays: Zoom does the one with the other only, and an app of
 * the account may not change the host of a meeting (https://devforum.zoom.us/t/changing-meeting-hosts/88501). Planned
 * only where the settings name `data`.
 */
export const handOver: ActionKind<ZoomSystem> = {
  verb: 'hand-over',
  named: { en: 'meetings, webinars and recordings', fr: 'réunions, webinaires et enregistrements' },
  provesItself: true,

  async plan(account, system, context) {
    if (system.settings.data === undefined) return [];
    const { user, status } = await readUser(system, account.id, context);
    if (user === null) return [];
    const all = await hostedBy(system, account.id, context);
    if (!isClosed(status)) rememberHosted(system, account.id, all);
    const hosted = hostedInWords(all);
    const heir = await heirOf(system, account.id, context);
    if (heir === null) return [byHand({ login: account.login, hosted }, nobodyFit(account.login))];
    const name = nameOf(heir) || heir.email;
    if (!(await maySeeAll(system, { heirId: heir.id, all }, context)))
      return [byHand({ login: account.login, hosted }, withoutWebinars(name))];
    const label = {
      en: `${hosted.en} to ${name}; the user is deleted`,
      fr: `${hosted.fr} à ${name} ; l’utilisateur est supprimé`,
    };
    const query = new URLSearchParams(removalTo(heir.email)).toString();
    const call = `DELETE ${path`/users/${account.id}`}?${query}`;
    return [{ stage: 'data', target: { id: heir.id, label }, call, effect: 'destructive', losses: [withTheUser] }];
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
    const expected = await expectedOf(system, { accountId, heirId: heir.id }, context);
    system.removals.set(accountId, expected);
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
   * At both ends: the leaver's user is gone after the call, and whoever takes over hosts what was theirs. Where this
   * process did not make the removal, nobody knows any more what that was, and a person has to look.
   */
  async readBack(action, system, context) {
    const { accountId } = action;
    const { user, evidence } = await readUser(system, accountId, context);
    const heirId = targetOf(action).id;
    if (user !== null) return { state: 'not-desired', evidence };
    // What a person handed over went to whomever they chose.
    if (heirId === nobody) return { state: 'unreadable', evidence };
    if (context.calledAt === null) return { state: 'not-desired', evidence };
    const heir = await readUser(system, heirId, context);
    const all = [...evidence, ...heir.evidence];
    if (heir.user === null) return { state: 'not-desired', evidence: all };
    const removal = system.removals.get(accountId);
    if (removal === undefined) return { state: 'unreadable', evidence: all };
    const arrived = await arrivedAt(system, { heirId, removal }, context);
    return { state: arrived.isWhole ? 'desired' : 'not-desired', evidence: [...all, ...arrived.evidence] };
  },
};

function removalTo(email: string) {
  const flags = Object.fromEntries(transfers.map((name) => [name, 'true']));
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

/** Whoever has no licence for webinars does not see those that are handed to them. */
async function maySeeAll(
  system: ZoomSystem,
  { heirId, all }: { heirId: string; all: Hosted },
  context: ConnectorContext,
): Promise<boolean> {
  return all.webinars.length === 0 || (await hostedBy(system, heirId, context)).mayHostWebinars;
}

function nobodyFit(login: string): Localized {
  return {
    en: `Nobody with an active and licensed user is known who takes over what ${login} hosts`,
    fr: `On ne connaît personne d’actif et avec licence qui reprenne ce que ${login} organise`,
  };
}

function withoutWebinars(name: string): Localized {
  return {
    en: `${name} has no licence for webinars, without which Zoom shows them none of those that are handed to them`,
    fr: `${name} n’a pas de licence pour les webinaires, sans laquelle Zoom ne montre aucun de ceux qui sont transmis`,
  };
}

function byHand({ login, hosted }: { login: string; hosted: Localized }, why: Localized): ItemPlan {
  return {
    stage: 'data',
    target: { id: nobody, label: hosted },
    call: {
      en: `${why.en}: ${hosted.en}. In Zoom, Admin, User Management, Users, Delete ${login}, choose “Transfer data first” and somebody with the licences for it, and write down whom. The licence waits for it.`,
      fr: `${why.fr} : ${hosted.fr}. Dans Zoom, Admin, Gestion des utilisateurs, Utilisateurs, Supprimer ${login}, choisissez de transférer d’abord les données à quelqu’un qui a les licences voulues, et notez à qui. La licence attend.`,
    },
    effect: 'destructive',
    manual: true,
    losses: [withTheUser],
  };
}
