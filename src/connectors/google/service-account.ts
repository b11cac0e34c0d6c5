import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type Auth, noAuth } from '../http/auth.ts';
import { requestToken, TokenRefused } from '../http/client-credentials.ts';
import { type HeldToken, heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { clientFor } from '../http/http-settings.ts';
import { resolveSecret, type SecretRef, type SecretSources } from '../secrets.ts';
import { serviceAccountOf } from './key-file.ts';
import type { ServiceAccount } from './signer.ts';
import { isWorkloadIdentity, workloadIdentityOf } from './workload-identity.ts';

type Settings = Omit<Parameters<typeof clientFor>[0], 'baseUrl'> & { key: SecretRef; stsUrl: string; iamUrl: string };
type Dependencies = SecretSources & Parameters<typeof clientFor>[1];

/** Where Google exchanges tokens of other platforms, and signs for service accounts. */
export const cloudUrls = { stsUrl: 'https://sts.googleapis.com', iamUrl: 'https://iamcredentials.googleapis.com' };

/** The service account behind `key`: by a key of its own, or by the identity of the workload that Relais runs as. */
export function accountOf(
  settings: Settings,
  deps: Dependencies,
  limits: { perMinute: number; concurrency: number },
): ServiceAccount {
  const secret = resolveSecret(settings.key, deps);
  if (!isWorkloadIdentity(secret)) return serviceAccountOf(secret, settings.key);
  const at = (baseUrl: string) => ({ ...settings, baseUrl });
  return workloadIdentityOf({ secret, ref: settings.key }, deps, {
    sts: clientFor(at(settings.stsUrl), deps, { auth: noAuth, part: 'sign-in', ...limits }),
    iam: (token, refused) =>
      clientFor(at(settings.iamUrl), deps, {
        auth: {
          secrets: [],
          headers: async (context) => ({ authorization: `Bearer ${await token(context)}` }),
          refused,
        },
        part: 'sign-in',
        ...limits,
      }),
  });
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
 * Domain-wide delegation: the service account signs that it asks in a user's name, and Google answers with an access
 * token of that user. https://developers.google.com/identity/protocols/oauth2/service-account#httprest
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
    const claims = {
      iss: account.email,
      sub: subject,
      aud: audience,
      scope: scopes.join(' '),
      iat: at,
      exp: at + 3600,
    };
    const assertion = await account.sign(claims, context);
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
        // `unauthorized_client` also for a scope that was never delegated:
        // https://developers.google.com/identity/protocols/oauth2/service-account#jwterrorcodes
        if (error instanceof TokenRefused && ['unauthorized_client', 'access_denied'].includes(error.code))
          return false;
        throw error;
      }
    },
  };
}
