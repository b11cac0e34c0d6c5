import { z } from 'zod';
import type { NotesStore } from '../../engine/ports/store.ts';

const sentSchema = z.strictObject({
  to: z.string(),
  person: z.string(),
  generation: z.int(),
  messageId: z.string(),
  /** `sending`: nobody knows yet whether the mail server took it. */
  state: z.enum(['sending', 'sent', 'withdrawn']),
});
export type SentMail = z.infer<typeof sentSchema>;

/** What was sent for each card, by its key: a mail cannot be looked at again, so this is all that is known of it. */
export interface SentMails {
  of(key: string): Promise<SentMail | null>;
  note(key: string, mail: SentMail): Promise<void>;
}

export function createSentMails(notes: NotesStore): SentMails {
  const at = (key: string) => `email/card/${key}`;
  return {
    of: async (key) =>
      sentSchema
        .nullable()
        .catch(null)
        .parse(await notes.read(at(key))),
    note: (key, mail) => notes.write(at(key), mail),
  };
}
