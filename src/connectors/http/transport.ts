import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { createAgents } from '../../network/agents.ts';
import { noProxy, type ProxyFor } from '../../network/proxy-for.ts';
import { admitPublicName, publicLookup, type ResolveName } from './private-addresses.ts';

/** The part of `fetch` that connectors use; the global one fits. Redirects are never followed by it. */
export type Fetch = (url: URL, init: FetchInit) => Promise<Response>;

interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body: string | null;
  redirect: 'manual';
  signal: AbortSignal;
  /** It may be asked anew where nobody knows whether it arrived. Left out: a GET may, nothing else. */
  repeatable?: boolean;
}

/**
 * A `fetch` over node's own client: the global one gives no say in the name look-up, which is the only place where a
 * private address behind a public name can be refused for certain. Behind a proxy, which resolves names itself, see
 * `admitPublicName`.
 */
export function createTransport(options: {
  allowPrivateAddresses: boolean;
  proxyFor?: ProxyFor | undefined;
  resolve?: ResolveName;
}): Fetch {
  const { allowPrivateAddresses, proxyFor = noProxy, resolve } = options;
  const agentFor = createAgents({
    proxyFor,
    ...(!allowPrivateAddresses && { lookup: publicLookup(resolve), admit: admitPublicName(resolve) }),
  });
  const ask: Fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const { method, headers, body, signal } = init;
      const { repeatable = method === 'GET' } = init;
      const secure = url.protocol === 'https:';
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method,
        headers: { 'accept-encoding': 'identity', ...(body === null ? {} : lengthOf(body)), ...headers },
        agent: agentFor(url),
        signal,
      });
      outgoing.once('response', (incoming) => {
        try {
          resolve(toResponse(incoming));
        } catch (error) {
          // A status or a header that no Response can hold. Thrown from here, it would end the whole process.
          incoming.destroy();
          reject(error);
        }
      });
      outgoing.once('error', (error) => {
        // The other side closed a connection that was kept open, just as it was used again: a read is simply asked
        // anew. A write may have arrived, so its outcome is unknown.
        const stale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        if (stale && repeatable && !signal.aborted) ask(url, init).then(resolve, reject);
        else reject(error);
      });
      outgoing.end(body ?? undefined);
    });
  return ask;
}

function lengthOf(body: string): Record<string, string> {
  return { 'content-length': String(Buffer.byteLength(body)) };
}

const bodiless = new Set([204, 205, 304]);

function toResponse(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  if (bodiless.has(status)) incoming.resume();
  const body = bodiless.has(status) ? null : bodyOf(incoming);
  return new Response(body, { status, statusText: incoming.statusMessage ?? '', headers });
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  return Readable.toWeb(incoming);
}
