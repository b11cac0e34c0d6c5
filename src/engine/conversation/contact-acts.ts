import { z } from 'zod';
import { instantSchema } from '../../domain/calendar/time.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { contactForm } from '../../views/forms/contact-form.ts';
import { contactFields } from '../../views/forms/fields.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, command, type Handler, seen, textOf } from './turn.ts';

/** Where the leaver is reached afterwards: given and seen by them and by HR alone. */
export const contactHandlers = {
  'contact.open': about((turn, departure) => {
    const own = departure.leaver.id === turn.reader.id;
    const may = own || turn.roles.includes('hr') || turn.roles.includes('admin');
    if (!may) return refusalReply(turn, refuse('not-permitted').refusal);
    return formReply(contactForm(departure, turn.reader));
  }),
  'contact.save': about(async (turn, departure) => {
    const read = z.email().safeParse(textOf(turn, contactFields.email));
    if (!read.success) return { type: 'errors', errors: { [contactFields.email]: turn.voice.t('contact.noAddress') } };
    return done(
      turn,
      departure,
      { type: 'contact.give', email: read.data.toLowerCase() },
      { key: 'contact.saved', fieldOf: ({ code }) => (code === 'contact-closes' ? contactFields.email : null) },
    );
  }),
  'contact.remove': about((turn, departure) =>
    done(turn, departure, { type: 'contact.remove' }, { key: 'contact.removed' }),
  ),
  'contact.confirm': atThatAddress('contact.confirm'),
  'contact.deny': atThatAddress('contact.deny'),
} satisfies Partial<Record<ActName, Handler>>;

/**
 * The answer of whoever reads the mailbox in question, by its page alone. They may be anybody, so no answer tells
 * whether there is a departure, or how it stands. Without a target: nothing more shall come to the address that counts
 * by now.
 */
function atThatAddress(type: 'contact.confirm' | 'contact.deny'): Handler {
  return async (turn) => {
    const over = noticeReply(turn.voice.t('contact.over'), 'refused');
    const departure = await seen(turn);
    if (turn.speaker.channel !== 'email' || departure?.contact === undefined) return over;
    const given = turn.act.ref.target ?? (type === 'contact.deny' ? departure.contact.at : null);
    const read = instantSchema.safeParse(given);
    if (!read.success) return over;
    const result = await command(turn, departure.id, { type, given: read.data });
    return result.type === 'done' ? noticeReply(turn.voice.t('page.done'), 'neutral') : over;
  };
}
