import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a link leads to. `once`: its own name, by which it is remembered that it was used. */
export interface DossierLink {
  departureId: string;
  person: string;
  once: string;
}

/** Links of their own kind: none is taken for a link of a mail or of a file, nor the other way round. */
export interface DossierLinks {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: Omit<DossierLink, 'once'>, until: number): Promise<string>;
  /** Null for what Relais never made, and for what is over. */
  read(token: string): Promise<DossierLink | null>;
}

const algorithm = 'HS256';
const audience = 'relais/dossier';
const linkSchema = z.object({ sub: z.string(), departure: z.string(), jti: z.string() });

/** `now`: milliseconds since 1970. */
export function createDossierLinks(secret: Uint8Array, now: () => number): DossierLinks {
  return {
    make: ({ departureId, person }, until) =>
      new SignJWT({ departure: departureId })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(audience)
        .setSubject(person)
        .setJti(randomUUID())
        .setExpirationTime(Math.floor(until / 1000))
        .sign(secret),
    async read(token) {
      const verified = await jwtVerify(token, secret, {
        audience,
        algorithms: [algorithm],
        currentDate: new Date(now()),
      }).catch(() => null);
      const read = linkSchema.safeParse(verified?.payload);
      if (!read.success) return null;
      const { sub: person, departure: departureId, jti: once } = read.data;
      return { departureId, person, once };
    },
  };
}
