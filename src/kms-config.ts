import type { KmsKey } from './kms-settings.ts';
import type { Told } from './setting.ts';

/** The service that wraps the master key, and how Relais signs in there. Secrets in it are never shown. */
export type KmsSettings = {
  /** As RELAIS_KMS says it; names the key to people and in what it wrapped. */
  name: string;
  /** How long a process goes on with the key it holds while the service does not give it, in hours. */
  heldHours: number;
} & (
  | { service: 'vault'; mount: string; key: string; address: string; token: string; namespace: string | null }
  | {
      service: 'aws';
      arn: string;
      region: string;
      /** Where AWS KMS answers. */
      address: string;
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken: string | null;
    }
);

/** As the environment has them. */
interface Given {
  key?: KmsKey | undefined;
  address?: string | undefined;
  token?: string | undefined;
  namespace?: string | undefined;
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  heldHours: number;
}

const signIns = {
  RELAIS_KMS_ADDRESS: 'address',
  RELAIS_KMS_TOKEN: 'token',
  RELAIS_KMS_ACCESS_KEY_ID: 'accessKeyId',
  RELAIS_KMS_SECRET_ACCESS_KEY: 'secretAccessKey',
} as const satisfies Record<string, keyof Given>;
type SignInName = keyof typeof signIns;

interface Context {
  env: Readonly<Record<string, string | undefined>>;
  /** What is wrong is added here. */
  problems: Told[];
  expected(name: SignInName): Told;
  /** Where to read on. */
  chapter: string;
}

/** Null where no key service is set, or what is set is not right. */
export function kmsSettings(given: Given, { env, problems, expected, chapter }: Context): KmsSettings | null {
  const { key, heldHours } = given;
  const isSet = (name: string) => (env[name] ?? '') !== '';
  if (key === undefined) {
    for (const name of (Object.keys(signIns) as SignInName[]).filter((one) => isSet(one) && !isSet('RELAIS_KMS')))
      problems.push({
        en: `${name}: set while RELAIS_KMS is not, so nothing would be wrapped; expected RELAIS_KMS too, or none of them. See ${chapter}.`,
        fr: `${name} : réglée alors que RELAIS_KMS ne l’est pas, donc rien ne serait chiffré par le service ; attendu RELAIS_KMS aussi, ou aucune. Voyez ${chapter}.`,
      });
    return null;
  }
  const needed: readonly SignInName[] =
    key.service === 'vault'
      ? ['RELAIS_KMS_ADDRESS', 'RELAIS_KMS_TOKEN']
      : ['RELAIS_KMS_ACCESS_KEY_ID', 'RELAIS_KMS_SECRET_ACCESS_KEY'];
  for (const name of needed.filter((one) => !isSet(one)))
    problems.push({
      en: `${name}: missing while RELAIS_KMS is set; expected ${expected(name).en}. See ${chapter}.`,
      fr: `${name} : manque alors que RELAIS_KMS est réglée ; attendu ${expected(name).fr}. Voyez ${chapter}.`,
    });
  const { address, token, namespace = null, accessKeyId, secretAccessKey, sessionToken = null } = given;
  if (key.service === 'vault') {
    if (address === undefined || token === undefined) return null;
    return { ...key, name: `vault:${key.mount}/${key.key}`, heldHours, address, token, namespace };
  }
  if (accessKeyId === undefined || secretAccessKey === undefined) return null;
  const { service, arn, region, domain } = key;
  return {
    ...{ service, arn, region, name: `aws:${arn}`, heldHours },
    address: address ?? `https://kms.${region}.${domain}`,
    ...{ accessKeyId, secretAccessKey, sessionToken },
  };
}
