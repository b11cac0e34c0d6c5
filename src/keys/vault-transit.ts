import { z } from 'zod';
import { ask } from './ask.ts';
import { type KeyService, type KeyServiceErrorKind, keyServiceError, purpose } from './key-service.ts';

export interface VaultSettings {
  name: string;
  address: string;
  mount: string;
  key: string;
  token: string;
  namespace: string | null;
}

const encrypted = z.object({
  data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:[A-Za-z0-9+/=]+$/), key_version: z.int().optional() }),
});
const decrypted = z.object({ data: z.object({ plaintext: z.base64() }) });
/** Of `lookup-self`: seconds; a `ttl` of 0 is that of a token without an end (a root token). */
const looked = z.object({
  data: z.object({ ttl: z.number(), creation_ttl: z.number(), renewable: z.boolean().default(false) }),
});
const renewed = z.object({ auth: z.object({ lease_duration: z.number() }) });
const errorsSchema = z.object({ errors: z.array(z.string()) });

/** Renewed once less than this part of its time is left. */
const renewBelow = 0.5;

/**
 * The transit engine of HashiCorp Vault and OpenBao: https://openbao.org/api-docs/secret/transit/. The key has to bind
 * associated data (aes256-gcm96, which is the default, or chacha20-poly1305).
 */
export function vaultTransit(settings: VaultSettings, { fetch }: { fetch: typeof globalThis.fetch }): KeyService {
  const { name, address, mount, key, token, namespace } = settings;
  const bound = Buffer.from(purpose, 'utf8').toString('base64');

  function call(path: string, body?: object) {
    return ask({
      ...{ name, fetch, url: `${address}/v1/${path}`, method: body === undefined ? 'GET' : 'POST' },
      headers: {
        'x-vault-token': token,
        'x-vault-request': 'true',
        ...(namespace !== null && { 'x-vault-namespace': namespace }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Vault says 403 both to a token it does not know and to one that may not; only the token itself can tell. */
  async function whyRefused(): Promise<KeyServiceErrorKind> {
    return (await call('auth/token/lookup-self')).status === 403 ? 'signed-out' : 'forbidden';
  }

  async function transit<Schema extends z.ZodType>(
    doing: 'encrypt' | 'decrypt',
    body: object,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { status, said } = await call(`${mount}/${doing}/${key}`, { ...body, associated_data: bound });
    if (status === 403) throw keyServiceError(await whyRefused(), { name, answered: '403' });
    if (status === 404) throw keyServiceError('no-key', { name, answered: '404' });
    if (status === 400) throw keyServiceError(kindOf(said), { name, answered: '400' });
    const found = schema.safeParse(said);
    if (status !== 200 || !found.success) throw keyServiceError('away', { name, answered: String(status) });
    return found.data;
  }

  return {
    name,
    async wrap(plain) {
      const { data } = await transit('encrypt', { plaintext: Buffer.from(plain).toString('base64') }, encrypted);
      const version = Number(/^vault:v(\d+):/.exec(data.ciphertext)?.[1]);
      return { wrapped: data.ciphertext, version };
    },
    async unwrap(wrapped) {
      const { data } = await transit('decrypt', { ciphertext: wrapped }, decrypted);
      return Buffer.from(data.plaintext, 'base64');
    },
    async renew() {
      const { status, said } = await call('auth/token/lookup-self');
      // A token without the default policy may not look itself up, and works all the same.
      if (status === 403) return { endsIn: null };
      const found = looked.safeParse(said);
      if (!found.success) throw keyServiceError('away', { name, answered: String(status) });
      const { ttl, creation_ttl: whole, renewable } = found.data.data;
      if (whole === 0) return { endsIn: null };
      if (!renewable) return { endsIn: ttl };
      if (ttl > whole * renewBelow) return { endsIn: null };
      const prolonged = renewed.safeParse((await call('auth/token/renew-self', {})).said);
      const left = prolonged.success ? prolonged.data.auth.lease_duration : ttl;
      return { endsIn: left > whole * renewBelow ? null : left };
    },
  };
}

/** What a status of 400 means, by Vault's own words; they are not passed on. */
function kindOf(said: unknown): KeyServiceErrorKind {
  const found = errorsSchema.safeParse(said);
  const words = found.success ? found.data.errors.join(' ') : '';
  // "encryption key not found"; "… version is disallowed by policy (too old)", also of a version that was trimmed.
  if (/key not found|too old|disallowed by policy/.test(words)) return 'no-key';
  return 'not-its';
}
