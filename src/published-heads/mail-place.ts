import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../engine/ports/store.ts';
import type { HeadsPlace } from '../evidence/heads-place.ts';

const noteKey = 'heads/mailed';
const noteSchema = z.strictObject({
  text: z.string(),
  /** Noted, and not known to be sent. */
  unsent: z.string().nullable(),
});

/** Sends one line to whoever keeps them; sent again under the same id, a mailbox shows it once. */
export type SendLine = (mail: { line: string; id: string }) => Promise<void>;

/**
 * A mailbox. Nobody reads it back: what was sent is kept in the store, so that a store that is set back sends lines
 * that do not follow those in the mailbox, and whoever holds the mails sees it.
 */
export function mailPlace(to: string, { notes, send }: { notes: Store['notes']; send: SendLine }): HeadsPlace {
  const kept = async () => noteSchema.parse((await notes.read(noteKey)) ?? { text: '', unsent: null });
  const sendUnsent = async ({ text, unsent }: z.infer<typeof noteSchema>) => {
    if (unsent === null) return;
    await send({ line: unsent, id: createHash('sha256').update(unsent, 'utf8').digest('hex').slice(0, 32) });
    await notes.write(noteKey, { text, unsent: null });
  };
  return {
    id: 'email',
    name: to,
    async read() {
      const note = await kept();
      await sendUnsent(note);
      return note.text;
    },
    async append(line) {
      // Noted first: a line that was sent and forgotten would be followed by one that does not follow it.
      const note = { text: `${(await kept()).text}${line}\n`, unsent: line };
      await notes.write(noteKey, note);
      await sendUnsent(note);
    },
  };
}
