import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import type { EntraSystem } from '../entra-system.ts';
import { isWanted, mailboxSettingsOf, ownerOf } from '../mail/mailbox.ts';

/**
 * Who may open the mailbox or send as the person, which mailboxes the person may open, and forwarding of the server's
 * own: not in Graph.
 */
export const mailboxPermissions: ActionKind<EntraSystem> = {
  verb: 'mailbox-permissions',
  named: { en: 'permissions of mailboxes', fr: 'autorisations de boîtes' },

  async plan(account, system, context) {
    if (!isWanted('mailbox-permissions', account, system)) return [];
    const { settings } = await mailboxSettingsOf(system, { id: account.id, part: 'userPurpose' }, context);
    if (settings === null) return [];
    return [{ stage: 'task', call: byHand(account.login), effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    return { state: 'unreadable', evidence: (await ownerOf(action, system, context)).evidence };
  },
};

function byHand(login: string): Localized {
  const within = `Get-MailboxPermission ${login}; Get-RecipientPermission ${login}`;
  const out = `Get-Mailbox -ResultSize Unlimited | Get-MailboxPermission -User ${login}`;
  const forward = `Set-Mailbox ${login} -ForwardingAddress $null -ForwardingSmtpAddress $null`;
  return {
    en: `In Exchange Online PowerShell, list who opens the mailbox or sends as ${login} (${within}) and which mailboxes ${login} opens (${out}); remove what nobody needs with Remove-MailboxPermission. Then end the server’s own forwarding: ${forward}. Graph shows none of this.`,
    fr: `Dans Exchange Online PowerShell, listez qui ouvre la boîte ou envoie en tant que ${login} (${within}) et quelles boîtes ${login} ouvre (${out}) ; retirez l’inutile avec Remove-MailboxPermission. Arrêtez ensuite le transfert du serveur : ${forward}. Graph ne montre rien de cela.`,
  };
}
