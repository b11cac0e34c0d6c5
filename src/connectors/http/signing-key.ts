import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { SecretError } from '../secrets.ts';

export interface SigningKey {
  key: KeyObject;
  algorithm: string;
  keyId: string | undefined;
}

const jwkShape = z.looseObject({ kty: z.string(), alg: z.string().optional(), kid: z.string().optional() });

/** A private key as vendors hand them out: PEM (PKCS #8 or PKCS #1, line breaks also as `\n`), or a JWK in JSON. */
export function signingKeyOf(secret: string, ref: string): SigningKey {
  try {
    if (!secret.startsWith('{'))
      return { key: createPrivateKey(secret.replaceAll('\\n', '\n')), algorithm: 'RS256', keyId: undefined };
    const jwk = jwkShape.parse(JSON.parse(secret));
    return {
      key: createPrivateKey({ key: jwk, format: 'jwk' }),
      algorithm: jwk.alg ?? 'RS256',
      keyId: jwk.kid,
    };
  } catch {
    // Without the cause: parsers quote what they could not read, and this is the key.
    throw new SecretError({
      en: `${ref}: cannot be read as a private key; expected PEM (BEGIN … PRIVATE KEY) or a JWK`,
      fr: `${ref} : ne peut pas être lu comme une clé privée ; attendu du PEM (BEGIN … PRIVATE KEY) ou un JWK`,
    });
  }
}
