import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Links whose token says, signed, what they lead to and for whom. */
export interface SignedLinks<Link> {
  /** The token of a link that works until then (milliseconds since 1970). */
  make(link: Link, until: number): Promise<string>;
  /** Null for what Relais never made, for a link of another kind, and for what is over. */
  read(token: string): Promise<Link | null>;
}

const algorithm = 'HS256';
const claimsSchema = z.object({ to: z.unknown() });

/** `audience`: the kind; none is taken for a link of another. `now`: milliseconds since 1970. */
export function createSignedLinks<Link>({
  audience,
  schema,
  secret,
  now,
}: {
  audience: string;
  schema: z.ZodType<Link>;
  secret: Uint8Array;
  now: () => number;
}): SignedLinks<Link> {
  return {
    make: (link, until) =>
      new SignJWT({ to: link })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(audience)
        .setExpirationTime(Math.floor(until / 1000))
        .sign(secret),
    async read(token) {
      const options = { audience, algorithms: [algorithm], currentDate: new Date(now()) };
      const verified = await jwtVerify(token, secret, options).catch(() => null);
      const claims = claimsSchema.safeParse(verified?.payload);
      return claims.success ? (schema.safeParse(claims.data.to).data ?? null) : null;
    },
  };
}
