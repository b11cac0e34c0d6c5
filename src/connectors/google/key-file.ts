import { SignJWT } from 'jose';
import { z } from 'zod';
import { signingKeyOf } from '../http/signing-key.ts';
import { SecretError, type SecretRef } from '../secrets.ts';
import type { ServiceAccount } from './signer.ts';

/** As Google's key file names them; `token_uri` is not read: where a signed assertion goes is a setting. */
const keyFileShape = z.object({
  client_email: z.email(),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
});

/** Reads the key file. Throws `SecretError` that names the reference, and quotes nothing. */
export function serviceAccountOf(secret: string, ref: SecretRef): ServiceAccount {
  const parsed = keyFileShape.safeParse(jsonOf(secret));
  if (!parsed.success)
    throw new SecretError({
      en: `${ref}: expected the JSON key file of a Google service account, with client_email and private_key (make one in the Google Cloud console, IAM, Service accounts, Keys), or the configuration file of a workload identity`,
      fr: `${ref} : attendu le fichier de clé JSON d’un compte de service Google, avec client_email et private_key (créez-en un dans la console Google Cloud, IAM, Comptes de service, Clés), ou le fichier de configuration d’une identité de charge de travail`,
    });
  const { client_email, private_key, private_key_id } = parsed.data;
  const { key, algorithm } = signingKeyOf(private_key, ref);
  const keyId = private_key_id === undefined ? {} : { kid: private_key_id };
  return {
    email: client_email,
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: algorithm, typ: 'JWT', ...keyId }).sign(key),
    secrets: [secret, private_key],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
