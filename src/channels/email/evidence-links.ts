import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { periodSchema } from '../../domain/calendar/period.ts';
import { levelSchema } from '../../domain/evidence/level.ts';
import { createSignedLinks, type SignedLinks } from './signed-links.ts';

/** What a link leads to. `once`: its own name, by which it is remembered that it was used. */
const linkSchema = z.object({
  what: z.union([z.strictObject({ departure: z.string() }), z.strictObject({ period: periodSchema })]),
  level: levelSchema,
  person: z.string(),
  once: z.string(),
});
export type EvidenceLink = z.infer<typeof linkSchema>;

export interface EvidenceLinks extends Pick<SignedLinks<EvidenceLink>, 'read'> {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: Omit<EvidenceLink, 'once'>, until: number): Promise<string>;
}

/** `now`: milliseconds since 1970. */
export function createEvidenceLinks(secret: Uint8Array, now: () => number): EvidenceLinks {
  const links = createSignedLinks({ audience: 'relais/evidence', schema: linkSchema, secret, now });
  return { make: (link, until) => links.make({ ...link, once: randomUUID() }, until), read: links.read };
}
