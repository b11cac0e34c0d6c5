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
 * `away` when nothing answers, what answers goes on for too long, or the service says that it cannot at the moment;
 * `signed-out` when what it signs in with cannot be sent.
 */
export async function ask({ name, url, fetch, ...request }: Call): Promise<{ status: number; said: unknown }> {
  const away = (details: { answered?: string; cause?: unknown }) => keyServiceError('away', { name, ...details });
  let answer: Response;
  let text: string;
  const headers = headersOf(name, request.headers);
  try {
    answer = await fetch(url, { ...request, headers, redirect: 'manual', signal: AbortSignal.timeout(answersWithin) });
    text = await answer.text();
  } catch (cause) {
    throw away({ cause });
  }
  const { status } = answer;
  if (status >= 500 || status === 429 || (status >= 300 && status < 400) || text.length > mostBytes)
    throw away({ answered: String(status) });
  return { status, said: jsonIn(text) };
}

/** What cannot be a header is said whole by the error of the platform, and it is a token: nothing of that goes on. */
function headersOf(name: string, given: Readonly<Record<string, string>>): Record<string, string> {
  try {
    new Headers(given);
    return { ...given };
  } catch {
    throw keyServiceError('signed-out', { name });
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
