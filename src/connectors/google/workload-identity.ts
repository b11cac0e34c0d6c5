import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { requestToken, TokenRefused } from '../http/client-credentials.ts';
import { heldToken } from '../http/held-token.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import { resolveSecret, SecretError, type SecretRef, type SecretSources } from '../secrets.ts';
import type { Claims, ServiceAccount } from './signer.ts';

/**
 * The file that `gcloud iam workload-identity-pools create-cred-config` writes: https://google.aip.dev/auth/4117 . It
 * holds no secret. Its addresses are not read: where tokens go is a setting.
 */
const configurationShape = z.object({
  type: z.literal('external_account'),
  audience: z.string().min(1),
  subject_token_type: z.string().min(1),
  service_account_impersonation_url: z.string(),
  credential_source: z.object({
    file: z.string().min(1),
    format: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('text') }),
        z.object({ type: z.literal('json'), subject_token_field_name: z.string().min(1) }),
      ])
      .default({ type: 'text' }),
  }),
});
type Configuration = z.output<typeof configurationShape>;

/** Whether the file behind `key` configures a workload identity, rather than being a key. */
export function isWorkloadIdentity(secret: string): boolean {
  return z.object({ type: z.literal('external_account') }).safeParse(jsonOf(secret)).success;
}

interface Clients {
  /** Speaks to Google's token exchange, without credentials. */
  sts: HttpClient;
  /** Speaks to IAM Credentials, signed with what the exchange gave. */
  iam(headers: (context: ConnectorContext) => Promise<string>, refused: () => void): HttpClient;
}

const signedShape = z.object({ signedJwt: z.string().min(1) });

/**
 * A service account that a workload may act as, without any key: the token that its platform puts into a file is
 * exchanged for one of Google's, by which Google itself signs in the service account's name
 * (https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt). Throws
 * `SecretError` for a file that cannot be used, and quotes nothing.
 */
export function workloadIdentityOf(
  { secret, ref }: { secret: string; ref: SecretRef },
  sources: SecretSources,
  clients: Clients,
): ServiceAccount {
  const parsed = configurationShape.safeParse(jsonOf(secret));
  const [, address] =
    /\/serviceAccounts\/([^/:]+@[^/:]+):generateAccessToken$/.exec(
      parsed.data?.service_account_impersonation_url ?? '',
    ) ?? [];
  if (!parsed.success || address === undefined)
    throw new SecretError({
      en: `${ref}: expected the configuration of a workload identity whose token is in a file (credential_source.file), for a service account (service_account_impersonation_url); make it with gcloud iam workload-identity-pools create-cred-config --credential-source-file=… --service-account=…`,
      fr: `${ref} : attendu la configuration d’une identité de charge de travail dont le jeton est dans un fichier (credential_source.file), pour un compte de service (service_account_impersonation_url) ; créez-la avec gcloud iam workload-identity-pools create-cred-config --credential-source-file=… --service-account=…`,
    });
  const configuration = parsed.data;
  const email = decodeURIComponent(address);
  const token = heldToken((context) => exchange(configuration, { sources, sts: clients.sts }, context));
  const iam = clients.iam(token.get, token.drop);

  async function sign(claims: Claims, context: ConnectorContext): Promise<string> {
    const call = `${path`/v1/projects/-/serviceAccounts/${email}`}:signJwt`;
    const json = { payload: JSON.stringify(claims) };
    const reply = await iam.send('POST', call, context, { json, changesNothing: true });
    const signed = signedShape.safeParse(reply.data);
    if (signed.success) {
      iam.redact.hide(signed.data.signedJwt);
      return signed.data.signedJwt;
    }
    throw new ConnectorError(
      'unauthorised',
      {
        en: `Google did not sign in the name of ${email}`,
        fr: `Google n’a pas signé au nom de ${email}`,
      },
      { evidence: [reply.evidence] },
    );
  }

  return { email, sign, secrets: [] };
}

/**
 * https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token ; platforms renew the file, so it is read each
 * time.
 */
async function exchange(
  configuration: Configuration,
  { sources, sts }: { sources: SecretSources; sts: HttpClient },
  context: ConnectorContext,
) {
  const { audience, subject_token_type, credential_source } = configuration;
  const service = {
    http: sts,
    path: '/v1/token',
    refuses: { en: 'Google refuses the workload identity', fr: 'Google refuse l’identité de charge de travail' },
  };
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    ...{ audience, subject_token_type, subject_token: subjectToken(credential_source, sources) },
  };
  try {
    return await requestToken(service, fields, context);
  } catch (error) {
    // Its codes are not those of delegation, by which `relais doctor` tells which scope was not delegated.
    if (error instanceof TokenRefused)
      throw new ConnectorError('unauthorised', error.words, { evidence: error.evidence });
    throw error;
  }
}

/** Throws ConnectorError `unauthorised` where the platform has put no token there. */
function subjectToken({ file, format }: Configuration['credential_source'], sources: SecretSources): string {
  let written: string;
  try {
    written = resolveSecret(`file:${file}`, sources);
  } catch (error) {
    if (error instanceof SecretError) throw new ConnectorError('unauthorised', error.words);
    throw error;
  }
  if (format.type === 'text') return written;
  const token = z.record(z.string(), z.unknown()).safeParse(jsonOf(written)).data?.[format.subject_token_field_name];
  if (typeof token === 'string' && token !== '') return token;
  throw new ConnectorError('unauthorised', {
    en: `file:${file}: there is no ${format.subject_token_field_name} in it; the configuration says that the token stands there`,
    fr: `file:${file} : ${format.subject_token_field_name} n’y est pas ; la configuration dit que le jeton s’y trouve`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
