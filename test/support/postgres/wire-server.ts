import { createServer, type Socket } from 'node:net';

/** What a server answers to a statement: rows of one shape, in the order of its columns. */
export type Rows = readonly Readonly<Record<string, Value>>[];
type Value = string | number | boolean | null | readonly string[];

/** A refusal, by its condition. `isFatal`: the connection ends with it. */
export class SqlRefusal extends Error {
  readonly sqlstate: string;
  constructor(sqlstate: string) {
    super(sqlstate);
    this.sqlstate = sqlstate;
  }
}

export interface Asked {
  database: string;
  text: string;
  values: readonly (string | null)[];
}

interface WireServer {
  port: number;
  close(): Promise<void>;
}

/** How a connection goes on: `hang` says nothing more; `text` is sent as it is, and then the connection ends. */
export type Turn = { rows: Rows } | 'hang' | 'cut' | { text: string };

interface WireHandler {
  /** Before anything else of a connection. Throws `SqlRefusal`; a text is sent in place of an answer. */
  admits(): string | null;
  /** Whether the password is right. */
  isPassword(password: string): boolean;
  /** Throws `SqlRefusal`. */
  answers(asked: Asked): Turn;
}

const startup = 196_608;

/**
 * Speaks the protocol of PostgreSQL, version 3, on loopback, unencrypted:
 * https://www.postgresql.org/docs/current/protocol.html
 */
export async function serveWire(handler: WireHandler): Promise<WireServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket, handler);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(socket: Socket, handler: WireHandler): void {
  let pending = Buffer.alloc(0);
  let database: string | null = null;
  let isSignedIn = false;
  let isOver = false;
  let text = '';
  let values: readonly (string | null)[] = [];
  let rows: Rows = [];

  const end = (last: Buffer | string) => {
    isOver = true;
    socket.end(last);
  };
  const refuse = (error: unknown, isFatal: boolean) => {
    if (!(error instanceof SqlRefusal)) throw error;
    const fields = `S${isFatal ? 'FATAL' : 'ERROR'}\0C${error.sqlstate}\0Mno: alex.moreau@example.com\0\0`;
    const answer = message('E', Buffer.from(fields));
    if (isFatal) end(answer);
    else socket.write(Buffer.concat([answer, message('Z', Buffer.from('I'))]));
  };
  /** False where the connection does not go on. */
  const run = (): boolean => {
    const turn = handler.answers({ database: database ?? '', text, values });
    if (turn === 'hang') isOver = true;
    else if (turn === 'cut') {
      isOver = true;
      socket.destroy();
    } else if ('text' in turn) end(turn.text);
    else rows = turn.rows;
    return !isOver;
  };

  const first = (body: Buffer) => {
    if (body.readInt32BE(0) !== startup) return socket.write('N');
    const words = body.subarray(4).toString().split('\0');
    database = words[words.indexOf('database') + 1] ?? '';
    try {
      const page = handler.admits();
      if (page !== null) return end(page);
    } catch (error) {
      return refuse(error, true);
    }
    return socket.write(message('R', int32(3)));
  };

  const next = (type: string, body: Buffer) => {
    if (!isSignedIn) {
      if (type !== 'p' || !handler.isPassword(textAt(body, 0))) return refuse(new SqlRefusal('28P01'), true);
      isSignedIn = true;
      return socket.write(Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]));
    }
    try {
      switch (type) {
        case 'Q':
          text = textAt(body, 0);
          values = [];
          if (run())
            socket.write(Buffer.concat([described(rows), ...dataOf(rows), done, message('Z', Buffer.from('I'))]));
          return;
        case 'P':
          text = textAt(body, body.indexOf(0) + 1);
          return socket.write(message('1'));
        case 'B':
          values = valuesIn(body);
          if (run()) socket.write(message('2'));
          return;
        case 'D':
          return socket.write(described(rows));
        case 'E':
          return socket.write(Buffer.concat([...dataOf(rows), done]));
        case 'S':
          return socket.write(message('Z', Buffer.from('I')));
        case 'X':
          return end('');
        default:
          return end('');
      }
    } catch (error) {
      refuse(error, false);
    }
  };

  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (!isOver) {
      const head = database === null ? 0 : 1;
      if (pending.length < head + 4) return;
      const length = head + pending.readInt32BE(head);
      if (pending.length < length) return;
      const type = String.fromCharCode(pending[0] ?? 0);
      const body = pending.subarray(head + 4, length);
      pending = pending.subarray(length);
      if (head === 0) first(body);
      else next(type, body);
    }
  });
}

const done = message('C', Buffer.from('SELECT\0'));

function message(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function textAt(body: Buffer, from: number): string {
  return body.toString('utf8', from, body.indexOf(0, from));
}

/** Of a `Bind`: portal, statement, formats, then the values. */
function valuesIn(body: Buffer): (string | null)[] {
  let at = body.indexOf(0) + 1;
  at = body.indexOf(0, at) + 1;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    at += length;
    return body.toString('utf8', at - length, at);
  });
}

/** The ids of `bool`, `float8`, `text[]` and `text`. */
function typeOf(value: Value | undefined): number {
  if (typeof value === 'boolean') return 16;
  if (typeof value === 'number') return 701;
  return Array.isArray(value) ? 1009 : 25;
}

function described(rows: Rows): Buffer {
  const names = Object.keys(rows[0] ?? {});
  const fields = names.map((name) => {
    const type = typeOf(rows.map((row) => row[name]).find((value) => value !== null));
    return Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]);
  });
  return message('T', Buffer.concat([int16(names.length), ...fields]));
}

function dataOf(rows: Rows): Buffer[] {
  return rows.map((row) => {
    const values = Object.values(row).map((value) => {
      if (value === null) return int32(-1);
      const written = Buffer.from(textOf(value));
      return Buffer.concat([int32(written.length), written]);
    });
    return message('D', Buffer.concat([int16(values.length), ...values]));
  });
}

function textOf(value: Exclude<Value, null>): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return typeof value === 'object' ? `{${value.map((each) => JSON.stringify(each)).join(',')}}` : String(value);
}
