import type { z } from 'zod';
import { type ActResult, actResult, browserApiPath, refusal } from '../../slack/browser-api.ts';

/** The server answered, but not with what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** Reads one thing and checks that it is what the API says it is. */
export async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${browserApiPath}${path}`, { headers: { accept: 'application/json' } });
  return checked(response, schema);
}

/** Sends one act. */
export async function send<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${browserApiPath}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  return checked(response, schema);
}

/** Sends an act whose only answer is whether it worked; a lost answer is a failure with words, never a success. */
export async function act(path: string, body: unknown, noAnswer: string): Promise<ActResult> {
  try {
    return await send(path, body, actResult);
  } catch (error) {
    return { ok: false, problem: 'no_answer', message: error instanceof ApiError ? error.message : noAnswer };
  }
}

async function checked<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const said = refusal.safeParse(json);
    throw new ApiError(said.success ? said.data.message : `HTTP ${response.status}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ApiError(`Unexpected answer to ${new URL(response.url).pathname}`);
  return parsed.data;
}
