import { inBoth, type Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { saw, sawAll, unlessUntold } from '../../kit/connector-of.ts';
import { noHeirWords } from '../../kit/heir-words.ts';
import { targetOf } from '../../planned-action.ts';
import { type HandedOver, handedOver, transferBetween, transfersPath } from '../data-transfers.ts';
import { driveArrival } from '../drive-arrival.ts';
import { keptData } from '../google-settings.ts';
import { type GoogleSystem, isClosed, isDeleted } from '../google-system.ts';
import { heirOf } from '../heir.ts';
import { ownedInWords } from '../owned-data.ts';
import { readUser } from '../user-state.ts';

/** Google may take hours; the first look is soon, because a small Drive takes seconds. */
const firstLookSeconds = 5;

/** Of what a person hands over because nobody is known who takes it. */
const nobody = 'nobody';

/**
 * Hands files and coming events to somebody who stays, behind the closed door, so that nothing is added meanwhile.
 * Licences wait for its end. What was asked for is never asked for twice: Google's own list of transfers says so, also
 * after an answer that was lost or a restart.
 */
export const handOver: ActionKind<GoogleSystem> = {
  verb: 'hand-over',
  named: { en: 'files and calendars', fr: 'fichiers et agendas' },
  provesItself: true,

  async plan(account, system, context) {
    const { data } = system.settings;
    if (data === undefined || isDeleted(account.status)) return [];
    const heir = await heirOf(system, account.id, context);
    const { user: owner } = await readUser(system, account.id, context);
    const since = owner?.lastLoginTime;
    // Whoever took it, nothing is left for another heir: the manager may be somebody else by now.
    const hasPassed = async (what: HandedOver): Promise<boolean> => {
      const { state, to } = await transferBetween(system, { from: account.id, to: null, what, since }, context);
      if (state !== 'completed' || to === null) return false;
      return mayHaveArrived(system, { what, from: account.login, to }, context);
    };
    const plans = await Promise.all(
      data.what.map(async (what): Promise<ItemPlan | null> => {
        if (await hasPassed(what)) return null;
        const address = isClosed(account.status) ? null : account.login;
        const owned = address === null ? nameOf(what) : await ownedInWords(system, { what, address }, context);
        if (heir === null) return byHand(what, owned, { login: account.login, why: noHeirWords(context) });
        const between = { from: account.id, to: heir.id, what };
        const name = heir.name?.fullName ?? heir.primaryEmail;
        const label = { en: `${owned.en} to ${name}`, fr: `${owned.fr} à ${name}` };
        const call = `POST ${transfersPath} ${JSON.stringify(bodyOf(between))}`;
        return { stage: 'data', target: { id: `${what}.${heir.id}`, label }, call, effect: 'destructive' };
      }),
    );
    const left = await Promise.all(
      keptData(system.settings).map(async (what): Promise<ItemPlan | null> => {
        if (await hasPassed(what)) return null;
        const address = isClosed(account.status) ? null : account.login;
        const owned = address === null ? nameOf(what) : await ownedInWords(system, { what, address }, context);
        return passesToNobody(what, owned, account.login);
      }),
    );
    return [...plans, ...left].filter((plan) => plan !== null);
  },

  async act(action, system, context) {
    const { between, state, user, evidence } = await transferOf(action, system, context);
    if (state === 'completed') return { status: 'already', evidence };
    if (state === 'under way') return { status: 'accepted', evidence, readBackAfterSeconds: firstLookSeconds };
    if (user === null)
      throw new ConnectorError(
        'not-found',
        {
          en: 'the account was deleted before its data was handed over; restore it within 20 days to hand it over still',
          fr: 'le compte a été supprimé avant la transmission de ses données ; restaurez-le sous 20 jours pour les transmettre encore',
        },
        { evidence },
      );
    const other = await transferBetween(system, { ...between, to: null, since: user.lastLoginTime }, context);
    if (other.state === 'completed' || other.state === 'under way')
      throw new ConnectorError(
        'rejected',
        {
          en: 'it passes, or has passed, to somebody else already; waive this where that was right',
          fr: 'c’est déjà transmis, ou en cours de transmission, à quelqu’un d’autre ; dérogez-y si c’était voulu',
        },
        { evidence: [...evidence, ...other.evidence] },
      );
    const heir = await readUser(system, between.to, context);
    if (heir.user === null || isClosed(heir.status))
      throw new ConnectorError(
        'conflict',
        {
          en: 'whoever takes over has no open account any more; look at the account anew',
          fr: 'qui reprend n’a plus de compte ouvert ; regardez à nouveau le compte',
        },
        { evidence: [...evidence, ...heir.evidence] },
      );
    const reply = await system.http.send('POST', transfersPath, context, { json: bodyOf(between) });
    return {
      status: 'accepted',
      evidence: [...evidence, ...heir.evidence, saw(reply, 'transfer asked for')],
      readBackAfterSeconds: 0,
    };
  },

  /**
   * Google's own record first; of files, whoever took over is looked at as well. Of a calendar nothing else tells what
   * passed.
   */
  async readBack(action, system, context) {
    const { between, state, to, user, evidence } = await transferOf(action, system, context);
    switch (state) {
      case 'completed': {
        if (between.what === 'calendar' || to === null) return { state: 'desired', evidence };
        const from = user?.primaryEmail ?? action.accountLogin;
        const seen = await driveArrival(system, { from, to }, context);
        const all = [...evidence, ...seen.evidence];
        if (seen.arrival === 'nothing') throw nothingArrived(from, all);
        return { state: seen.arrival === 'whole' ? 'desired' : 'not-desired', evidence: all };
      }
      case 'under way':
        return { state: 'pending', evidence };
      case 'none':
      case 'failed':
        return { state: 'not-desired', evidence };
    }
  },
};

function bodyOf({ from, to, what }: { from: string; to: string; what: HandedOver }) {
  const { application, parameters } = handedOver[what];
  return {
    oldOwnerUserId: from,
    newOwnerUserId: to,
    applicationDataTransfers: [{ applicationId: application, applicationTransferParams: parameters }],
  };
}

async function transferOf(action: PlannedAction, system: GoogleSystem, context: ConnectorContext) {
  const [kind, to = nobody] = targetOf(action).id.split('.');
  const between = { from: action.accountId, to, what: kind === 'calendar' ? 'calendar' : 'drive' } as const;
  // What a person handed over is Google's to tell too, whoever took it.
  const { user, evidence: ofUser } = await readUser(system, action.accountId, context);
  const asked = { ...between, to: to === nobody ? null : to, since: user?.lastLoginTime };
  const { state, to: owner, evidence } = await transferBetween(system, asked, context);
  const seen = sawAll(evidence, `the transfer is ${state === 'none' ? 'not listed' : state}`);
  return { between, state, to: owner, user, evidence: [...ofUser, ...seen] };
}

/** False only where it was read that files did not pass, whatever Google's record says. */
async function mayHaveArrived(
  system: GoogleSystem,
  { what, from, to }: { what: HandedOver; from: string; to: string },
  context: ConnectorContext,
): Promise<boolean> {
  if (what === 'calendar') return true;
  const seen = await unlessUntold(() => driveArrival(system, { from, to }, context));
  return seen === null || seen.arrival === 'whole';
}

function nothingArrived(from: string, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: `Google calls the transfer completed, and the Drive of whoever takes over has no folder of ${from}; where nothing was owned, that is right, and a person says so`,
      fr: `Google dit le transfert terminé, et le Drive de qui reprend n’a aucun dossier de ${from} ; si rien n’était possédé, c’est normal, et une personne le dit`,
    },
    { evidence },
  );
}

