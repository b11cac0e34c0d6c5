import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { createSignedLinks, type SignedLinks } from './signed-links.ts';

/** What a link leads to: where a list is brought, and by whom. */
const linkSchema = z.object({
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('wave') }),
    z.object({ kind: z.literal('hr'), system: z.string() }),
  ]),
  person: z.string(),
});
export type ListLink = z.infer<typeof linkSchema>;

export type ListLinks = SignedLinks<ListLink>;

/** `now`: milliseconds since 1970. */
export function createListLinks(secret: Uint8Array, now: () => number): ListLinks {
  return createSignedLinks({ audience: 'relais/list', schema: linkSchema, secret, now });
}

/** Names what a page showed, so that it is known again; nobody without the secret can tell what it is the name of. */
export function createListMark(secret: Uint8Array): (text: string) => string {
  return (text) => createHmac('sha256', secret).update(`relais/list-shown\0${text}`).digest('hex');
}
