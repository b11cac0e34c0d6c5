import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface TestProxy {
  /** With the user and the password that it demands. */
  url: URL;
  /** What it was asked to reach, in order: `host:port`. */
  asked: string[];
  /** What was refused because nobody proved who they are. */
  unproven: string[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Where a connection really goes; to the port of the target on this machine when left out. */
  target?: (host: string, port: number) => number;
  /** Answers every CONNECT with this status in place of a connection. */
  refusesWith?: number;
}

/** An outbound proxy as companies have them: CONNECT, for whoever has the password. Plain requests get a 405. */
export async function startProxy({
  target = (_host, port) => port,
  refusesWith,
}: ProxyOptions = {}): Promise<TestProxy> {
  const known = `Basic ${Buffer.from('relais:p@ss:word').toString('base64')}`;
  const asked: string[] = [];
  const unproven: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const place = request.url ?? '';
    if (request.headers['proxy-authorization'] !== known) {
      unproven.push(place);
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    asked.push(place);
    if (refusesWith !== undefined) {
      socket.end(`HTTP/1.1 ${refusesWith} No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`);
      return;
    }
    const { hostname, port } = new URL(`http://${place}`);
    const there = connect(target(hostname, Number(port || 80)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    sockets.add(there);
    there.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: new URL(`http://relais:p%40ss%3Aword@127.0.0.1:${(server.address() as AddressInfo).port}`),
    asked,
    unproven,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((done) => void server.close(() => done()));
    },
  };
}
