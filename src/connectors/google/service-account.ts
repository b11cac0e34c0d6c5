import { SignJWT } from 'jose';
import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { Auth } from '../http/auth.ts';
import { requestToken, TokenRefused } from '../http/client-credentials.ts';
import { type HeldToken, heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { type SigningKey, signingKeyOf } from '../http/signing-key.ts';
import { SecretError, type SecretRef } from '../secrets.ts';

/** As Google's key file names them; `token_uri` is not read: where a signed assertion goes is a setting. */
const keyFileShape = z.object({
  client_email: z.email(),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
});

export interface ServiceAccount {
  /** The service account's own address. */
  email: string;
  key: SigningKey;
  /** What must never be shown. */
  secrets: readonly string[];
}

/** Reads the key file. Throws `SecretError` that names the reference, and quotes nothing. */
export function serviceAccountOf(secret: string, ref: SecretRef): ServiceAccount {
  const parsed = keyFileShape.safeParse(jsonOf(secret));
  if (!parsed.success)
    throw new SecretError({
      en: `${ref}: expected the JSON key file of a Google service account, with client_email and private_key; make one in the Google Cloud console, IAM, Service accounts, Keys`,
      fr: `${ref} : attendu le fichier de clé JSON d’un compte de service Google, avec client_email et private_key ; créez-en un dans la console Google Cloud, IAM, Comptes de service, Clés`,
    });
  const { client_email, private_key, private_key_id } = parsed.data;
  return {
    email: client_email,
    key: { ...signingKeyOf(private_key, ref), keyId: private_key_id },
    secrets: [secret, private_key],
  };
}

export interface DelegatedAccess {
  /** Signs calls in the name of the user that `subjectOf` reads from the address of the call. */
  authFor(scopes: readonly string[], subjectOf: (url: URL) => string): Auth;
  /** Whether Google issues a token of these scopes in this user's name; it refuses a set as a whole. */
  isGranted(request: { subject: string; scopes: readonly string[] }, context: ConnectorContext): Promise<boolean>;
}

/** So many users' tokens are held at once: leavers of one day. */
const mostSubjects = 50;

/**
 * Domain-wide delegation: the service account signs that it asks in a user's name, and Google answers with an access token of that user.
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
export function delegatedAccess(account: ServiceAccount, tokenUrl: string, http: HttpClient): DelegatedAccess {
  const audience = `${tokenUrl.replace(/\/$/, '')}/token`;
  const service = {
    http,
    path: '/token',
    refuses: { en: 'Google refuses the service account', fr: 'Google refuse le compte de service' },
  };

  const issue = async (subject: string, scopes: readonly string[], context: ConnectorContext) => {
    const at = Math.floor(context.now().getTime() / 1000);
    const { key, algorithm, keyId } = account.key;
    const assertion = await new SignJWT({ scope: scopes.join(' ') })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
      .setIssuer(account.email)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(at)
      .setExpirationTime(at + 3600)
      .sign(key);
    const fields = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
    return requestToken(service, fields, context);
  };

  return {
    authFor(scopes, subjectOf) {
      const tokens = new Map<string, HeldToken>();
      const tokenOf = (subject: string): HeldToken => {
        const held = tokens.get(subject) ?? heldToken((context) => issue(subject, scopes, context));
        tokens.delete(subject);
        tokens.set(subject, held);
        const [oldest] = tokens.keys();
        if (tokens.size > mostSubjects && oldest !== undefined) tokens.delete(oldest);
        return held;
      };
      return {
        secrets: account.secrets,
        headers: async (context, { url }) => ({
          authorization: `Bearer ${await tokenOf(subjectOf(url)).get(context)}`,
        }),
        refused() {
          for (const token of tokens.values()) token.drop();
        },
      };
    },
    async isGranted({ subject, scopes }, context) {
      try {
        await issue(subject, scopes, context);
        return true;
      } catch (error) {
        // `unauthorized_client` also for a scope that was never delegated: https://developers.google.com/identity/protocols/oauth2/service-account#jwterrorcodes
        if (error instanceof TokenRefused && ['unauthorized_client', 'access_denied'].includes(error.code))
          return false;
        throw error;
      }
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
