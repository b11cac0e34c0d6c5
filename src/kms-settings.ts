import { z } from 'zod';
import { configurationChapter, setting } from './setting.ts';

const awsKey = /^aws:arn:(aws|aws-cn|aws-us-gov):kms:([a-z0-9-]+):(\d{12}):key\/([A-Za-z0-9-]+)$/;
const vaultKey = /^vault:([A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*)\/([A-Za-z0-9_.-]+)$/;

/** What can be sent in a header: a line break within a token would be said with it, whole, by whatever refuses it. */
const printable = /^[\x21-\x7e]+$/;

/** Which key of which service. */
export type KmsKey =
  | { service: 'vault'; mount: string; key: string }
  | { service: 'aws'; arn: string; region: string; domain: string };

function keyOf(text: string): KmsKey | null {
  const [, mount, key] = vaultKey.exec(text) ?? [];
  if (mount !== undefined && key !== undefined) return { service: 'vault', mount, key };
  const [, partition, region] = awsKey.exec(text) ?? [];
  if (partition === undefined || region === undefined) return null;
  return {
    service: 'aws',
    arn: text.slice('aws:'.length),
    region,
    domain: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}

/** What carries a token or a key goes over TLS, but for what runs on the same host. */
function isSafeAddress(url: URL): boolean {
  const { protocol, hostname, username, password, search, hash } = url;
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}

/** The variables about a key service, which wraps the master key. */
export const kmsVariables = {
  RELAIS_KMS: setting({
    schema: z
      .string()
      .transform((text) => keyOf(text) ?? 'other')
      .refine((one): one is KmsKey => one !== 'other')
      .optional(),
    about:
      'A key in Vault, OpenBao or AWS KMS that wraps the master key: it stands in the data folder (or RELAIS_MASTER_KEY) wrapped, and is asked for at each start.',
    expected: {
      en: 'vault:transit/relais (mount and key), or aws: and the ARN of a key, such as aws:arn:aws:kms:eu-west-3:111122223333:key/…',
      fr: 'vault:transit/relais (montage et clé), ou aws: et l’ARN d’une clé, telle que aws:arn:aws:kms:eu-west-3:111122223333:key/…',
    },
    example: '',
    readOn: configurationChapter,
  }),
  RELAIS_KMS_ADDRESS: setting({
    schema: z
      .string()
      .refine((text) => URL.canParse(text) && isSafeAddress(new URL(text)))
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    about: 'Where Vault or OpenBao answers; of AWS KMS an endpoint of your own network, if you have one.',
    expected: {
      en: 'an https address such as https://vault.example.com:8200; http only on the same host',
      fr: 'une adresse https telle que https://vault.example.com:8200 ; http seulement sur la même machine',
    },
    example: '',
    readOn: configurationChapter,
  }),
  RELAIS_KMS_TOKEN: setting({
    schema: z.string().regex(printable).optional(),
    about: 'A token of Vault or OpenBao that may do no more than encrypt and decrypt with that key. Renewed by Relais.',
    expected: { en: 'a token, better as file:/path', fr: 'un jeton, de préférence comme file:/chemin' },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_KMS_NAMESPACE: setting({
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_./-]+$/)
      .optional(),
    about: 'Namespace of Vault Enterprise or OpenBao, if any.',
    expected: { en: 'a namespace such as teams/hr', fr: 'un espace de noms tel que teams/hr' },
    example: '',
    readOn: configurationChapter,
  }),
  RELAIS_KMS_ACCESS_KEY_ID: setting({
    schema: z
      .string()
      .regex(/^[A-Z0-9]{16,128}$/)
      .optional(),
    about: 'Access key of AWS that may kms:Encrypt and kms:Decrypt with that key, and nothing else.',
    expected: { en: 'an access key id such as AKIA…', fr: 'un identifiant de clé d’accès tel que AKIA…' },
    example: '',
    readOn: configurationChapter,
  }),
  RELAIS_KMS_SECRET_ACCESS_KEY: setting({
    schema: z.string().min(16).regex(printable).optional(),
    about: 'Its secret.',
    expected: { en: 'the secret access key', fr: 'la clé d’accès secrète' },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_KMS_SESSION_TOKEN: setting({
    schema: z.string().min(16).regex(printable).optional(),
    about:
      'The session token, where the access key is a temporary one: as file:/path, of which something else writes a fresh one.',
    expected: { en: 'a session token of AWS STS', fr: 'un jeton de session d’AWS STS' },
    example: '',
    readOn: configurationChapter,
    secret: true,
  }),
  RELAIS_KMS_HELD_HOURS: setting({
    schema: z.coerce.number().int().min(1).max(168).default(24),
    about:
      'How long a Relais that runs goes on with the master key it holds while the key service refuses or is away; then it ends.',
    expected: { en: 'hours from 1 to 168', fr: 'un nombre d’heures de 1 à 168' },
    example: '24',
    readOn: configurationChapter,
  }),
} as const;
