import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { exportedPurposes } from '../../domain/alumni/alumnus.ts';
import { createSignedLinks, type SignedLinks } from './signed-links.ts';

/** To the page of somebody who stays in touch. `address`: digest of where it went; another address ends it. */
const pageSchema = z.object({ alumnus: z.string(), address: z.string() });
type AlumnusLink = z.infer<typeof pageSchema>;

/** To the page that gives addresses. `once`: its own name, by which it is remembered that it was used. */
const exportSchema = z.object({ person: z.string(), purpose: z.enum(exportedPurposes), once: z.string() });
export type AlumniExportLink = z.infer<typeof exportSchema>;

export interface AlumniLinks {
  page: SignedLinks<AlumnusLink>;
  export: Pick<SignedLinks<AlumniExportLink>, 'read'> & {
    make(link: Omit<AlumniExportLink, 'once'>, until: number): Promise<string>;
  };
}

/** `now`: milliseconds since 1970. */
export function createAlumniLinks(secret: Uint8Array, now: () => number): AlumniLinks {
  const exports = createSignedLinks({ audience: 'relais/alumni-export', schema: exportSchema, secret, now });
  return {
    page: createSignedLinks({ audience: 'relais/alumnus', schema: pageSchema, secret, now }),
    export: { read: exports.read, make: (link, until) => exports.make({ ...link, once: randomUUID() }, until) },
  };
}
