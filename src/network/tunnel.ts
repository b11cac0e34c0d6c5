import { request as httpRequest } from 'node:http';
import { isIPv6, type Socket } from 'node:net';

/** Longer than this no proxy takes to reach the other side; in milliseconds. */
const patience = 15_000;

/** The connection ends at the proxy: nothing was sent to the other side. Its message names no user and no password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: 'ERR_PROXY_REFUSED' | 'ERR_PROXY_UNREACHABLE';
  /** For people: `HTTP 407`, `ECONNREFUSED`. */
  readonly detail: string;
  constructor(code: ProxyError['code'], detail: string) {
    super(
      `${code === 'ERR_PROXY_REFUSED' ? 'the proxy refused the connection' : 'the proxy cannot be reached'} (${detail})`,
    );
    this.code = code;
    this.detail = detail;
  }
}

/**
 * A connection through a proxy, by CONNECT. Whatever the proxy answers but success is thrown as a ProxyError: its page
 * must never be taken for an answer of the other side, because a 404 there would read as "the account is gone".
 */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? 80 : Number(proxy.port),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      agent: false,
      timeout: patience,
    });
    request.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        reject(new ProxyError('ERR_PROXY_REFUSED', `HTTP ${statusCode}`));
        return;
      }
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    request.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ProxyError('ERR_PROXY_UNREACHABLE', error.code ?? 'no answer')),
    );
    request.end();
  });
}

function proxyAuthorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const known = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(known).toString('base64')}` };
}
