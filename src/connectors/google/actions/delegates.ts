import { delegateShape } from '../google-shapes.ts';
import { mailboxItems } from '../mailbox-kind.ts';

/**
 * Who may read and write in the person's mailbox. Mailboxes that the person may open are closed to them with the
 * account.
 */
export const delegates = mailboxItems({
  verb: 'delegates',
  named: { en: 'delegates of the mailbox', fr: 'délégués de la boîte aux lettres' },
  effect: 'reversible',
  noun: 'delegate',
  nounInFrench: 'le délégué',
  leave: 'delegates',
  below: 'delegates',
  name: 'delegates',
  item: delegateShape,
  target: ({ delegateEmail }) => ({ id: delegateEmail, label: delegateEmail }),
  removes: () => true,
});
