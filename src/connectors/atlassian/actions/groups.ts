import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type AtlassianSystem, gone, isLeft } from '../atlassian-system.ts';
import { groupsOf, jiraPath } from '../jira.ts';

/**
 * Groups of the organisation, and with them access to products and seats. A group that an identity provider feeds is
 * left there: Jira refuses.
 */
export const groups: ActionKind<AtlassianSystem> = {
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },

  async plan(account, system, context) {
    if (account.status === gone || isLeft(system, 'groups')) return [];
    const { items } = await groupsOf(system, account.id, context);
    return items.map(({ groupId, name }) => ({
      stage: 'groups',
      target: { id: groupId, label: name ?? groupId },
      call: `DELETE ${jiraPath('/group/user')}?groupId=${groupId}&accountId=${account.id}`,
      effect: 'reversible',
    }));
  },

  async act(action, system, context) {
    const before = await membership(action, system, context);
    if (!before.there) return { status: 'already', evidence: before.evidence };
    const query = { groupId: targetOf(action).id, accountId: action.accountId };
    const reply = await system.jira.send('DELETE', jiraPath('/group/user'), context, { query });
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'removal accepted')],
      readBackAfterSeconds: 0,
    };
  },

  async readBack(action, system, context) {
    const { there, evidence } = await membership(action, system, context);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};

async function membership(action: PlannedAction, system: AtlassianSystem, context: ConnectorContext) {
  const { items, evidence } = await groupsOf(system, action.accountId, context);
  const there = items.some(({ groupId }) => groupId === targetOf(action).id);
  return { there, evidence: sawAll(evidence, `the group is ${there ? '' : 'not '}among ${items.length}`) };
}
