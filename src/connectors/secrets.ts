import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Localized } from '../domain/localized.ts';

/**
 * A secret by reference: `env:OKTA_TOKEN` or `file:/run/secrets/okta-token`. The secret itself never stands in
 * `relais.yaml`: that file is copied, committed and shown.
 */
export const secretRefSchema = z
  .string()
  .regex(/^(?:env:[A-Za-z_]\w*|file:\S.*)$/, {
    error:
      'expected a reference to the secret, not the secret: write env:NAME and set NAME in the environment, or file:/path of a file that holds it',
  })
  .meta({ description: 'env:NAME or file:/path' });
export type SecretRef = z.infer<typeof secretRefSchema>;

export interface SecretSources {
  /** The environment, as given by whoever composes the process. */
  env: Readonly<Record<string, string | undefined>>;
  /** Reads a whole file; the file system's own when left out. */
  readFile?: (path: string) => string;
}

/** Names the reference and what to do; never the value. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  /** The message as people read it; `message` is English. */
  readonly words: Localized;
  constructor(words: Localized) {
    super(words.en);
    this.words = words;
  }
}

/** The secret behind a reference, without the line break that editors leave at the end of a file. */
export function resolveSecret(ref: SecretRef, sources: SecretSources): string {
  const colon = ref.indexOf(':');
  const [kind, place] = [ref.slice(0, colon), ref.slice(colon + 1)];
  const value = (kind === 'env' ? sources.env[place] : readSecretFile(ref, place, sources))?.trim();
  if (!value)
    throw new SecretError(
      kind === 'env'
        ? {
            en: `${ref}: the environment variable ${place} is not set or is empty; set it and start again`,
            fr: `${ref} : la variable d’environnement ${place} n’est pas réglée ou est vide ; réglez-la et redémarrez`,
          }
        : {
            en: `${ref}: the file is empty; put the secret in it and start again`,
            fr: `${ref} : le fichier est vide ; mettez-y le secret et redémarrez`,
          },
    );
  return value;
}

function readSecretFile(ref: SecretRef, path: string, { readFile }: SecretSources): string {
  try {
    return readFile ? readFile(path) : readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new SecretError({
      en: `${ref}: the file cannot be read${code}; check the path and who may read it`,
      fr: `${ref} : le fichier ne peut pas être lu${code} ; vérifiez le chemin et qui peut le lire`,
    });
  }
}
