import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { resolveSecret, type SecretRef, type SecretSources, secretRefSchema } from '../../connectors/secrets.ts';
import type { HookVerdict } from '../../engine/ports/hr-system.ts';

/** Settings of systems that send hooks; spread into their own. */
export const hookSettings = {
  hookSecret: secretRefSchema.optional().meta({
    description:
      'The secret of the webhook: env:NAME or file:/path. Without it every hook is refused, and changes are found by polling alone.',
  }),
  previousHookSecret: secretRefSchema.optional().meta({
    description:
      'The secret before the current one, while the system is being given the new one. Take it out afterwards.',
  }),
};

/** The current secret first. Empty: no hook can be proven. */
export type HookSecrets = readonly string[];

export function hookSecretsOf(
  settings: { hookSecret?: SecretRef | undefined; previousHookSecret?: SecretRef | undefined },
  sources: SecretSources,
): HookSecrets {
  return [settings.hookSecret, settings.previousHookSecret].flatMap((ref) =>
    ref === undefined ? [] : [resolveSecret(ref, sources)],
  );
}

interface Signature {
  /** As it came, in a header. */
  given: string | undefined;
  algorithm: 'sha256' | 'sha512';
  encoding: 'hex' | 'base64';
  /** What was signed. */
  signed: readonly (Buffer | string)[];
}

/** Whether one of the secrets made this signature; compared in constant time. */
export function isSigned({ given, algorithm, encoding, signed }: Signature, secrets: HookSecrets): boolean {
  const bytes = decoded(given ?? '', encoding);
  return matchesAny(bytes, secrets, (secret) => {
    const hmac = createHmac(algorithm, secret);
    for (const part of signed) hmac.update(part);
    return hmac.digest();
  });
}

/** Whether what came is one of the secrets, for systems that send it along instead of signing; in constant time. */
export function isSecret(given: string | undefined, secrets: HookSecrets): boolean {
  // Digests have one length, whatever was sent.
  const digest = (text: string) => createHmac('sha256', 'length').update(text).digest();
  return given !== undefined && matchesAny(digest(given), secrets, digest);
}

/** Every secret is tried, so that how long it takes says nothing about which one matched. */
function matchesAny(given: Buffer, secrets: HookSecrets, expectedOf: (secret: string) => Buffer): boolean {
  return secrets
    .map(expectedOf)
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    .includes(true);
}

/** Only what is written as it would be written here: decoders overlook what does not belong. */
function decoded(text: string, encoding: 'hex' | 'base64'): Buffer {
  const bytes = Buffer.from(text, encoding);
  const written = encoding === 'hex' ? text.toLowerCase() : text;
  return bytes.toString(encoding) === written ? bytes : Buffer.alloc(0);
}

export interface ReplayWindow {
  /** How old a hook may be, in milliseconds: as long as the system repeats one that was not taken. */
  past: number;
  /** How far ahead of ours the system's clock may be. */
  future: number;
}

const minute = 60_000;
export const fiveMinutes: ReplayWindow = { past: 5 * minute, future: 5 * minute };

/** `at` in seconds since 1970, or as an ISO date with a zone. */
export function isWithin(at: string | number | undefined, receivedAt: Date, { past, future }: ReplayWindow): boolean {
  const time = timeOf(at);
  if (time === null) return false;
  const age = receivedAt.getTime() - time;
  return age <= past && age >= -future;
}

function timeOf(at: string | number | undefined): number | null {
  const text = String(at ?? '');
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Hooks name people; none needs more. */
const mostBytes = 1024 * 1024;

export function refused(why: string): HookVerdict & { status: 'refused' } {
  return { status: 'refused', why };
}

/** Before any secret is tried. Null: nothing speaks against it. */
export function whyNotEvenRead(rawBody: Buffer, secrets: HookSecrets): string | null {
  if (secrets.length === 0) return 'no secret is configured, so no hook can be proven (hookSecret)';
  return rawBody.byteLength > mostBytes ? 'the body is larger than any hook' : null;
}

/** The body as JSON of this shape; null when it is not. Only for what was proven. */
export function bodyOf<Body>(rawBody: Buffer, shape: z.ZodType<Body>): Body | null {
  try {
    const parsed = shape.safeParse(JSON.parse(rawBody.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** For systems that send none. */
export async function noHooks(): Promise<HookVerdict> {
  return refused('this kind of system sends no hooks that can be proven; it is polled');
}
