import type { Words } from '../../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { type GoogleGroup, groupShape, memberShape, pageShape } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted, myCustomer } from '../google-system.ts';
import { wholeList } from '../whole-list.ts';

const groupsPath = '/admin/directory/v1/groups';

const membership = removableKind<GoogleSystem, GoogleGroup>({
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'group',
  nounInFrench: 'le groupe',
  applies: ({ status }, { settings }) => !settings.leave.includes('groups') && !isDeleted(status),
  list: groupsOf,
  target: (group) => ({ id: group.id, label: nameOf(group) }),
  path: ({ account, target }) => path`/admin/directory/v1/groups/${target}/members/${account}`,
});

/**
 * Groups that the person is in; of which they are an owner or a manager, and whether the only owner, is said before
 * they are taken out.
 */
export const groups: ActionKind<GoogleSystem> = {
  ...membership,
  async plan(account, system, context) {
    const plans = await membership.plan(account, system, context);
    return Promise.all(
      plans.map(async (plan) => {
        if (plan.target === undefined) return plan;
        const { id, label } = plan.target;
        return {
          ...plan,
          target: { id, label: await withRole(label, { id, account: account.id }, { system, context }) },
        };
      }),
    );
  },
};

/** The names of the groups of which the person is an owner. */
export async function groupsOwnedBy(system: GoogleSystem, id: string, context: ConnectorContext): Promise<string[]> {
  const { items } = await groupsOf({ id }, system, context);
  const roles = await Promise.all(items.map((group) => roleIn(system, { group: group.id, account: id }, context)));
  return items.filter((_, index) => roles[index] === 'OWNER').map(nameOf);
}

async function roleIn(
  { http }: GoogleSystem,
  { group, account }: { group: string; account: string },
  context: ConnectorContext,
): Promise<string | null> {
  const call = path`/admin/directory/v1/groups/${group}/members/${account}`;
  return (await http.find(call, memberShape, context)).data?.role ?? null;
}

async function withRole(
  label: Words,
  { id, account }: { id: string; account: string },
  { system, context }: { system: GoogleSystem; context: ConnectorContext },
): Promise<Words> {
  const said = (en: string, fr: string): Words =>
    typeof label === 'string'
      ? { en: `${label} (${en})`, fr: `${label} (${fr})` }
      : { en: `${label.en} (${en})`, fr: `${label.fr} (${fr})` };
  switch (await roleIn(system, { group: id, account }, context)) {
    case 'MANAGER':
      return said('manager', 'gestionnaire');
    case 'OWNER': {
      const query = { roles: 'OWNER', maxResults: 2 };
      const owners = await system.http.get(
        path`/admin/directory/v1/groups/${id}/members`,
        pageShape('members', memberShape),
        context,
        { query },
      );
      return owners.data.items.length > 1 ? said('owner', 'propriétaire') : said('its only owner', 'seul propriétaire');
    }
    default:
      return label;
  }
}

/** An organisation has groups: where none at all is told, an empty list proves nothing. */
async function groupsOf({ id }: { id: string }, system: GoogleSystem, context: ConnectorContext) {
  const list = { path: groupsPath, name: 'groups', item: groupShape };
  const { items, evidence } = await wholeList(
    system.http,
    { ...list, query: { userKey: id, maxResults: 200 } },
    context,
  );
  const seen = sawAll(evidence, `groups: ${items.map(nameOf).join(', ') || 'none'}`);
  if (items.length > 0) return { items, evidence: seen };
  const any = await wholeList(system.http, { ...list, query: { customer: myCustomer, maxResults: 200 } }, context);
  if (any.items.length > 0)
    return { items, evidence: [...seen, ...sawAll(any.evidence, `${any.items.length} groups exist`)] };
  throw new ConnectorError(
    'unproven',
    {
      en: 'Google shows no group at all, so that an empty list proves nothing; an organisation without groups sets `leave: [groups]`',
      fr: 'Google ne montre aucun groupe : une liste vide ne prouve rien ; une organisation sans groupe met `leave: [groups]`',
    },
    { evidence: seen },
  );
}

function nameOf({ id, name, email }: GoogleGroup): string {
  return name || email || id;
}
