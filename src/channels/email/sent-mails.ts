import { z } from 'zod';
import type { NotesStore } from '../../engine/ports/store.ts';

const sentSchema = z.strictObject({
  /** Names the address (`digestOf`): the address itself goes when its departure is erased, and a note does not. */
  to: z.string(),
  person: z.string(),
  generation: z.int(),
  messageId: z.string(),
  /** `sending`: nobody knows yet whether the mail server took it. */
  state: z.enum(['sending', 'sent', 'withdrawn']),
});
export type SentMail = z.infer<typeof sentSchema>;

const cardSchema = z.strictObject({ key: z.string() });

/** What was sent for each card, by its key: a mail cannot be looked at again, so this is all that is known of it. */
export interface SentMails {
  of(key: string): Promise<SentMail | null>;
  note(key: string, mail: SentMail): Promise<void>;
  /** The card that was sent as the message of this name; null for one that Relais never sent. */
  cardOf(messageId: string): Promise<string | null>;
}

export function createSentMails(notes: NotesStore): SentMails {
  const at = (key: string) => `email/card/${key}`;
  const named = (messageId: string) => `email/message/${messageId}`;
  return {
    of: async (key) =>
      sentSchema
        .nullable()
        .catch(null)
        .parse(await notes.read(at(key))),
    note: async (key, mail) => {
      if (mail.state === 'sending') await notes.write(named(mail.messageId), { key });
      await notes.write(at(key), mail);
    },
    cardOf: async (messageId) => cardSchema.safeParse(await notes.read(named(messageId))).data?.key ?? null,
  };
}
