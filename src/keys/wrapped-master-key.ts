import { z } from 'zod';
import { StoreError } from '../engine/ports/store.ts';
import { isWrapped, type KeyText, masterKeyLength, parseKey } from '../stores/master-key.ts';
import { fingerprintOf } from '../stores/ring.ts';
import { type KeyService, KeyServiceError, keyServiceError } from './key-service.ts';

/** A wrapped master key as it stands in the key file or a setting, one line of JSON. It opens nothing by itself. */
const wrappedSchema = z.strictObject({
  /** The key that wrapped it, as RELAIS_KMS says it. Never where to send a token: only the settings say that. */
  wrappedBy: z.string().min(1).max(300),
  /** Of that key, as the service counts its versions; null where it does not say. */
  version: z.int().min(1).nullable(),
  /** Of the master key, for people and for back-ups that ask for one. */
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  wrapped: z.string().min(1).max(20_000),
});

type Wrapped = z.output<typeof wrappedSchema>;

/** A master key, and how it stands where it is kept. */
export interface HeldKey {
  key: Buffer;
  text: string;
}

/** Wraps a master key; what is to be kept of it. Throws StoreError `unavailable` or `wrong-key`. */
export async function wrappedText(key: Uint8Array, by: KeyService): Promise<string> {
  const { wrapped, version } = await asStoreError(by, () => by.wrap(key));
  const content: Wrapped = { wrappedBy: by.name, version, fingerprint: fingerprintOf(key), wrapped };
  return JSON.stringify(content);
}

/** What a wrapped master key says of itself, without the service. Throws StoreError `wrong-key`. */
export function readWrapped({ text, where }: KeyText): Wrapped {
  const found = wrappedSchema.safeParse(jsonIn(text));
  if (found.success) return found.data;
  throw new StoreError('wrong-key', {
    en: `${where.en} is not what Relais wrote there. Put back the copy that you kept`,
    fr: `${where.fr} n’est pas ce que Relais y a écrit. Remettez la copie que vous avez gardée`,
  });
}

/**
 * The master key that stands there, wrapped or not. Throws StoreError: `unavailable` when the key service is away,
 * `wrong-key` when it refuses, or when this is no key.
 */
export async function keyIn(given: KeyText, by: KeyService | null): Promise<Buffer> {
  if (by === null || !isWrapped(given.text)) return parseKey(given);
  const { wrappedBy, fingerprint, wrapped } = readWrapped(given);
  const { where } = given;
  // Only the service that is configured is ever asked: whoever can write the file must not choose who gets a token.
  if (wrappedBy !== by.name)
    throw new StoreError('wrong-key', {
      en: `${where.en} is wrapped by ${wrappedBy}, and RELAIS_KMS is ${by.name}. Set it to the one that wrapped the key; to change over, see docs/operations.md, "The master key"`,
      fr: `${where.fr} est chiffré par ${wrappedBy}, et RELAIS_KMS vaut ${by.name}. Indiquez celui qui a chiffré la clé ; pour en changer, voyez docs/operations.md, « The master key »`,
    });
  const key = await asStoreError(by, () => by.unwrap(wrapped));
  if (key.length !== masterKeyLength || fingerprintOf(key) !== fingerprint)
    throw new StoreError('wrong-key', {
      en: `The key service ${by.name} gave another key than the one that ${where.en} names (fingerprint ${fingerprint}). Put back the copy that you kept`,
      fr: `Le service de clés ${by.name} a donné une autre clé que celle que nomme ${where.fr} (empreinte ${fingerprint}). Remettez la copie que vous avez gardée`,
    });
  return key;
}

async function asStoreError<T>({ name }: KeyService, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // What is no error of ours may say what was sent, so of it the name alone goes on.
    if (!(cause instanceof KeyServiceError)) {
      const { words } = keyServiceError('away', { name, answered: nameOf(cause) });
      throw new StoreError('unavailable', words);
    }
    throw new StoreError(cause.kind === 'away' ? 'unavailable' : 'wrong-key', cause.words, { cause });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