function nameOf(what: HandedOver): Localized {
  return what === 'drive' ? { en: 'Drive', fr: 'Drive' } : { en: 'the calendar', fr: 'l’agenda' };
}

/** What the settings leave out: whoever decides reads what is lost, and when. */
function passesToNobody(what: HandedOver, owned: Localized, login: string): ItemPlan {
  return {
    stage: 'task',
    target: { id: `${what}.${nobody}`, label: owned },
    call: {
      en: `${owned.en} of ${login} passes to nobody, as data.what leaves it out: it would be lost 20 days after the account is deleted. Hand it on in the Admin console (${placeOf(what)}), or waive this where nobody needs it. Relais reads by itself whether it was handed on.`,
      fr: `${owned.fr} de ${login} ne passe à personne, car data.what l’écarte : ce serait perdu 20 jours après la suppression du compte. Transmettez-le dans la console d’administration (${placeOf(what)}), ou dérogez-y si personne n’en a besoin. Relais vérifie lui-même que c’est transmis.`,
    },
    effect: 'reversible',
    manual: true,
    verifiable: true,
  };
}

function byHand(what: HandedOver, owned: Localized, { login, why }: { login: string; why: Localized }): ItemPlan {
  return {
    stage: 'data',
    target: { id: `${what}.${nobody}`, label: inBoth(owned, (text) => text) },
    call: {
      en: `${why.en} In the Admin console (${placeOf(what)}), hand ${owned.en} of ${login} to somebody, and write down to whom. Relais reads by itself whether that is done. Licences wait for it.`,
      fr: `${why.fr} Dans la console d’administration (${placeOf(what)}), transmettez ${owned.fr} de ${login} à quelqu’un et notez à qui. Relais vérifie lui-même que c’est fait. Les licences attendent.`,
    },
    effect: 'destructive',
    manual: true,
    verifiable: true,
  };
}

/** Where the Admin console hands it over. */
function placeOf(what: HandedOver): string {
  return what === 'drive'
    ? 'Apps, Google Workspace, Drive and Docs, Transfer ownership'
    : 'Directory, Users, Data transfer';
}
