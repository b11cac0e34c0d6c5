import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTransport } from '../../src/connectors/http/transport.ts';

/**
 * Answers the first request on each connection, and resets the connection when it is used a second time: what a server
 * does that closes idle connections at that very moment.
 */
describe('a connection that the other side closed while it was kept', () => {
  let server: Server;
  let url: URL;
  let seen: string[];

  beforeEach(async () => {
    seen = [];
    const used = new WeakSet<Socket>();
    server = createServer((request, response) => {
      if (used.has(request.socket)) {
        request.socket.resetAndDestroy();
        return;
      }
      used.add(request.socket);
      seen.push(request.method ?? '');
      response.end('fine');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise<void>((done) => void server.close(() => done()));
  });

  const send = (fetch: ReturnType<typeof createTransport>, method: string) =>
    fetch(url, { method, headers: {}, body: null, redirect: 'manual', signal: AbortSignal.timeout(5000) });

  it('is not noticed by a read', async () => {
    const fetch = createTransport({ allowPrivateAddresses: true });
    for (let round = 0; round < 3; round += 1) expect(await (await send(fetch, 'GET')).text()).toBe('fine');
    expect(seen).toEqual(['GET', 'GET', 'GET']);
  });

  it('never sends a write a second time', async () => {
    const fetch = createTransport({ allowPrivateAddresses: true });
    await (await send(fetch, 'GET')).text();
    await expect(send(fetch, 'POST')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(seen).toEqual(['GET']);
  });
});
