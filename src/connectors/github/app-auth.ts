import { SignJWT } from 'jose';
import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Auth } from '../http/auth.ts';
import { heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { SigningKey } from '../http/signing-key.ts';

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

export interface GithubAppAuth extends Auth {
  /** `members:write`, … as the organisation granted them to the App. */
  permissions(context: ConnectorContext): Promise<readonly string[]>;
}

/** Installation tokens of a GitHub App: an hour long, renewed by a JWT that the App's key signs. */
export function githubAppAuth(app: GithubApp, http: HttpClient): GithubAppAuth {
  const issue = async (context: ConnectorContext): Promise<z.infer<typeof tokenShape>> => {
    const at = Math.floor(context.now().getTime() / 1000);
    const jwt = await new SignJWT()
      .setProtectedHeader({ alg: app.key.algorithm })
      .setIssuer(app.appId)
      // A minute back, as GitHub advises, for clocks that differ.
      .setIssuedAt(at - 60)
      .setExpirationTime(at + 540)
      .sign(app.key.key);
    http.redact.hide(jwt);
    const reply = await http.send('POST', path`/app/installations/${app.installationId}/access_tokens`, context, {
      headers: { authorization: `Bearer ${jwt}` },
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
    async permissions(context) {
      const { token, permissions } = await issue(context);
      http.redact.hide(token);
      return Object.entries(permissions ?? {}).map(([name, access]) => `${name}:${access}`);
    },
  };
}
