import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import type { EntraSystem } from '../entra-system.ts';
import { heirIn, heirOf, passedTo } from '../mail/heir.ts';
import { inboxRules, isOwnRule, ownRuleName, rulesPath } from '../mail/inbox-rules.ts';
import { deletedBefore, isWanted, mailboxSettingsOf, noMailboxLeft, ownerOf } from '../mail/mailbox.ts';

/**
 * New mail goes to whoever takes over, for as many days as the settings say. Its end stands in its name; a later look
 * removes it (`inbox-rules`).
 */
export const forwarding: ActionKind<EntraSystem> = {
  verb: 'forwarding',
  named: { en: 'forwarding of mail', fr: 'transfert du courrier' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('forwarding', account, system)) return [];
    const heir = await heirOf(system, account.id, context);
    const { settings } = await mailboxSettingsOf(system, { id: account.id, part: 'userPurpose' }, context);
    if (heir === null || settings === null) return [];
    // What was begun has its own end: it is not begun again.
    const { items } = await inboxRules(system, account.id, context);
    if (items.some(({ displayName }) => displayName?.startsWith('Relais until '))) return [];
    const days = system.settings.microsoft365?.forwardDays ?? 0;
    const what = { en: `mail of ${days} days`, fr: `courrier de ${days} jours` };
    return [
      {
        stage: 'data',
        target: { id: heir.id, label: passedTo(what, heir) },
        call: `POST ${rulesPath(account.id)} {"actions":{"forwardTo":["${heir.address}"]}}`,
        effect: 'reversible',
      },
    ];
  },

  async act(action, system, context) {
    const { owner, heir, rule, evidence } = await ruleOf(action, system, context);
    if (!owner.there || heir === null) throw deletedBefore(evidence);
    if (rule) return { status: 'already', evidence };
    const asked = { id: action.accountId, part: 'userPurpose' } as const;
    const mailbox = await mailboxSettingsOf(system, asked, context);
    if (mailbox.settings === null) throw noMailboxLeft([...evidence, ...mailbox.evidence]);
    const json = {
      displayName: ownRuleName(context.now(), system.settings.microsoft365?.forwardDays ?? 0),
      sequence: 1,
      isEnabled: true,
      actions: { forwardTo: [{ emailAddress: { name: heir.name, address: heir.address } }] },
    };
    const reply = await system.http.send('POST', rulesPath(action.accountId), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'rule accepted')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { rule, evidence } = await ruleOf(action, system, context);
    return { state: rule ? 'desired' : 'not-desired', evidence };
  },
};

async function ruleOf(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const owner = await ownerOf(action, system, context);
  const { heir, evidence: ofHeir } = await heirIn(action, system, context);
  const known = [...owner.evidence, ...ofHeir];
  if (!owner.there || heir === null) return { owner, heir, rule: null, evidence: known };
  const { items, evidence } = await inboxRules(system, action.accountId, context);
  const days = system.settings.microsoft365?.forwardDays ?? 0;
  const own = { to: heir.address, days, now: context.now() };
  const rule = items.find((each) => each.isEnabled === true && isOwnRule(each, own)) ?? null;
  const seen = sawAll(evidence, rule ? 'mail is forwarded' : 'mail is not forwarded');
  return { owner, heir, rule, evidence: [...known, ...seen] };
}
