import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { FilePlace } from '../../engine/ports/file-pages.ts';

/** What a link leads to: a step to bring files for, or one file of it. */
export type FileLink = FilePlace & { person: string; fileId: string | null };

/** Links of their own kind: none is taken for a link of a mail, nor the other way round. */
export interface FileLinks {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: FileLink, until: number): Promise<string>;
  /** Null for what Relais never made, and for what is over. */
  read(token: string): Promise<FileLink | null>;
}

const algorithm = 'HS256';
const audience = 'relais/file';
const linkSchema = z.object({
  sub: z.string(),
  departure: z.string(),
  task: z.string(),
  file: z.string().nullable(),
});

/** `now`: milliseconds since 1970. */
export function createFileLinks(secret: Uint8Array, now: () => number): FileLinks {
  return {
    make: ({ departureId, taskId, fileId, person }, until) =>
      new SignJWT({ departure: departureId, task: taskId, file: fileId })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(audience)
        .setSubject(person)
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
      const { sub: person, departure: departureId, task: taskId, file: fileId } = read.data;
      return { departureId, taskId, fileId, person };
    },
  };
}
