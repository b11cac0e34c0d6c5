import { answersWithin, keyServiceError } from './key-service.ts';

/** Far more than a key service says about one key. */
const mostBytes = 65_536;

interface Call {
  /** Of the service, for people. */
  name: string;
  url: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string;
  fetch: typeof globalThis.fetch;
}

/**
 * One call, never sent elsewhere by a redirect: it carries a token. What is no JSON is null. Throws KeyServiceError
 * `away` when nothing answers, what answers goes on for too long, or the service says that it cannot at the moment.
 */
export async function ask({ name, url, fetch, ...request }: Call): Promise<{ status: number; said: unknown }> {
  const away = (details: { answered?: string; cause?: unknown }) => keyServiceError('away', { name, ...details });
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(answersWithin) });
    text = await answer.text();
  } catch (cause) {
    throw away({ cause });
  }
  const { status } = answer;
  if (status >= 500 || status === 429 || (status >= 300 && status < 400) || text.length > mostBytes)
    throw away({ answered: String(status) });
  return { status, said: jsonIn(text) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
