import type { IncomingMessage } from 'node:http';
import { jsonOf } from './act-ref.ts';

/** A modal's whole state is some ten kilobytes; what is far larger is no request of Slack. */
const largestBody = 512 * 1024;

/** Null when it is larger than allowed. The signature is over these very bytes, so no body parser may come before. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream must survive an early return, or the refusal could not be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Slack sends events as JSON, commands as a form, everything else as JSON in a form's `payload`. Null for what is none
 * of these.
 */
export function parseBody(body: string, contentType: string | undefined): Record<string, unknown> | null {
  if (!contentType?.startsWith('application/x-www-form-urlencoded')) return objectOf(jsonOf(body));
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectOf(jsonOf(payload));
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
