import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Refusal } from '../contracts/lying-vendor-world.ts';

/** An answer as a switch may change it: the body is parsed JSON, or null when there is none. */
export interface Answer {
  status: number;
  body: unknown;
}

export interface Asked {
  method: string;
  /** Path and query as they were sent. */
  url: URL;
}

export interface LieWords {
  /** The fake's own way to answer writes and forget them, for writes that show only later. */
  lies(on: boolean): void;
  /** A POST that changes nothing, such as a token request. */
  isRead?(request: IncomingMessage): boolean;
  /** Headers of this vendor's 429. */
  throttled(): Record<string, string>;
}

/**
 * The switches of the lying-vendor contract that any fake over HTTP gets for nothing. Put `handler` where the fake's
 * own was.
 */
export interface LyingHandler {
  handler: RequestListener;
  /** Requests that have come, without those that `catchUp` repeats. */
  requests(): number;
  failOnce(at: { nth: number; status: Refusal } | null): void;
  /** Writes are answered and forgotten, and kept for `catchUp`. */
  lag(): void;
  /** Does what was asked since `lag`, in that order. */
  catchUp(): Promise<void>;
  /** Of lists that are JSON arrays and page by a `Link` header. */
  pages(how: 'well' | 'empty' | 'repeating'): void;
  /** Changes every answer before it goes out; null: none. */
  rewrite(change: ((asked: Asked, answer: Answer) => Answer) | null): void;
}

interface Kept {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Carried by what this handler sends to itself. */
const repeated = 'x-lying-handler';
const emptyPage = 'lying-empty-page';

export function lyingHandler(inner: RequestListener, words: LieWords): LyingHandler {
  let requests = 0;
  let refusal: { left: number; status: Refusal } | null = null;
  let lagging = false;
  let kept: Kept[] = [];
  let pages: 'well' | 'empty' | 'repeating' = 'well';
  let change: ((asked: Asked, answer: Answer) => Answer) | null = null;

  const handler: RequestListener = (request, response) => {
    if (request.headers[repeated] !== undefined) return inner(request, response);
    requests += 1;
    if (refusal) {
      refusal.left -= 1;
      if (refusal.left === 0) return refuse(response, refusal.status);
    }
    const changes = request.method !== 'GET' && !words.isRead?.(request);
    if (lagging && changes) return void keep(request, response);
    const url = urlOf(request);
    if (request.method === 'GET' && pages !== 'well') pageWrongly(url, response, pages);
    if (change) rewriteAnswer({ method: request.method ?? '', url }, response, change);
    return inner(request, response);
  };

  const refuse = (response: ServerResponse, status: Refusal) => {
    const headers = status === 429 ? words.throttled() : {};
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"refused":"once"}');
  };

  const keep = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += z.instanceof(Buffer).parse(chunk).toString();
    const write = { method: request.method ?? '', url: urlOf(request).href, headers: headersOf(request), body };
    kept.push(write);
    const answer = await send(write);
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(text);
  };

  return {
    handler,
    requests: () => requests,
    failOnce(at) {
      refusal = at === null ? null : { left: at.nth, status: at.status };
    },
    lag() {
      lagging = true;
      words.lies(true);
    },
    async catchUp() {
      lagging = false;
      words.lies(false);
      const writes = kept;
      kept = [];
      for (const write of writes) await (await send(write)).text();
    },
    pages(how) {
      pages = how;
    },
    rewrite(how) {
      change = how;
    },
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
}

const ownOfEachConnection = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const one = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && !ownOfEachConnection.has(name) ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(one), [repeated]: '1' };
}

function send({ method, url, headers, body }: Kept): Promise<Response> {
  return fetch(url, { method, headers, ...(body === '' ? {} : { body }) });
}

/** Calls `finish` with the whole text of the answer in place of sending it. */
function intercept(response: ServerResponse, finish: (text: string, end: (text: string) => void) => void): void {
  const end = response.end.bind(response);
  response.end = (chunk?: unknown) => {
    const text = typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : '';
    finish(text, (changed) => {
      response.removeHeader('content-length');
      response.removeHeader('etag');
      end(changed);
    });
    return response;
  };
}

function rewriteAnswer(asked: Asked, response: ServerResponse, change: (asked: Asked, answer: Answer) => Answer): void {
  intercept(response, (text, end) => {
    const body: unknown = text === '' ? null : JSON.parse(text);
    const answer = change(asked, { status: response.statusCode, body });
    response.statusCode = answer.status;
    end(answer.body === null ? '' : JSON.stringify(answer.body));
  });
}

function pageWrongly(url: URL, response: ServerResponse, how: 'empty' | 'repeating'): void {
  intercept(response, (text, end) => {
    if (!text.startsWith('[') || url.searchParams.has(emptyPage)) return end(text);
    const next = new URL(url);
    if (how === 'empty') next.searchParams.set(emptyPage, '1');
    response.setHeader('link', `<${next.href}>; rel="next"`);
    return end(how === 'empty' ? '[]' : text);
  });
}
