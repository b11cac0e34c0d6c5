import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createSignedLinks, type SignedLinks } from './signed-links.ts';

/** What a link leads to. `once`: its own name, by which it is remembered that it was used. */
const linkSchema = z.object({ departureId: z.string(), person: z.string(), once: z.string() });
export type DossierLink = z.infer<typeof linkSchema>;

export interface DossierLinks extends Pick<SignedLinks<DossierLink>, 'read'> {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: Omit<DossierLink, 'once'>, until: number): Promise<string>;
}

/** `now`: milliseconds since 1970. */
export function createDossierLinks(secret: Uint8Array, now: () => number): DossierLinks {
  const links = createSignedLinks({ audience: 'relais/dossier', schema: linkSchema, secret, now });
  return {
    make: (link, until) => links.make({ ...link, once: randomUUID() }, until),
    read: links.read,
  };
}
