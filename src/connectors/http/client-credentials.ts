import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Auth } from './auth.ts';
import { heldToken } from './held-token.ts';
import type { HttpClient } from './http-client.ts';

const tokenShape = z.object({
  access_token: z.string().min(1),
  /** Seconds. Some services leave it out; then every call that was refused asks for another. */
  expires_in: z.coerce.number().nullish(),
  scope: z.string().nullish(),
  /** For whom it is, where the service names that beside it. */
  id: z.string().nullish().catch(null),
});
const errorShape = z.object({ error: z.string() });

const lifetimeUntold = 3600;

export interface TokenService {
  /** Speaks to the service without credentials of its own. */
  http: HttpClient;
  path: string;
  /** As messages name who refuses: `Okta refuses the service app`. */
  refuses: Localized;
}

export interface AccessToken {
  token: string;
  /** Milliseconds since 1970. */
  endsAt: number;
  /** The scopes that were granted, where the service says so. */
  scope: string | null;
  /** For whom it is, as the service writes it; null where it does not say. */
  id: string | null;
}

/**
 * OAuth 2.0 client credentials: asks once for an access token. `fields` is the whole form besides the grant type; its
 * values are hidden. Throws `unauthorised` with the service's error code, and never with its description, which quotes
 * what was sent.
 */
export async function requestToken(
  { http, path, refuses }: TokenService,
  fields: Readonly<Record<string, string>>,
  context: ConnectorContext,
): Promise<AccessToken> {
  const now = context.now().getTime();
  for (const [name, value] of Object.entries(fields))
    if (/secret|assertion|password|^subject_token$/.test(name)) http.redact.hide(value);
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...fields });
  const reply = await http.send('POST', path, context, { form, changesNothing: true, expect: [400, 401] });
  const parsed = tokenShape.safeParse(reply.status === 200 ? reply.data : null);
  if (!parsed.success) {
    const { error } = errorShape.catch({ error: `HTTP ${reply.status}` }).parse(reply.data);
    const detail = http.redact.text(error);
    const words = { en: `${refuses.en}: ${detail}`, fr: `${refuses.fr} : ${detail}` };
    throw new TokenRefused(words, error, { evidence: [{ ...reply.evidence, detail }] });
  }
  const { access_token, expires_in, scope, id } = parsed.data;
  http.redact.hide(access_token);
  return {
    token: access_token,
    endsAt: now + (expires_in ?? lifetimeUntold) * 1000,
    scope: scope ?? null,
    id: id ?? null,
  };
}

/** The service answered with an error of OAuth. */
export class TokenRefused extends ConnectorError {
  /** `invalid_scope`, `invalid_client`, … as the service wrote it: not for people. */
  readonly code: string;
  constructor(words: Localized, code: string, options: ConstructorParameters<typeof ConnectorError>[2] = {}) {
    super('unauthorised', words, options);
    this.code = code;
  }
}

export interface ClientCredentials extends Auth {
  /** A new token in any case: what is held may not show what was granted since. */
  renew(context: ConnectorContext): Promise<string>;
  /** For whom the token is that is held, as the service writes it; null where it does not say. */
  holder(context: ConnectorContext): Promise<string | null>;
}

/** Signs calls with a token that is held until shortly before its end. `fields` proves anew, each time, who asks. */
export function clientCredentials(
  service: TokenService,
  fields: (context: ConnectorContext) => Promise<Readonly<Record<string, string>>>,
  secrets: readonly string[],
): ClientCredentials {
  let holder: string | null = null;
  const token = heldToken(async (context) => {
    const given = await requestToken(service, await fields(context), context);
    holder = given.id;
    return given;
  });
  return {
    secrets,
    headers: async (context) => ({ authorization: `Bearer ${await token.get(context)}` }),
    refused: token.drop,
    renew: token.renew,
    async holder(context) {
      await token.get(context);
      return holder;
    },
  };
}
