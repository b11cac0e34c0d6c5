import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { moveInBatches } from '../../kit/move-in-batches.ts';
import { targetOf } from '../../planned-action.ts';
import { heirOf, requireActiveOwner } from '../heir.ts';
import { movedTypes, type RecordType, recordTypes, toldTypes } from '../hubspot-settings.ts';
import { type HubspotSystem, paths, unproven } from '../hubspot-system.ts';
import { ownerOf } from '../owner.ts';
import { batchSize, giveTo, namedRecords, ownedBy } from '../records.ts';
import { nameOf } from '../user-state.ts';

const nobody = 'nobody';

/**
 * Makes somebody who stays the owner of what the leaver owns, kind by kind, a hundred records at a time, behind the
 * closed door. The owner that a removed user was stays in HubSpot, archived, and records keep it, so they are found
 * still. Planned only where the settings name `data`.
 */
export const handOver: ActionKind<HubspotSystem> = {
  verb: 'hand-over',
  named: { en: 'records', fr: 'fiches' },
  provesItself: true,

  async plan(account, system, context) {
    if (system.settings.data === undefined) return [];
    const owned = await countsOf(system, { userId: account.id, types: movedTypes(system.settings) }, context);
    if (owned.length === 0) return [];
    const heir = await heirOf(system, account.id, context);
    return owned.map(({ type, words }): ItemPlan => {
      if (heir === null) return byHand(type, words, account.login);
      const name = nameOf(heir.user) || heir.user.email;
      return {
        stage: 'data',
        target: { id: `${type}.${heir.ownerId}`, label: { en: `${words.en} to ${name}`, fr: `${words.fr} à ${name}` } },
        call: `POST ${paths.objects}/${type}/batch/update {"hubspot_owner_id":"${heir.ownerId}"}, ${batchSize} at a time`,
        effect: 'destructive',
      };
    });
  },

  async act(action, system, context) {
    const { type, heirId } = partsOf(action);
    const { owner, evidence } = await ownerOf(system, action.accountId, context);
    const { moved, evidence: done } = await moveInBatches(
      {
        named: namedRecords(type),
        next: async (after) => {
          const { ids, evidence: read } = await ownedBy(system, { type, ownerId: owner.id, after }, context);
          return { ids, evidence: [read] };
        },
        before: async () => [await requireActiveOwner(system, heirId, context)],
        move: (ids) => giveTo(system, { type, ids, ownerId: heirId }, context),
      },
      context,
    );
    const all = [...evidence, ...done];
    return moved === 0
      ? { status: 'already', evidence: all }
      : { status: 'accepted', evidence: all, readBackAfterSeconds: 0 };
  },

  /**
   * At both ends: nothing is the leaver's any more, and whoever took over owns some. A search shows changes some
   * seconds late.
   */
  async readBack(action, system, context) {
    const { type, heirId } = partsOf(action);
    const { owner, evidence } = await ownerOf(system, action.accountId, context);
    const left = await ownedBy(system, { type, ownerId: owner.id }, context);
    const all = [...evidence, left.evidence];
    if (left.total > 0) return { state: 'not-desired', evidence: all };
    // What a person handed over went to whomever they chose.
    if (heirId === nobody) return { state: 'desired', evidence: all };
    const taken = await ownedBy(system, { type, ownerId: heirId }, context);
    if (taken.total > 0) return { state: 'desired', evidence: [...all, taken.evidence] };
    throw unproven(
      {
        en: `nothing is the leaver’s any more, and whoever takes over owns no ${type} either`,
        fr: `plus rien n’appartient à la personne, et qui reprend n’a pas non plus de ${namedRecords(type).fr}`,
      },
      [...all, taken.evidence],
    );
  },
};

/** What the leaver owns and nobody was named for, or `data.what` leaves out: one task, done when a count says so. */
export const ownedRecords: ActionKind<HubspotSystem> = {
  verb: 'records',
  named: { en: 'records of their own', fr: 'fiches de la personne' },
  provesItself: true,

  async plan({ id, login }, system, context) {
    const owned = await countsOf(system, { userId: id, types: toldTypes(system.settings) }, context);
    if (owned.length === 0) return [];
    const list = {
      en: owned.map(({ words }) => words.en).join(', '),
      fr: owned.map(({ words }) => words.fr).join(', '),
    };
    const call = {
      en: `${login} owns ${list.en} in HubSpot, which pass to nobody by themselves and stay a closed user’s. Give them to somebody who stays (filter by owner, also “Deactivated user”; Assign). Relais reads by itself whether none is left.`,
      fr: `${login} possède ${list.fr} dans HubSpot, qui ne passent à personne d’elles-mêmes et restent à un utilisateur fermé. Donnez-les à quelqu’un qui reste (filtrez par propriétaire, aussi « Utilisateur désactivé » ; Attribuer). Relais vérifie lui-même qu’il n’en reste pas.`,
    };
    return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { owner, evidence } = await ownerOf(system, accountId, context);
    const all = [...evidence];
    let left = 0;
    for (const type of toldTypes(system.settings)) {
      const { total, evidence: read } = await ownedBy(system, { type, ownerId: owner.id }, context);
      left += total;
      all.push(read);
    }
    return { state: left === 0 ? 'desired' : 'not-desired', evidence: all };
  },
};

/** Those of the kinds of which the user owns some. */
async function countsOf(
  system: HubspotSystem,
  { userId, types }: { userId: string; types: readonly RecordType[] },
  context: ConnectorContext,
) {
  if (types.length === 0) return [];
  const { owner } = await ownerOf(system, userId, context);
  const counts: { type: RecordType; words: Localized }[] = [];
  for (const type of types) {
    const { total } = await ownedBy(system, { type, ownerId: owner.id }, context);
    const { en, fr } = namedRecords(type);
    if (total > 0) counts.push({ type, words: { en: `${total} ${en}`, fr: `${total} ${fr}` } });
  }
  return counts;
}

function partsOf(action: PlannedAction): { type: RecordType; heirId: string } {
  const [kind, heirId = nobody] = targetOf(action).id.split('.');
  const type = recordTypes.find((each) => each === kind);
  if (type !== undefined) return { type, heirId };
  throw new ConnectorError('mismatch', {
    en: `${action.id} names no kind of records`,
    fr: `${action.id} ne nomme aucun genre de fiches`,
  });
}

function byHand(type: RecordType, words: Localized, login: string): ItemPlan {
  return {
    stage: 'data',
    target: { id: `${type}.${nobody}`, label: words },
    call: {
      en: `Nobody with an active user is known who takes over ${words.en} of ${login}. In HubSpot, filter them by this owner and assign them to somebody who stays. Relais reads by itself whether none is left.`,
      fr: `On ne connaît personne avec un utilisateur actif qui reprenne ${words.fr} de ${login}. Dans HubSpot, filtrez-les par ce propriétaire et attribuez-les à quelqu’un qui reste. Relais vérifie lui-même qu’il n’en reste pas.`,
    },
    effect: 'destructive',
    manual: true,
    verifiable: true,
  };
}
