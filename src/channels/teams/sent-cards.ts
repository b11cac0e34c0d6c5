import { z } from 'zod';
import type { PostRef } from '../../engine/ports/channel.ts';
import type { NotesStore } from '../../engine/ports/store.ts';

const sentSchema = z.strictObject({ conversation: z.string(), message: z.string() });

/**
 * Which card stands where, by its key. A Teams bot cannot read back what it wrote, so `find` can only answer from what
 * Relais itself noted the moment Teams answered. What remains: when that answer is lost on the way, or the process dies
 * between the answer and the note, the card stands and Relais does not know it. It is then posted once more, and the
 * reader has it twice, the older one without updates. Its buttons do no harm: every click is checked on the server
 * against what is true by then.
 */
export interface SentCards {
  find(key: string): Promise<PostRef | null>;
  note(key: string, ref: PostRef): Promise<void>;
  /** It was deleted. */
  forget(key: string): Promise<void>;
}

export function createSentCards(notes: NotesStore): SentCards {
  const at = (key: string) => `teams/card/${key}`;
  return {
    find: async (key) => {
      const sent = sentSchema
        .nullable()
        .catch(null)
        .parse(await notes.read(at(key)));
      return sent && { channel: 'teams', ...sent };
    },
    note: (key, { conversation, message }) => notes.write(at(key), { conversation, message }),
    forget: (key) => notes.write(at(key), null),
  };
}
