import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { NotesStore } from '../../engine/ports/store.ts';

const secretKey = 'email/link-secret';
const secretSchema = z.strictObject({ secret: z.string().min(43) });

/**
 * What links are signed with: one secret for all processes and restarts, sealed like every note. Of several that make
 * one at once, the first one's counts.
 */
async function secretOf(notes: Pick<NotesStore, 'change' | 'read'>): Promise<Uint8Array> {
  await notes.change(secretKey, (kept) => ({
    value: kept ?? { secret: randomBytes(32).toString('base64url') },
    answer: null,
  }));
  return Buffer.from(secretSchema.parse(await notes.read(secretKey)).secret, 'base64url');
}

/** What is made of the secret, once; what failed is tried again by whoever comes next. */
export function madeOfSecret<T>(notes: Pick<NotesStore, 'change' | 'read'>, make: (secret: Uint8Array) => T) {
  let made: Promise<T> | null = null;
  return (): Promise<T> => {
    made ??= secretOf(notes).then(make, (error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
