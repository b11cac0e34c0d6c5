import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Trouble } from '../contracts/connector-contract.ts';

/**
 * How long connectors wait for these servers: longer than a busy machine takes. The contract lets the time pass where
 * it is to be over.
 */
export const timeoutSeconds = 30;

export interface TroubledServer {
  baseUrl: string;
  trouble(trouble: Trouble): void;
  /** Requests that ask for a change and reached the server. */
  writes(): number;
  /** Answers 403 to every path that starts with this. */
  forbid(path: string): void;
  close(): Promise<void>;
}

export interface TroubleWords {
  /** Headers of this vendor's 429. */
  throttled(): Record<string, string>;
  /** The system's own way to accept writes and forget them. */
  lies(on: boolean): void;
  /** A POST that changes nothing, such as a token request. */
  isRead?(request: IncomingMessage): boolean;
}

/** Puts a real HTTP server with a vendor's typical troubles in front of a fake system. */
export async function serveTroubled(handler: RequestListener, words: TroubleWords): Promise<TroubledServer> {
  let now: Trouble = 'none';
  let writes = 0;
  const forbidden: string[] = [];

  const answer = (response: ServerResponse, status: number, headers: Record<string, string> = {}) => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ trouble: now }));
  };

  const server = createServer((request, response) => {
    const changes = request.method !== 'GET' && !words.isRead?.(request);
    if (changes) writes += 1;
    if (forbidden.some((path) => request.url?.startsWith(path))) return answer(response, 403);
    switch (now) {
      case 'down':
        return answer(response, 503);
      case 'throttled':
        return answer(response, 429, words.throttled());
      case 'refuses-credentials':
        return answer(response, 401);
      case 'redirects-to-login':
        if (request.url === loginPath) return loginPage(response);
        return void response.writeHead(302, { location: loginPath }).end();
      case 'login-page':
        return loginPage(response);
      case 'login-page-to-writes':
        return changes ? loginPage(response) : handler(request, response);
      case 'slow':
        if (!changes) return handler(request, response);
        // Until the connector has hung up.
        return;
      case 'loses-answers':
        if (changes) loseAnswer(request, response);
        return handler(request, response);
      case 'lies':
      case 'none':
        return handler(request, response);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    trouble(trouble) {
      now = trouble;
      words.lies(trouble === 'lies');
    },
    writes: () => writes,
    forbid: (path) => void forbidden.push(path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const loginPath = '/login';

function loginPage(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end('<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form method="post"></form></body></html>');
}

/** The handler does its work, and its answer goes nowhere. */
function loseAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.end = () => {
    request.socket.destroy();
    return response;
  };
}
