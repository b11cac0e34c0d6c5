import { z } from 'zod';
import { createSignedLinks, type SignedLinks } from './signed-links.ts';

/** What a link leads to: a step to bring files for, or one file of it. */
const linkSchema = z.object({
  departureId: z.string(),
  taskId: z.string(),
  fileId: z.string().nullable(),
  person: z.string(),
});
export type FileLink = z.infer<typeof linkSchema>;

export type FileLinks = SignedLinks<FileLink>;

/** `now`: milliseconds since 1970. */
export function createFileLinks(secret: Uint8Array, now: () => number): FileLinks {
  return createSignedLinks({ audience: 'relais/file', schema: linkSchema, secret, now });
}
