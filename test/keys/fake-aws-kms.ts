import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

const region = 'eu-west-3';
const arnOf = (id: string) => `arn:aws:kms:${region}:111122223333:key/${id}`;
export const [ours, another, missing] = ['a1', 'b2', 'c3'].map((id) =>
  arnOf(`${id}b2c3d4-1111-2222-3333-444455556666`),
) as [string, string, string];

const context = z.record(z.string(), z.string()).optional();
const encryptSchema = z.strictObject({ KeyId: z.string(), Plaintext: z.base64(), EncryptionContext: context });
const decryptSchema = z.strictObject({ KeyId: z.string(), CiphertextBlob: z.base64(), EncryptionContext: context });

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * AWS KMS as its reference describes it: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html, with the
 * check of a signature written anew from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. Nobody ran Relais against
 * AWS itself.
 */
export function fakeAwsKms({ now = () => new Date() }: { now?: () => Date } = {}) {
  const materials = new Map<string, Buffer[]>([ours, another].map((arn) => [arn, [randomBytes(32)]]));
  const people = new Map([
    ['AKIAALLOWED000000000', { secret: 'canary-secret-allowed', session: null as string | null, may: true }],
    ['AKIANOTALLOWED000000', { secret: 'canary-secret-forbidden', session: null, may: false }],
    ['ASIATEMPORARY0000000', { secret: 'canary-secret-session', session: 'canary-session-token', may: true }],
  ]);
  const state = { disabled: new Set<string>(), fails: null as { status: number; code: string } | null };
  const requests: { headers: Headers; body: string }[] = [];
  const refuse = (code: string, status = 400) =>
    Response.json({ __type: code, message: 'canary words of the vendor' }, { status });

  /** Null when the signature is right; else the code of AWS. */
  function whyNotSigned(url: URL, headers: Headers, body: string): string | null {
    const said = headers.get('authorization') ?? '';
    const [, id = '', scope = '', names = '', signature = ''] =
      /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        said,
      ) ?? [];
    if (signature === '') return 'MissingAuthenticationTokenException';
    const person = people.get(id);
    if (!person || (person.session ?? null) !== headers.get('x-amz-security-token'))
      return 'UnrecognizedClientException';
    const at = headers.get('x-amz-date') ?? '';
    const [day, zone, service, end] = scope.split('/');
    if (day !== at.slice(0, 8) || zone !== region || service !== 'kms' || end !== 'aws4_request')
      return 'InvalidSignatureException';
    const seconds = Date.parse(at.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
    if (!(Math.abs(now().getTime() - seconds) < 15 * 60_000)) return 'InvalidSignatureException';
    const signed = names.split(';');
    if (!['host', 'x-amz-date', 'x-amz-target'].every((one) => signed.includes(one)))
      return 'InvalidSignatureException';
    const lines = signed
      .map((one) => `${one}:${one === 'host' ? url.host : (headers.get(one) ?? '').trim()}\n`)
      .join('');
    const canonical = ['POST', '/', '', lines, names, sha256(body)].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
    const key = [day, zone, service, end].reduce<Buffer | string>(
      (from, part) => hmac(from, part ?? ''),
      `AWS4${person.secret}`,
    );
    if (hmac(key, toSign).toString('hex') !== signature) return 'InvalidSignatureException';
    return person.may ? null : 'AccessDeniedException';
  }

  function whyNotUsable(arn: string): string | null {
    if (!materials.has(arn)) return 'NotFoundException';
    return state.disabled.has(arn) ? 'DisabledException' : null;
  }

  function encrypt(body: unknown): Response {
    const found = encryptSchema.safeParse(body);
    if (!found.success) return refuse('ValidationException');
    const { KeyId, Plaintext, EncryptionContext = {} } = found.data;
    const not = whyNotUsable(KeyId);
    if (not) return refuse(not);
    const all = materials.get(KeyId) ?? [];
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', all.at(-1) ?? '', iv).setAAD(
      Buffer.from(JSON.stringify(EncryptionContext)),
    );
    const sealed = Buffer.concat([iv, cipher.update(Plaintext, 'base64'), cipher.final(), cipher.getAuthTag()]);
    const head = Buffer.from(`${KeyId} ${all.length} `);
    return Response.json({
      CiphertextBlob: Buffer.concat([Buffer.of(head.length), head, sealed]).toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      KeyId,
    });
  }

  function decrypt(body: unknown): Response {
    const found = decryptSchema.safeParse(body);
    if (!found.success) return refuse('ValidationException');
    const { KeyId, CiphertextBlob, EncryptionContext = {} } = found.data;
    const not = whyNotUsable(KeyId);
    if (not) return refuse(not);
    const blob = Buffer.from(CiphertextBlob, 'base64');
    const [by = '', version = ''] = blob
      .subarray(1, 1 + (blob[0] ?? 0))
      .toString()
      .split(' ');
    if (!materials.has(by)) return refuse('InvalidCiphertextException');
    if (by !== KeyId) return refuse('IncorrectKeyException');
    const sealed = blob.subarray(1 + (blob[0] ?? 0));
    try {
      const opened = createDecipheriv(
        'aes-256-gcm',
        materials.get(by)?.[Number(version) - 1] ?? '',
        sealed.subarray(0, 12),
      );
      opened.setAAD(Buffer.from(JSON.stringify(EncryptionContext))).setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([opened.update(sealed.subarray(12, -16)), opened.final()]);
      return Response.json({
        ...{ EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', KeyId, KeyMaterialId: 'not used' },
        Plaintext: plain.toString('base64'),
      });
    } catch {
      return refuse('InvalidCiphertextException');
    }
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    const headers = new Headers(init?.headers);
    const body = String(init?.body ?? '');
    requests.push({ headers, body });
    if (state.fails) return refuse(state.fails.code, state.fails.status);
    if (headers.get('content-type') !== 'application/x-amz-json-1.1') return refuse('SerializationException');
    const not = whyNotSigned(url, headers, body);
    if (not) return refuse(not);
    const target = headers.get('x-amz-target');
    if (target === 'TrentService.Encrypt') return encrypt(JSON.parse(body));
    if (target === 'TrentService.Decrypt') return decrypt(JSON.parse(body));
    return refuse('UnknownOperationException');
  };
  return { fetch, materials, requests, state };
}
