import { readFileSync } from 'node:fs';
import { z } from 'zod';

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
}

/** The secret behind a reference, without the line break that editors leave at the end of a file. */
export function resolveSecret(ref: SecretRef, sources: SecretSources): string {
  const colon = ref.indexOf(':');
  const [kind, place] = [ref.slice(0, colon), ref.slice(colon + 1)];
  const value = (kind === 'env' ? sources.env[place] : readSecretFile(ref, place, sources))?.trim();
  if (!value)
    throw new SecretError(
      kind === 'env'
        ? `${ref}: the environment variable ${place} is not set or is empty; set it and start again`
        : `${ref}: the file is empty; put the secret in it and start again`,
    );
  return value;
}

function readSecretFile(ref: SecretRef, path: string, { readFile }: SecretSources): string {
  try {
    return readFile ? readFile(path) : readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new SecretError(`${ref}: the file cannot be read${code}; check the path and who may read it`);
  }
}
