import { z } from 'zod';
import { messageRefSchema } from '../../domain/cards/post.ts';
import type { DepartureId } from '../../domain/departure.ts';
import { type CardsErased, cardsErasedSchema } from '../../domain/erasure/erasure-schema.ts';
import type { EngineDeps } from '../deps.ts';
import type { PostRef } from '../ports/channel.ts';
import type { NotesStore } from '../ports/store.ts';
import { type Erased, eraseCard } from './erase-card.ts';
import { readTombstone } from './tombstones.ts';

/**
 * Messages that answer what somebody asked and tell of a departure: forms, lists, notices. They are no cards of it, so
 * nothing else remembers where they stand. Only ids are kept.
 */
const answersSchema = z.strictObject({
  standing: z.array(
    z.strictObject({
      channel: messageRefSchema.shape.channel,
      conversation: z.string(),
      messages: z.array(z.string()),
    }),
  ),
  /** What became of those that stood, once the departure is being erased. */
  erased: cardsErasedSchema,
});
type Answers = z.infer<typeof answersSchema>;

const none: Answers = { standing: [], erased: [] };
const at = (id: DepartureId) => `answers/${id}`;
const read = (note: unknown): Answers => (note === null ? none : answersSchema.parse(note));

/**
 * Remembers where an answer stands, so that it goes with its departure. A departure that is gone already is not begun
 * anew by it.
 */
export async function noteAnswer(notes: NotesStore, id: DepartureId, ref: PostRef): Promise<void> {
  if (isNoted(read(await notes.read(at(id))), ref) || (await readTombstone(notes, id)) !== null) return;
  await notes.change(at(id), (note) => ({ value: withMessage(read(note), ref), answer: undefined }));
}

/**
 * Takes every answer about the departure out of the chats, each with what became of it. Whoever dies on the way, or
 * finds the platform down (`later`), leaves what still stands.
 */
export async function eraseAnswers(
  deps: Pick<EngineDeps, 'channels'> & { store: Pick<EngineDeps['store'], 'notes'> },
  { id, leaver }: { id: DepartureId; leaver: Parameters<typeof eraseCard>[0]['reader'] },
): Promise<CardsErased | 'later'> {
  const { notes } = deps.store;
  for (const { channel: name, conversation, messages } of read(await notes.read(at(id))).standing)
    for (const message of messages) {
      const channel = deps.channels.get(name);
      const ref = { channel: name, conversation, message };
      const outcome: Erased = channel
        ? await eraseCard({ channel, ref, key: `answer/${message}`, reader: leaver })
        : 'out-of-reach';
      if (outcome === 'later') return 'later';
      await notes.change(at(id), (note) => ({ value: erased(read(note), ref, outcome), answer: undefined }));
    }
  return read(await notes.read(at(id))).erased;
}

/**
 * Whether one stands by now: somebody may have opened it before the erasure, and it was noted only while that went on.
 */
export async function answersStand(notes: NotesStore, id: DepartureId): Promise<boolean> {
  return read(await notes.read(at(id))).standing.length > 0;
}

/** Once the tombstone says what became of them. */
export async function forgetAnswers(notes: NotesStore, id: DepartureId): Promise<void> {
  if ((await notes.read(at(id))) !== null) await notes.write(at(id), null);
}

function isNoted({ standing }: Answers, ref: PostRef): boolean {
  return standing.some((one) => isThere(one, ref) && one.messages.includes(ref.message));
}

function isThere(one: Answers['standing'][number], { channel, conversation }: PostRef): boolean {
  return one.channel === channel && one.conversation === conversation;
}

function withMessage(kept: Answers, ref: PostRef): Answers {
  if (isNoted(kept, ref)) return kept;
  const there = kept.standing.find((one) => isThere(one, ref));
  const { channel, conversation, message } = ref;
  const messages = [...(there?.messages ?? []), message];
  return { ...kept, standing: [...kept.standing.filter((one) => one !== there), { channel, conversation, messages }] };
}

/** Counted once, whoever else erased it meanwhile. */
function erased(kept: Answers, ref: PostRef, outcome: CardsErased[number]['outcome']): Answers {
  if (!isNoted(kept, ref)) return kept;
  const standing = kept.standing
    .map((one) =>
      isThere(one, ref) ? { ...one, messages: one.messages.filter((message) => message !== ref.message) } : one,
    )
    .filter(({ messages }) => messages.length > 0);
  const known = kept.erased.find((one) => one.channel === ref.channel && one.outcome === outcome);
  const count = { channel: ref.channel, outcome, count: (known?.count ?? 0) + 1 };
  return { standing, erased: [...kept.erased.filter((one) => one !== known), count] };
}
