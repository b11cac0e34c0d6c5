import type { Localized } from '../domain/localized.ts';

/** A place outside the database to which the heads of journals are only ever added. */
export interface HeadsPlace {
  id: 'file' | 's3' | 'git' | 'email';
  /** For people: a path, an address. No secret. */
  name: string;
  /** Every line so far, the oldest first; empty where there is none. Rejects where it cannot be read. */
  read(): Promise<string>;
  /** Adds one line, given without its line break. Rejects where it was not taken, or where that is not known. */
  append(line: string): Promise<void>;
}

/**
 * What a place outside did not take or give; the words name the place, what it answered and what to do, and no secret.
 */
export class HeadsPlaceError extends Error {
  override readonly name = 'HeadsPlaceError';
  /** The message as people read it; `message` is English. */
  readonly words: Localized;
  constructor(words: Localized, options?: ErrorOptions) {
    super(words.en, options);
    this.words = words;
  }
}

/** Nothing answered, or not in time. */
export function unreachable(name: string, cause: unknown): HeadsPlaceError {
  return new HeadsPlaceError(
    {
      en: `${name} cannot be reached; check its address, the network of this computer and HTTPS_PROXY`,
      fr: `${name} ne peut pas être joint ; vérifiez son adresse, le réseau de cet ordinateur et HTTPS_PROXY`,
    },
    { cause },
  );
}
