import type { Localized } from '../domain/localized.ts';

/** A key in a key service (KMS), which never leaves it. It wraps the master key of Relais, and nothing else. */
export interface KeyService {
  /** Which key of which service, as RELAIS_KMS says it: `vault:transit/relais`. */
  readonly name: string;
  /**
   * Wraps 32 bytes under the newest version of the key. `wrapped` is printable ASCII; `version`: of the key, as the
   * service counts them, null where it does not say. Rejects with KeyServiceError.
   */
  wrap(plain: Uint8Array): Promise<{ wrapped: string; version: number | null }>;
  /** The bytes again. Rejects with KeyServiceError. */
  unwrap(wrapped: string): Promise<Buffer>;
  /**
   * Prolongs what Relais signs in with, where that ends and can be prolonged. `endsIn`: seconds until it ends all the
   * same; null: it does not as long as it is prolonged, or nobody says. Rejects with KeyServiceError.
   */
  renew(): Promise<{ endsIn: number | null }>;
}

/**
 * `away`: it did not answer, or not as itself; another attempt may. `signed-out`: it does not know the token or the
 * access key any more. `forbidden`: whoever signs in may not use the key. `no-key`: the key, or the version that is
 * needed, is disabled, destroyed or was never there. `not-its`: this was not wrapped by that key, or was changed since.
 */
export type KeyServiceErrorKind = 'away' | 'signed-out' | 'forbidden' | 'no-key' | 'not-its';

/** Why a key service did not do it. Holds no key, no token and nothing that the service said. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
  readonly kind: KeyServiceErrorKind;
  readonly words: Localized;
  constructor(kind: KeyServiceErrorKind, words: Localized, options?: ErrorOptions) {
    super(words.en, options);
    this.kind = kind;
    this.words = words;
  }
}

const reasons: Readonly<Record<KeyServiceErrorKind, Localized>> = {
  away: {
    en: 'does not answer. Look whether it runs, is unsealed and can be reached from here',
    fr: 'ne répond pas. Voyez s’il tourne, s’il est descellé et s’il peut être joint d’ici',
  },
  'signed-out': {
    en: 'does not know the token or the access key: it ended, was revoked, or is another service’s. Give a new one',
    fr: 'ne reconnaît pas le jeton ou la clé d’accès : terminé, révoqué, ou d’un autre service. Donnez-en un nouveau',
  },
  forbidden: {
    en: 'does not allow Relais to encrypt and decrypt with this key. Give its token or access key that right, and no other',
    fr: 'n’autorise pas Relais à chiffrer et déchiffrer avec cette clé. Donnez ce droit à son jeton ou à sa clé d’accès, et aucun autre',
  },
  'no-key': {
    en: 'has no such key, or the version that is needed is disabled or destroyed. Enable it again; if it is destroyed, only a master key that was kept elsewhere opens the database',
    fr: 'n’a pas cette clé, ou la version nécessaire est désactivée ou détruite. Réactivez-la ; si elle est détruite, seule une clé maîtresse gardée ailleurs ouvre la base',
  },
  'not-its': {
    en: 'did not wrap this master key, or it was changed since. Put back the key file, or name the key that wrapped it',
    fr: 'n’a pas chiffré cette clé maîtresse, ou elle a été modifiée depuis. Remettez le fichier de clé, ou indiquez la clé qui l’a chiffrée',
  },
};

/** `answered`: a status and a code of the service's own list, never its text. */
export function keyServiceError(
  kind: KeyServiceErrorKind,
  { name, answered, cause }: { name: string; answered?: string; cause?: unknown },
): KeyServiceError {
  const told = answered === undefined ? '' : ` (${answered})`;
  return new KeyServiceError(
    kind,
    {
      en: `The key service ${name} ${reasons[kind].en}${told}.`,
      fr: `Le service de clés ${name} ${reasons[kind].fr}${told}.`,
    },
    { cause },
  );
}

/** How long a key service may take for one answer, in milliseconds. */
export const answersWithin = 10_000;

/** What a master key is bound to while it is wrapped: nothing else that such a key encrypts opens as one. */
export const purpose = 'relais master key';
