import { randomBytes, randomUUID } from 'node:crypto';
import { type RequestHandler, Router, urlencoded } from 'express';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { Refusal } from '../answer.ts';
import { oktaError } from './words.ts';

/** A service app: how Okta lets a program in without a person. */
export interface OktaServiceApp {
  clientId: string;
  publicKey: JWK;
  /** The scopes an administrator granted to the app. */
  scopes: readonly string[];
}

/**
 * Lets in who has the SSWS token or an access token that this process issued to the service app; 401 for everybody
 * else.
 */
export function oktaAccess(apiToken: string, serviceApp: OktaServiceApp | null) {
  const accessTokens = new Map<string, number>();
  const tokenRoutes = Router();
  tokenRoutes.post('/oauth2/v1/token', urlencoded({ extended: false }), async (request, response) => {
    const body: unknown = request.body;
    const scopes = await grantedScopes(body, serviceApp);
    const token = randomBytes(24).toString('base64url');
    accessTokens.set(token, Date.now() + 3_600_000);
    response.json({ token_type: 'Bearer', expires_in: 3600, access_token: token, scope: scopes.join(' ') });
  });

  const guard: RequestHandler = (request, _response, next) => {
    const [scheme = '', credential = ''] = (request.get('authorization') ?? '').split(' ');
    const known =
      scheme.toLowerCase() === 'ssws'
        ? credential === apiToken
        : scheme.toLowerCase() === 'bearer' && (accessTokens.get(credential) ?? 0) > Date.now();
    if (!known) throw new Refusal(oktaError(401, 'E0000011', 'Invalid token provided'));
    next();
  };
  return { tokenRoutes, guard };
}

async function grantedScopes(body: unknown, serviceApp: OktaServiceApp | null): Promise<string[]> {
  const field = (name: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  if (field('grant_type') !== 'client_credentials') throw oauthRefusal(400, 'unsupported_grant_type');
  if (serviceApp === null) throw oauthRefusal(401, 'invalid_client');
  const { clientId, publicKey, scopes } = serviceApp;
  try {
    const key = await importJWK(publicKey, publicKey.alg ?? 'RS256');
    await jwtVerify(field('client_assertion'), key, { issuer: clientId, subject: clientId });
  } catch (error) {
    throw oauthRefusal(401, 'invalid_client', error);
  }
  const asked = field('scope').split(' ').filter(Boolean);
  if (asked.length === 0 || asked.some((scope) => !scopes.includes(scope))) throw oauthRefusal(400, 'invalid_scope');
  return asked;
}

function oauthRefusal(status: number, error: string, cause?: unknown): Refusal {
  const refusal = new Refusal({ status, body: { error, error_description: `${error} (${randomUUID()})` } });
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}
