import { sendAsShape } from '../google-shapes.ts';
import { mailboxItems } from '../mailbox-kind.ts';

/** Addresses besides their own from which the person may send. Those of the account itself go with it. */
export const sendAs = mailboxItems({
  verb: 'send-as',
  named: { en: 'addresses to send from', fr: 'adresses d’envoi' },
  // Whoever sets it up again has to verify the address once more.
  effect: 'destructive',
  noun: 'address to send from',
  nounInFrench: 'l’adresse d’envoi',
  leave: 'send-as',
  below: 'sendAs',
  name: 'sendAs',
  item: sendAsShape,
  target: ({ sendAsEmail }) => ({ id: sendAsEmail, label: sendAsEmail }),
  removes({ sendAsEmail, isPrimary }, { primaryEmail, aliases = [], nonEditableAliases = [] }) {
    const own = [primaryEmail, ...aliases, ...nonEditableAliases].map((each) => each.toLowerCase());
    return isPrimary !== true && !own.includes(sendAsEmail.toLowerCase());
  },
});
