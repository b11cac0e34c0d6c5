import { AwsClient } from 'aws4fetch';
import { z } from 'zod';
import { ask } from './ask.ts';
import { type KeyService, type KeyServiceErrorKind, keyServiceError, purpose } from './key-service.ts';

export interface AwsKmsSettings {
  name: string;
  arn: string;
  region: string;
  address: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | null;
}

const encrypted = z.object({ CiphertextBlob: z.base64().min(1) });
const decrypted = z.object({ Plaintext: z.base64().min(1), KeyId: z.string() });
/** `com.amazonaws.kms#NotFoundException`, or without what stands before the hash. */
const failed = z.object({ __type: z.string().regex(/^(?:[\w.]+#)?\w{1,80}$/) });

/**
 * By the code of an answer: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html and
 * https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html. Whatever is not named here counts as away:
 * asked again, and nothing is given up for it.
 */
const kinds: Readonly<Record<string, KeyServiceErrorKind>> = {
  AccessDeniedException: 'forbidden',
  NotAuthorized: 'forbidden',
  OptInRequired: 'forbidden',
  ExpiredTokenException: 'signed-out',
  IncompleteSignature: 'signed-out',
  InvalidClientTokenId: 'signed-out',
  InvalidSignatureException: 'signed-out',
  MissingAuthenticationTokenException: 'signed-out',
  UnrecognizedClientException: 'signed-out',
  DisabledException: 'no-key',
  InvalidKeyUsageException: 'no-key',
  KMSInvalidStateException: 'no-key',
  NotFoundException: 'no-key',
  IncorrectKeyException: 'not-its',
  InvalidCiphertextException: 'not-its',
};

/**
 * AWS KMS with a symmetric key. The encryption context binds what it wraps and stands in the log of AWS (CloudTrail);
 * AWS turns the key's material over by itself and still opens what earlier material wrapped, so it names no version.
 */
export function awsKms(settings: AwsKmsSettings, { fetch }: { fetch: typeof globalThis.fetch }): KeyService {
  const { name, arn, region, address, accessKeyId, secretAccessKey, sessionToken } = settings;
  const aws = new AwsClient({
    ...{ accessKeyId, secretAccessKey, region, service: 'kms', retries: 0 },
    ...(sessionToken !== null && { sessionToken }),
  });

  /** What refuses a token says it whole, so nothing of its error goes on: neither message nor cause. */
  function signedCall(action: string, body: string): Promise<Request> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` };
    return aws.sign(`${address}/`, { method: 'POST', body, headers }).catch(() => {
      throw keyServiceError('signed-out', { name });
    });
  }

  async function call<Schema extends z.ZodType>(
    action: 'Encrypt' | 'Decrypt',
    asked: object,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const body = JSON.stringify({ KeyId: arn, EncryptionContext: { purpose }, ...asked });
    const signed = await signedCall(action, body);
    const headers = Object.fromEntries(signed.headers);
    const { status, said } = await ask({ name, fetch, url: signed.url, method: 'POST', headers, body });
    if (status === 200) {
      const found = schema.safeParse(said);
      if (found.success) return found.data;
      throw keyServiceError('away', { name, answered: '200' });
    }
    const refusal = failed.safeParse(said);
    const code = refusal.success ? (refusal.data.__type.split('#').at(-1) ?? '') : '';
    throw keyServiceError(kinds[code] ?? 'away', { name, answered: `${status} ${code}`.trimEnd() });
  }

  return {
    name,
    async wrap(plain) {
      const { CiphertextBlob } = await call('Encrypt', { Plaintext: Buffer.from(plain).toString('base64') }, encrypted);
      return { wrapped: CiphertextBlob, version: null };
    },
    async unwrap(wrapped) {
      const { Plaintext, KeyId } = await call('Decrypt', { CiphertextBlob: wrapped }, decrypted);
      if (KeyId !== arn) throw keyServiceError('not-its', { name, answered: '200' });
      return Buffer.from(Plaintext, 'base64');
    },
    renew: async () => ({ endsIn: null }),
  };
}
