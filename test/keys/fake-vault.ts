import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

interface Token {
  mayUse: readonly string[];
  /** Seconds; 0: without an end. */
  ttl: number;
  wholeTtl: number;
  renewable: boolean;
}

const asked = z.object({
  plaintext: z.base64().optional(),
  ciphertext: z.string().optional(),
  associated_data: z.base64().optional(),
});

/**
 * The transit engine as OpenBao 2.7.2 answers, status by status and word by word; `test/real/openbao-keys.long.ts`
 * holds the genuine one to the same contract.
 */
export function fakeVault() {
  const keys = new Map<string, { versions: Buffer[]; oldest: number }>([
    ['relais', { versions: [randomBytes(32)], oldest: 1 }],
    ['other', { versions: [randomBytes(32)], oldest: 1 }],
  ]);
  const state = { isSealed: false, isSlow: false };
  const tokens = new Map<string, Token>();
  const requests: { path: string; headers: Headers }[] = [];
  const errors = (status: number, ...all: string[]) => Response.json({ errors: all }, { status });

  function transit(path: string, body: z.output<typeof asked>): Response {
    const [, doing = '', name = ''] = path.split('/');
    const key = keys.get(name);
    if (!key) return errors(400, 'encryption key not found');
    const bound = Buffer.from(body.associated_data ?? '', 'base64');
    if (doing === 'encrypt') {
      const version = key.versions.length;
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key.versions[version - 1] ?? '', iv).setAAD(bound);
      const plain = Buffer.from(body.plaintext ?? '', 'base64');
      const bytes = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return Response.json({
        data: { ciphertext: `vault:v${version}:${bytes.toString('base64')}`, key_version: version },
      });
    }
    const [, version = '', text = ''] = /^vault:v(\d+):(.*)$/.exec(body.ciphertext ?? '') ?? [];
    if (Number(version) > key.versions.length) return errors(400, 'invalid ciphertext: version is too new');
    if (Number(version) < key.oldest)
      return errors(400, 'ciphertext or signature version is disallowed by policy (too old)');
    const bytes = Buffer.from(text, 'base64');
    try {
      const by = createDecipheriv('aes-256-gcm', key.versions[Number(version) - 1] ?? '', bytes.subarray(0, 12));
      by.setAAD(bound).setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([by.update(bytes.subarray(12, -16)), by.final()]);
      return Response.json({ data: { plaintext: plain.toString('base64') } });
    } catch {
      return errors(400, 'cipher: message authentication failed');
    }
  }

  async function answer(path: string, headers: Headers, body: string): Promise<Response> {
    requests.push({ path, headers });
    if (state.isSealed) return errors(503, 'Vault is sealed');
    const token = tokens.get(headers.get('x-vault-token') ?? '');
    if (!token) return errors(403, 'permission denied');
    const { ttl, wholeTtl, renewable } = token;
    if (path === 'auth/token/lookup-self') return Response.json({ data: { ttl, creation_ttl: wholeTtl, renewable } });
    if (path === 'auth/token/renew-self') {
      token.ttl = wholeTtl;
      return Response.json({ auth: { lease_duration: wholeTtl } });
    }
    if (!token.mayUse.some((name) => path.endsWith(`/${name}`)))
      return errors(403, '1 error occurred:\n\t* permission denied\n\n');
    return transit(path, asked.parse(JSON.parse(body)));
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    return answer(url.pathname.replace(/^\/v1\//, ''), new Headers(init?.headers), String(init?.body ?? ''));
  };
  tokens.set('s.canary-token', { mayUse: ['relais', 'other', 'none'], ttl: 0, wholeTtl: 0, renewable: false });
  tokens.set('s.canary-none', { mayUse: [], ttl: 0, wholeTtl: 0, renewable: false });
  return { answer, fetch, keys, requests, state, tokens };
}
