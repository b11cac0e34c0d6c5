import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { moveInBatches } from '../../kit/move-in-batches.ts';
import { targetOf } from '../../planned-action.ts';
import { heirOf, requireActiveHeir } from '../heir.ts';
import { recordsAreTold } from '../lists-are-told.ts';
import { batchSize, countOwned, giveTo, namedRecords, nextOwned } from '../records.ts';
import { movedTypes, type RecordType, recordTypes, toldTypes } from '../salesforce-settings.ts';
import { type SalesforceSystem, unproven } from '../salesforce-system.ts';

const nobody = 'nobody';

/**
 * Makes somebody who stays the owner of what the leaver owns, object by object, two hundred records at a time. Closed
 * cases and won deals pass too: reports count by owner. Planned only where the settings name `data`.
 */
export const handOver: ActionKind<SalesforceSystem> = {
  verb: 'hand-over',
  named: { en: 'records', fr: 'enregistrements' },

  async plan({ id, login }, system, context) {
    if (system.settings.data === undefined) return [];
    const owned = await countsOf(system, { userId: id, types: movedTypes(system.settings) }, context);
    if (owned.length === 0) return [];
    const heir = await heirOf(system, id, context);
    return owned.map(({ type, words }): ItemPlan => {
      if (heir === null) return byHand(type, words, login);
      const name = heir.Name || heir.Username;
      return {
        stage: 'data',
        target: { id: `${type}.${heir.Id}`, label: { en: `${words.en} to ${name}`, fr: `${words.fr} à ${name}` } },
        call: `PATCH /composite/sobjects ${type} {"OwnerId":"${heir.Id}"}, ${batchSize} at a time`,
        effect: 'destructive',
      };
    });
  },

  async act(action, system, context) {
    const { type, heirId } = partsOf(action);
    const ownerId = action.accountId;
    const { moved, evidence } = await moveInBatches(
      {
        named: namedRecords(type),
        next: (after) => nextOwned(system, { type, ownerId, after }, context),
        before: () => requireActiveHeir(system, heirId, context),
        move: (ids) => giveTo(system, { type, ids, ownerId: heirId }, context),
      },
      context,
    );
    return moved === 0 ? { status: 'already', evidence } : { status: 'accepted', evidence, readBackAfterSeconds: 0 };
  },

  /** At both ends: nothing is the leaver's any more, and whoever took over owns some. */
  async readBack(action, system, context) {
    const { type, heirId } = partsOf(action);
    const left = await countOwned(system, { type, ownerId: action.accountId }, context);
    const counted = { ...left.evidence, detail: `${left.total} left` };
    if (left.total > 0) return { state: 'not-desired', evidence: [counted] };
    const evidence = [counted, ...(await recordsAreTold(system, context))];
    // What a person handed over went to whomever they chose.
    if (heirId === nobody) return { state: 'desired', evidence };
    const taken = await countOwned(system, { type, ownerId: heirId }, context);
    const all = [...evidence, { ...taken.evidence, detail: `${taken.total} of whoever takes over` }];
    if (taken.total > 0) return { state: 'desired', evidence: all };
    throw unproven(
      {
        en: `nothing is the leaver’s any more, and whoever takes over owns no ${namedRecords(type).en} either`,
        fr: `plus rien n’appartient à la personne, et qui reprend n’a pas non plus de ${namedRecords(type).fr}`,
      },
      all,
    );
  },
};

/** What the leaver owns and nobody was named for, or `data.what` leaves out: one task, done when a count says so. */
export const ownedRecords: ActionKind<SalesforceSystem> = {
  verb: 'records',
  named: { en: 'records of their own', fr: 'enregistrements de la personne' },

  async plan({ id, login }, system, context) {
    const owned = await countsOf(system, { userId: id, types: toldTypes(system.settings) }, context);
    if (owned.length === 0) return [];
    const list = (language: 'en' | 'fr') => owned.map(({ words }) => words[language]).join(', ');
    const call = {
      en: `${login} owns ${list('en')} in Salesforce, which pass to nobody by themselves and stay a closed user’s. Give them to somebody who stays (Setup, Mass Transfer Records). Relais reads by itself whether none is left.`,
      fr: `${login} possède ${list('fr')} dans Salesforce, qui ne passent à personne d’eux-mêmes et restent à un utilisateur fermé. Donnez-les à quelqu’un qui reste (Configuration, Transfert d’enregistrements en masse). Relais vérifie lui-même qu’il n’en reste pas.`,
    };
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const evidence = [];
    let left = 0;
    for (const type of toldTypes(system.settings)) {
      const { total, evidence: read } = await countOwned(system, { type, ownerId: accountId }, context);
      left += total;
      evidence.push({ ...read, detail: `${total} of ${type}` });
    }
    if (left > 0) return { state: 'not-desired', evidence };
    return { state: 'desired', evidence: [...evidence, ...(await recordsAreTold(system, context))] };
  },
};

/**
 * Those of the objects of which the user owns some. Throws `unproven` where of some none is counted for want of rights.
 */
async function countsOf(
  system: SalesforceSystem,
  { userId: ownerId, types }: { userId: string; types: readonly RecordType[] },
  context: ConnectorContext,
) {
  const counts: { type: RecordType; words: Localized }[] = [];
  for (const type of types) {
    const { total } = await countOwned(system, { type, ownerId }, context);
    const { en, fr } = namedRecords(type);
    if (total > 0) counts.push({ type, words: { en: `${total} ${en}`, fr: `${total} ${fr}` } });
  }
  if (counts.length < types.length) await recordsAreTold(system, context);
  return counts;
}

function partsOf(action: PlannedAction): { type: RecordType; heirId: string } {
  const [object, heirId = nobody] = targetOf(action).id.split('.');
  const type = recordTypes.find((each) => each === object);
  if (type !== undefined) return { type, heirId };
  throw new ConnectorError('mismatch', {
    en: `${action.id} names no object`,
    fr: `${action.id} ne nomme aucun objet`,
  });
}

function byHand(type: RecordType, words: Localized, login: string): ItemPlan {
  return {
    stage: 'data',
    target: { id: `${type}.${nobody}`, label: words },
    call: {
      en: `No active user is known who takes over ${words.en} of ${login}. In Salesforce, Setup, Mass Transfer Records, give them to somebody who stays. Relais reads by itself whether none is left; the deactivation waits for it.`,
      fr: `On ne connaît pas d’utilisateur actif qui reprenne ${words.fr} de ${login}. Dans Salesforce, Configuration, Transfert d’enregistrements en masse, donnez-les à quelqu’un qui reste. Relais vérifie lui-même qu’il n’en reste pas ; la désactivation attend.`,
    },
    effect: 'destructive',
    manual: true,
    verifiable: true,
  };
}
