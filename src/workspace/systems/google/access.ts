import { randomBytes } from 'node:crypto';
import { type Request, type RequestHandler, Router, urlencoded } from 'express';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import type { GoogleState } from './state.ts';
import { isClosed } from './state.ts';
import { googleRefusals, refuse } from './words.ts';

/** A service account with domain-wide delegation: how Google lets a program in without a person. */
export interface GoogleServiceAccount {
  email: string;
  publicKey: JWK;
  /** The scopes that an administrator delegated to it, as the whole addresses. */
  scopes: readonly string[];
}

interface Issued {
  /** The id of the user in whose name it asks. */
  subject: string;
  scopes: readonly string[];
  until: number;
}

const formShape = z.object({ grant_type: z.string(), assertion: z.string() });
const scopePrefix = 'https://www.googleapis.com/auth/';

/**
 * Issues tokens to the service account in users' names, and lets in who has one; whoever calls needs a scope as well.
 */
export function googleAccess(
  serviceAccount: GoogleServiceAccount,
  { state, now }: { state: () => GoogleState; now: () => Date },
) {
  const issued = new Map<string, Issued>();
  const tokenRoutes = Router();
  tokenRoutes.post('/token', urlencoded({ extended: false }), async (request, response) => {
    const grant = await grantOf(request.body, { serviceAccount, state: state(), now: now() });
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    issued.set(token, { ...grant, until: now().getTime() + 3_599_000 });
    response.json({ token_type: 'Bearer', expires_in: 3599, access_token: token });
  });

  const issuedTo = (request: Request): Issued => {
    const [scheme = '', credential = ''] = (request.get('authorization') ?? '').split(' ');
    const grant = issued.get(credential);
    if (scheme !== 'Bearer' || grant === undefined || grant.until <= now().getTime())
      throw new Refusal(googleRefusals.unauthorised());
    return grant;
  };
  const requireScope = ({ scopes }: Issued, anyOf: readonly string[]): void => {
    if (!anyOf.some((scope) => scopes.includes(`${scopePrefix}${scope}`)))
      throw refuse(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
  };

  return {
    tokenRoutes,
    /** For calls of administrators; any of these scopes is enough. */
    administrator(...anyOf: string[]): RequestHandler {
      return (request, _response, next) => {
        const grant = issuedTo(request);
        requireScope(grant, anyOf);
        const subject = state().users.find(({ id }) => id === grant.subject);
        if (subject?.isAdmin !== true || isClosed(subject))
          throw refuse(403, 'forbidden', 'Not Authorized to access this resource/api');
        next();
      };
    },
    /** In whose name the call is made. */
    subjectOf: (request: Request): string => issuedTo(request).subject,
    /** For calls about what the person owns in whose name they are made. */
    anybody(...anyOf: string[]): RequestHandler {
      return (request, _response, next) => {
        const grant = issuedTo(request);
        requireScope(grant, anyOf);
        const subject = state().users.find(({ id }) => id === grant.subject);
        if (subject === undefined || isClosed(subject)) throw refuse(401, 'authError', 'Invalid Credentials');
        next();
      };
    },
    /** For calls about a mailbox: in its owner's name alone. */
    owner(...anyOf: string[]): RequestHandler {
      return (request, _response, next) => {
        const grant = issuedTo(request);
        requireScope(grant, anyOf);
        const { user } = request.params;
        const subject = state().users.find(({ id }) => id === grant.subject);
        if (subject === undefined || subject.primaryEmail.toLowerCase() !== String(user).toLowerCase())
          throw refuse(403, 'forbidden', `Delegation denied for ${subject?.primaryEmail ?? 'nobody'}`);
        if (isClosed(subject) || subject.mailbox === null)
          throw refuse(400, 'failedPrecondition', 'Mail service not enabled');
        next();
      };
    },
  };
}

async function grantOf(
  body: unknown,
  { serviceAccount, state, now }: { serviceAccount: GoogleServiceAccount; state: GoogleState; now: Date },
): Promise<{ subject: string; scopes: string[] }> {
  const form = formShape.safeParse(body);
  if (!form.success || form.data.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    throw oauthRefusal(400, 'unsupported_grant_type');
  const { subject, asked } = await claimsOf(form.data.assertion, serviceAccount, now);
  if (asked.length === 0 || asked.some((scope) => !serviceAccount.scopes.includes(scope)))
    throw oauthRefusal(401, 'unauthorized_client');
  const user = state.users.find(
    ({ primaryEmail, deletedAt }) => deletedAt === null && primaryEmail.toLowerCase() === subject,
  );
  // A suspended user gets no token either: nobody acts in their name.
  if (user === undefined || isClosed(user)) throw oauthRefusal(400, 'invalid_grant');
  return { subject: user.id, scopes: asked };
}

async function claimsOf(assertion: string, { email, publicKey }: GoogleServiceAccount, now: Date) {
  try {
    const key = await importJWK(publicKey, 'RS256');
    const { payload } = await jwtVerify(assertion, key, { issuer: email, currentDate: now });
    const scope = typeof payload['scope'] === 'string' ? payload['scope'] : '';
    return { subject: String(payload.sub ?? '').toLowerCase(), asked: scope.split(' ').filter(Boolean) };
  } catch (error) {
    const refusal = oauthRefusal(400, 'invalid_grant');
    refusal.cause = error;
    throw refusal;
  }
}

function oauthRefusal(status: number, error: string): Refusal {
  return new Refusal({ status, body: { error, error_description: `${error} (told by the sandbox)` } });
}
