import type { Localized } from '../../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import type { EntraSystem } from '../entra-system.ts';
import { isWanted, mailboxSettingsOf, ownerOf } from '../mail/mailbox.ts';

/** Graph cannot convert a mailbox, but tells what it is: a person converts it, while it still has its licence. */
export const sharedMailbox: ActionKind<EntraSystem> = {
  verb: 'shared-mailbox',
  named: { en: 'the mailbox', fr: 'la boîte aux lettres' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('shared-mailbox', account, system)) return [];
    const { purpose } = await purposeOf(system, account.id, context);
    if (purpose !== 'user') return [];
    return [
      {
        stage: 'data',
        target: { id: 'mailbox', label: { en: 'the mailbox, made a shared one', fr: 'la boîte, rendue partagée' } },
        call: byHand(account.login),
        effect: 'reversible',
        manual: true,
        verifiable: true,
      },
    ];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    const owner = await ownerOf(action, system, context);
    if (!owner.there) return { state: 'not-desired', evidence: owner.evidence };
    const { purpose, evidence } = await purposeOf(system, action.accountId, context);
    return { state: purpose === 'shared' ? 'desired' : 'not-desired', evidence: [...owner.evidence, ...evidence] };
  },
};

/** `user`, `shared`, …; null where there is no mailbox. Throws `unproven` where Graph does not tell. */
async function purposeOf(system: EntraSystem, id: string, context: ConnectorContext) {
  const { settings, evidence } = await mailboxSettingsOf(system, { id, part: 'userPurpose' }, context);
  if (settings === null) return { purpose: null, evidence };
  const { userPurpose: purpose } = settings;
  if (!purpose)
    throw new ConnectorError(
      'unproven',
      { en: 'Graph does not tell what the mailbox is for', fr: 'Graph ne dit pas à quoi sert la boîte' },
      { evidence },
    );
  return { purpose, evidence: sawAll(evidence, `a mailbox of kind ${purpose}`) };
}

function byHand(login: string): Localized {
  const command = `Set-Mailbox -Identity ${login} -Type Shared`;
  return {
    en: `In Exchange Online PowerShell: ${command}. Without a licence, an unconverted mailbox is gone after 30 days; a shared one of up to 50 GB stays. Relais reads by itself whether it is shared. Licences wait for it.`,
    fr: `Dans Exchange Online PowerShell : ${command}. Sans licence, une boîte non convertie disparaît après 30 jours ; une boîte partagée jusqu’à 50 Go reste. Relais vérifie lui-même si elle est partagée. Les licences attendent.`,
  };
}
