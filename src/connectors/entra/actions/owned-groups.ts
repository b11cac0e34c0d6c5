import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { noHeirWords } from '../../kit/heir-words.ts';
import { targetOf } from '../../planned-action.ts';
import { graphUrl } from '../entra-settings.ts';
import { idShape, type Membership, membershipShape } from '../entra-shapes.ts';
import { type EntraSystem, largestPage, listAll } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { heirIn, heirOf, nobody, passedTo } from '../mail/heir.ts';
import { deletedBefore, isWanted, ownerOf } from '../mail/mailbox.ts';
import { isGroup, nameOf } from '../memberships.ts';
import { isSynced } from '../user-state.ts';

/**
 * Groups and teams that nobody but the person owns: whoever takes over becomes an owner, and the person stays one,
 * closed as the account is. Teams may show it two hours later
 * (https://learn.microsoft.com/graph/api/group-post-owners).
 */
export const ownedGroups: ActionKind<EntraSystem> = {
  verb: 'owned-groups',
  named: { en: 'groups that nobody else owns', fr: 'groupes que personne d’autre ne possède' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('owned-groups', account, system)) return [];
    const owned = await groupsOwnedBy(system, account.id, context);
    if (owned.length === 0) return [];
    const heir = await heirOf(system, account.id, context);
    const plans = await Promise.all(
      owned.map(async (group): Promise<ItemPlan | null> => {
        const { owners } = await ownersOf(system, group.id, context);
        if (!owners.includes(account.id)) throw hidden();
        if (owners.length > 1) return null;
        const name = nameOf(group);
        if (heir === null)
          return {
            ...byHand(name, { login: account.login, why: noHeirWords(context) }),
            target: { id: `${group.id}.${nobody}`, label: name },
          };
        return {
          stage: 'data',
          target: { id: `${group.id}.${heir.id}`, label: passedTo({ en: name, fr: name }, heir) },
          call: `POST ${ownersPath(group.id)}/$ref {"@odata.id":"/users/${heir.id}"}`,
          effect: 'reversible',
        };
      }),
    );
    return plans.filter((plan) => plan !== null);
  },

  async act(action, system, context) {
    const { owner, heir, isOwned, evidence } = await standing(action, system, context);
    if (!owner.there || heir === null) throw deletedBefore(evidence);
    if (isOwned) return { status: 'already', evidence };
    const json = { '@odata.id': `${graphUrl(system.settings)}${path`/users/${heir.id}`}` };
    const reply = await system.http.send('POST', `${ownersPath(groupIn(action))}/$ref`, context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'owner accepted')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { isOwned, evidence } = await standing(action, system, context);
    return { state: isOwned ? 'desired' : 'not-desired', evidence };
  },
};

async function groupsOwnedBy(system: EntraSystem, userId: string, context: ConnectorContext): Promise<Membership[]> {
  const call = { path: path`/users/${userId}/ownedObjects`, shape: membershipShape, query: { $top: largestPage } };
  const { items } = await listBelow(system, call, context);
  if (items.some((each) => !each['@odata.type'])) throw hidden();
  // Owners of a group of Active Directory are kept there.
  return items.filter((each) => isGroup(each) && !isSynced(each));
}

async function ownersOf(system: EntraSystem, group: string, context: ConnectorContext) {
  const call = { path: ownersPath(group), shape: idShape, query: { $top: largestPage, $select: 'id' } };
  const { items, evidence } = await listAll(system, call, context);
  return { owners: items.map(({ id }) => id), evidence: sawAll(evidence, `${items.length} owners`) };
}

/** Where nobody was known who takes over, any other owner will do. */
async function standing(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const owner = await ownerOf(action, system, context);
  const { heir, evidence: ofHeir } = await heirIn(action, system, context);
  const { owners, evidence } = await ownersOf(system, groupIn(action), context);
  const isOwned = heir ? owners.includes(heir.id) : owners.some((id) => id !== action.accountId);
  return { owner, heir, isOwned, evidence: [...owner.evidence, ...ofHeir, ...evidence] };
}

function groupIn(action: PlannedAction): string {
  return targetOf(action).id.split('.')[0] ?? '';
}

function ownersPath(group: string): string {
  return path`/groups/${group}/owners`;
}

/** The person is an owner of each: a list without them is not whole. */
function hidden(): ConnectorError {
  return new ConnectorError('unproven', {
    en: 'Graph does not tell who owns the person’s groups; the app needs Group.ReadWrite.All',
    fr: 'Graph ne dit pas qui possède les groupes de la personne ; il faut Group.ReadWrite.All à l’application',
  });
}

function byHand(group: string, { login, why }: { login: string; why: Localized }): Omit<ItemPlan, 'target'> {
  return {
    stage: 'data',
    call: {
      en: `Nobody but ${login} owns ${group}. ${why.en} In the Microsoft 365 admin centre, Teams & groups, name another owner. Relais reads by itself whether there is one. Licences wait for it.`,
      fr: `Personne d’autre que ${login} ne possède ${group}. ${why.fr} Dans le centre d’administration Microsoft 365, Équipes et groupes, nommez un autre propriétaire. Relais vérifie lui-même s’il y en a un. Les licences attendent.`,
    },
    effect: 'reversible',
    manual: true,
    verifiable: true,
  };
}
