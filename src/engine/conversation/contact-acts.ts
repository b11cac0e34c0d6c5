import { z } from 'zod';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { contactForm } from '../../views/forms/contact-form.ts';
import { contactFields } from '../../views/forms/fields.ts';
import { formReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, type Handler, textOf } from './turn.ts';

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
} satisfies Partial<Record<ActName, Handler>>;
