import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a link leads to: one card of one person. Only the newest link to it counts, by its `generation`. */
export interface PageLink {
  /** The card's key, as channels are given it. */
  key: string;
  person: string;
  generation: number;
}

const linkSchema = z.object({ key: z.string(), sub: z.string(), generation: z.int() });
const carriedSchema = z.object({ what: z.unknown() });

/** Made with one secret that all processes of an installation share. */
export interface Links {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: PageLink, until: number): Promise<string>;
  /** Null for what Relais never made. `expired`: it was ours, and its time is over. */
  read(token: string): Promise<{ link: PageLink; expired: boolean } | null>;
  /** What a page carries in its buttons: only that page can send it back. */
  carry(token: string, what: unknown): Promise<string>;
  /** Null for what was not made for this page, or was changed. */
  carried(token: string, text: string): Promise<unknown>;
}

const algorithm = 'HS256';
/** A token of one kind is never taken for the other. */
const [forPages, forButtons] = ['relais/page', 'relais/button'];

/** `now`: milliseconds since 1970. */
export function createLinks(secret: Uint8Array, now: () => number): Links {
  const options = (audience: string) => ({ audience, algorithms: [algorithm], currentDate: new Date(now()) });
  return {
    make: ({ key, person, generation }, until) =>
      new SignJWT({ key, generation })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(forPages)
        .setSubject(person)
        .setExpirationTime(Math.floor(until / 1000))
        .sign(secret),
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, secret, options(forPages));
        return linkOf(payload, false);
      } catch (error) {
        // Its signature was checked before its time.
        return error instanceof errors.JWTExpired ? linkOf(error.payload, true) : null;
      }
    },
    carry: (token, what) =>
      new SignJWT({ what })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(forButtons)
        .setSubject(digestOf(token))
        .sign(secret),
    async carried(token, text) {
      try {
        const { payload } = await jwtVerify(text, secret, { ...options(forButtons), subject: digestOf(token) });
        return carriedSchema.parse(payload).what;
      } catch {
        return null;
      }
    },
  };
}

function linkOf(payload: unknown, expired: boolean): { link: PageLink; expired: boolean } | null {
  const read = linkSchema.safeParse(payload);
  if (!read.success) return null;
  const { key, sub: person, generation } = read.data;
  return { link: { key, person, generation }, expired };
}

/** Names a link where the link itself must not stand. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
