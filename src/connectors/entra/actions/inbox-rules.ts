import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { type Belonging, isTakenAway, takeAway } from '../below-account.ts';
import type { EntraSystem } from '../entra-system.ts';
import { heirOf } from '../mail/heir.ts';
import { type InboxRule, inboxRules, isOwnRule, rulesPath, sendsTo } from '../mail/inbox-rules.ts';
import { isWanted } from '../mail/mailbox.ts';

/**
 * Rules that send mail on, to whomever; also Relais' own one, once it has ended. What a rule looked for is not kept.
 */
export const inboxRuleRemoval: ActionKind<EntraSystem> = {
  verb: 'inbox-rules',
  named: { en: 'rules that send mail on', fr: 'règles qui transfèrent le courrier' },
  provesItself: true,
  async plan(account, system, context) {
    if (!isWanted('inbox-rules', account, system)) return [];
    const { items } = await inboxRules(system, account.id, context);
    const sending = items.filter((rule) => sendsTo(rule).length > 0);
    if (sending.length === 0) return [];
    const heir = await heirOf(system, account.id, context);
    const days = system.settings.microsoft365?.forwardDays ?? 0;
    const now = context.now();
    return sending
      .filter((rule) => heir === null || !isOwnRule(rule, { to: heir.address, days, now }))
      .map((rule) => ({
        stage: 'credentials',
        target: { id: rule.id, label: { en: `mail to ${namesOf(rule)}`, fr: `courrier à ${namesOf(rule)}` } },
        call: `DELETE ${pathOf(account.id, rule.id)}`,
        effect: 'destructive',
      }));
  },
  act: (action, system, context) => takeAway(rules, { action, system }, context),
  readBack: (action, system, context) => isTakenAway(rules, { action, system }, context),
};

const rules: Belonging<InboxRule> = {
  list: inboxRules,
  removal: ({ id }, { action }) => ({ path: pathOf(action.accountId, id) }),
};

function namesOf(rule: InboxRule): string {
  return sendsTo(rule).slice(0, 3).join(', ');
}

function pathOf(user: string, rule: string): string {
  return `${rulesPath(user)}${path`/${rule}`}`;
}
