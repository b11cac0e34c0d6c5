import type { Response } from 'express';
import type { OnceStore } from '../../../engine/ports/store.ts';

/**
 * A file as a browser keeps it. `name`: says nothing of whom it is about, because folders of downloads are seen by
 * others.
 */
export interface GivenFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Sends a file to be kept, not shown; what stands around it was set by `behindLink`. */
export function sendFile(response: Response, { name, type, bytes }: GivenFile): void {
  response
    .status(200)
    .set({ 'Content-Disposition': `attachment; filename="${name}"`, 'Cross-Origin-Resource-Policy': 'same-origin' })
    .type(type)
    .send(Buffer.from(bytes));
}

/**
 * What a link gives: `over` where it gave something before, or is about to. `make` says by a word, or null, why there
 * is nothing to give. Then, and where it rejects, the link is still good: nothing was given. `now` and `until` are
 * milliseconds since 1970; until then the key is remembered.
 */
export async function givenOnce<File>(
  once: OnceStore,
  { key, now, until }: { key: string; now: number; until: number },
  make: () => Promise<File>,
): Promise<File | 'over'> {
  if ((await once.take(key, now, until)) !== 'taken') return 'over';
  let file: File;
  try {
    file = await make();
  } catch (error) {
    await once.giveBack(key);
    throw error;
  }
  await (file === null || typeof file === 'string' ? once.giveBack(key) : once.done(key, until));
  return file;
}
