import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Auth } from '../http/auth.ts';
import { heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { SigningKey } from '../http/signing-key.ts';
import { saw } from '../kit/connector-of.ts';
import { idText } from '../kit/vendor-shapes.ts';

const tokenShape = z.object({
  token: z.string().min(1),
  expires_at: z.iso.datetime({ offset: true }),
  permissions: z.record(z.string(), z.string()).nullish(),
});

export interface GithubApp {
  appId: string;
  installationId: string;
  /** The secret that `key` was read from: it must never be shown. */
  privateKey: string;
  key: SigningKey;
}

/** Whoever registered the App: a user, or an organisation or enterprise. */
const ownerShape = z.object({ owner: z.object({ id: idText, type: z.string().nullish() }) });

export interface GithubAppAuth extends Auth {
  /** The id of the user whose App it is, with the answer; null where it is an organisation's. */
  ownerUser(context: ConnectorContext): Promise<{ id: string | null; evidence: Evidence }>;
  /** `members:write`, … as the organisation granted them to the App. */
  permissions(context: ConnectorContext): Promise<readonly string[]>;
}

/** Installation tokens of a GitHub App: an hour long, renewed by a JWT that the App's key signs. */
export function githubAppAuth(app: GithubApp, http: HttpClient): GithubAppAuth {
  const signed = async (context: ConnectorContext): Promise<{ authorization: string }> => {
    const at = Math.floor(context.now().getTime() / 1000);
    const jwt = await new SignJWT()
      .setProtectedHeader({ alg: app.key.algorithm })
      .setIssuer(app.appId)
      // A minute back, as GitHub advises, for clocks that differ.
      .setIssuedAt(at - 60)
      .setExpirationTime(at + 540)
      .sign(app.key.key);
    http.redact.hide(jwt);
    return { authorization: `Bearer ${jwt}` };
  };

  const issue = async (context: ConnectorContext): Promise<z.infer<typeof tokenShape>> => {
    const reply = await http.send('POST', path`/app/installations/${app.installationId}/access_tokens`, context, {
      headers: await signed(context),
      changesNothing: true,
      expect: [404],
    });
    const token = tokenShape.safeParse(reply.data);
    if (token.success) return token.data;
    const detail =
      reply.status === 404
        ? { en: 'no such installation of this App', fr: 'cette App n’a pas cette installation' }
        : { en: 'no token in the answer', fr: 'aucun jeton dans la réponse' };
    throw new ConnectorError(
      'unauthorised',
      {
        en: `GitHub gives no installation token: ${detail.en}`,
        fr: `GitHub ne donne pas de jeton d’installation : ${detail.fr}`,
      },
      {
        evidence: [{ ...reply.evidence, detail: detail.en }],
      },
    );
  };

  const token = heldToken(async (context) => {
    const { token, expires_at } = await issue(context);
    return { token, endsAt: Date.parse(expires_at) };
  });

  return {
    secrets: [app.privateKey],
    headers: async (context) => ({ authorization: `Bearer ${await token.get(context)}` }),
    refused: token.drop,
    async ownerUser(context) {
      const reply = await http.get('/app', ownerShape, context, { headers: await signed(context) });
      const { id, type } = reply.data.owner;
      return {
        id: type === 'User' ? id : null,
        evidence: saw(reply, `the App is of ${type ?? 'an enterprise'} ${id}`),
      };
    },
    async permissions(context) {
      const { token, permissions } = await issue(context);
      http.redact.hide(token);
      return Object.entries(permissions ?? {}).map(([name, access]) => `${name}:${access}`);
    },
  };
}
