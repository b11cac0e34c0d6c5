import type { LookupFunction } from 'node:net';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';

/** Asks a server to begin encryption: its length, and a number of its own (the protocol's `SSLRequest`). */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** More than any answer of ours has; it would be read into memory. */
const mostBytes = 64 * 1024 * 1024;

interface Place {
  host: string;
  port: number;
  /** PEM of further authorities; null for those that this machine knows. */
  ca: string | null;
  isEncrypted: boolean;
  /** Resolves names; node's own when left out. */
  lookup?: LookupFunction | undefined;
}

/** The server will not encrypt: nothing was said to it, and nothing is. */
export class NotEncrypted extends Error {
  override readonly name = 'NotEncrypted';
}

/**
 * A connection to a PostgreSQL server, encrypted before anything else is said. One byte answers the request: whatever
 * comes with it was said by somebody in between. Rejects with node's own error, or `NotEncrypted`; destroyed where the
 * signal ends.
 */
export async function openSocket(place: Place, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const { host, port, lookup } = place;
  const plain = connectPlain({ host, port, ...(lookup && { lookup }) });
  plain.on('error', () => undefined);
  const stop = () => plain.destroy(new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  plain.once('close', () => signal.removeEventListener('abort', stop));
  try {
    await happened(plain, 'connect');
    plain.setNoDelay(true);
    return place.isEncrypted ? await encrypted(plain, place) : plain;
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

async function encrypted(plain: Socket, { host, ca }: Place): Promise<Socket> {
  plain.write(sslRequest);
  const [answer] = await happened(plain, 'data');
  if (!Buffer.isBuffer(answer) || answer.length !== 1 || answer[0] !== 'S'.charCodeAt(0))
    throw new NotEncrypted('no encryption');
  plain.pause();
  const secure = connectSecure({
    socket: plain,
    host,
    // No address may stand there.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== null && { ca }),
    minVersion: 'TLSv1.2',
  });
  secure.on('error', () => undefined);
  await happened(secure, 'secureConnect');
  return secure;
}

/** The next event of this name; rejects where the connection ends first. */
function happened(socket: Socket, event: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(Object.assign(new Error('the connection ended'), { code: 'ECONNRESET' }));
    const failed = (error: Error) => reject(error);
    socket.once(event, (...told: unknown[]) => {
      socket.off('close', ended);
      socket.off('error', failed);
      resolve(told);
    });
    socket.once('error', failed);
    socket.once('close', ended);
  });
}

/**
 * The same connection for `pg`, which is to connect nothing by itself: and where an answer is no message of the
 * protocol, or without an end, the connection ends, instead of the process by an error that nobody catches.
 */
export function guardedFor(socket: Socket): Socket {
  let bytes = 0;
  const on = socket.on.bind(socket);
  socket.on = ((event: string, listener: (...told: unknown[]) => void) =>
    event !== 'data'
      ? on(event, listener)
      : on(event, (chunk: Buffer) => {
          bytes += chunk.length;
          try {
            if (bytes > mostBytes) throw new RangeError('the answer is too large');
            listener(chunk);
          } catch (error) {
            socket.destroy(error instanceof Error ? error : new Error('no message of the protocol'));
          }
        })) as typeof socket.on;
  socket.connect = (() => {
    process.nextTick(() => socket.emit('connect'));
    return socket;
  }) as typeof socket.connect;
  return socket;
}
