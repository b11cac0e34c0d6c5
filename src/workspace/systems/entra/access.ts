import { randomBytes, randomUUID, type X509Certificate } from 'node:crypto';
import { type RequestHandler, Router, urlencoded } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { Refusal } from '../answer.ts';
import { graphError } from './words.ts';

/** An app registration: how Entra lets a program in without a person. */
export interface EntraApp {
  /** The id of the tenant, and its domain. */
  tenants: readonly [string, string];
  clientId: string;
  clientSecret: string;
  /** Set to let the app in by an assertion signed with this certificate's key. */
  certificate?: X509Certificate;
  /** The application permissions that an administrator consented to; they stand in each token. */
  permissions: readonly string[];
}

/** Issues access tokens for the app, and lets in who has one; 401 for everybody else. */
export function entraAccess(app: EntraApp) {
  // Tokens of an earlier process open nothing. Nobody checks their signature: what was issued is remembered.
  const key = randomBytes(32);
  const issued = new Map<string, number>();
  const tokenRoutes = Router();
  const endpoints = app.tenants.map((tenant) => `/${tenant}/oauth2/v2.0/token`);
  tokenRoutes.post(endpoints, urlencoded({ extended: false }), async (request, response) => {
    const body: unknown = request.body;
    const field = (name: string) => {
      const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
      return typeof value === 'string' ? value : '';
    };
    if (field('grant_type') !== 'client_credentials') throw refusal(400, 'unsupported_grant_type');
    if (!field('scope').endsWith('/.default')) throw refusal(400, 'invalid_scope');
    if (field('client_id') !== app.clientId) throw refusal(400, 'unauthorized_client');
    if (field('client_secret') !== app.clientSecret && !(await isSigned(field('client_assertion'), request.path, app)))
      throw refusal(401, 'invalid_client');
    const token = await new SignJWT({ roles: [...app.permissions], tid: app.tenants[0] })
      .setProtectedHeader({ alg: 'HS256' })
      .setJti(randomUUID())
      .setExpirationTime('1h')
      .sign(key);
    issued.set(token, Date.now() + 3_599_000);
    response.json({ token_type: 'Bearer', expires_in: 3599, access_token: token });
  });

  const guard: RequestHandler = (request, _response, next) => {
    const [, token = ''] = /^bearer (.+)$/i.exec(request.get('authorization') ?? '') ?? [];
    if ((issued.get(token) ?? 0) <= Date.now())
      throw new Refusal(graphError(401, 'InvalidAuthenticationToken', 'Access token is empty, expired or invalid.'));
    next();
  };
  return { tokenRoutes, guard };
}

async function isSigned(assertion: string, endpoint: string, { clientId, certificate }: EntraApp): Promise<boolean> {
  if (assertion === '' || !certificate) return false;
  try {
    const { payload, protectedHeader } = await jwtVerify(assertion, certificate.publicKey, {
      issuer: clientId,
      subject: clientId,
      algorithms: ['PS256'],
    });
    const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    return String(payload.aud).endsWith(endpoint) && protectedHeader['x5t#S256'] === thumbprint;
  } catch {
    return false;
  }
}

function refusal(status: number, error: string): Refusal {
  return new Refusal({ status, body: { error, error_description: `AADSTS: ${error} (${randomUUID()})` } });
}
