import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { createPrivateAuthority } from '../private-authority.ts';
import { integer, readTlv, type Tlv, tlv } from './tlv.ts';

/** An entry with its attributes, spelt as the server's schema spells them. */
export interface FakeEntry {
  dn: string;
  attributes: Readonly<Record<string, readonly (string | Buffer)[]>>;
}

/** How the server behaves; what is left out, it does right. */
export interface Behaviour {
  /** Answers every sign-in with this result code. */
  bindCode?: number;
  /** Answers every search with this code after the entries. */
  searchCode?: number;
  /** Answers what turns on encryption with this code. */
  startTlsCode?: number;
  /** Takes the request for encryption, and says nothing more. */
  hangsAtTls?: boolean;
  hangsAtSearch?: boolean;
  /** Closes the connection after so many entries of a search. */
  closesAfter?: number;
  /** Gives no page, however it is asked. */
  ignoresPaging?: boolean;
  /** Leaves the control out of every page but the first. */
  dropsCookie?: boolean;
  /** Puts an empty page between the others. */
  emptyPages?: boolean;
  /** Gives the first page again and again. */
  repeats?: boolean;
  /** Sends these with each search. */
  references?: readonly string[];
  /** So many values of an attribute at once, as Active Directory does. */
  range?: number;
  /** Gives the first values again, whichever are asked for. */
  repeatsRange?: boolean;
}

export interface FakeLdap {
  port: number;
  /** PEM of whoever signed the certificate of `localhost`. */
  authority: string;
  /**
   * What came in, in order: `bind <name> <password>`, `search <base> <scope>`, …; with `clear:` before it where it came
   * unencrypted.
   */
  calls: string[];
  behaviour: Behaviour;
  entries: FakeEntry[];
  close(): Promise<void>;
}

let made: { authority: string; context: SecureContext } | null = null;

/** Keys take a second to make: all servers of one file are the same `localhost`. */
function certified() {
  if (made === null) {
    const authority = createPrivateAuthority();
    made = { authority: authority.certificate, context: createSecureContext(authority.issue(['localhost'])) };
  }
  return made;
}

const pagedResults = '1.2.840.113556.1.4.319';

/** A directory in memory. `secure`: `ldaps://`, else it speaks in the clear until StartTLS. */
export async function createFakeLdap(entries: FakeEntry[], { secure = false } = {}): Promise<FakeLdap> {
  const { authority, context } = certified();
  const sockets = new Set<Socket>();
  const encrypted = (socket: Socket) => new TLSSocket(socket, { isServer: true, secureContext: context });

  const serve = (socket: Socket, isClear: boolean): void => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    let pending = Buffer.alloc(0);
    const receive = (chunk: Buffer): void => {
      pending = Buffer.concat([pending, chunk]);
      for (let read = readTlv(pending); read !== null; read = readTlv(pending)) {
        pending = pending.subarray(read.length);
        const upgrade = answer(fake, socket, { message: read.value, isClear });
        if (!upgrade) continue;
        socket.off('data', receive);
        if (fake.behaviour.hangsAtTls !== true) serve(encrypted(socket), false);
        return;
      }
    };
    socket.on('data', receive);
  };
  const server: Server = createServer((socket) => serve(secure ? encrypted(socket) : socket, !secure));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const fake: FakeLdap = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    ...{ authority, calls: [], behaviour: {}, entries },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return fake;
}

interface Asked {
  message: Tlv;
  isClear: boolean;
}

/** True where encryption begins after this answer. */
function answer(fake: FakeLdap, socket: Socket, { message, isClear }: Asked): boolean {
  const [number, operation, controls] = message.parts;
  if (!number || !operation) throw new Error('no LDAP message');
  const say = (tag: number, ...parts: readonly (Buffer | string)[]) =>
    socket.write(tlv(0x30, tlv(0x02, number.bytes), tlv(tag, ...parts)));
  const result = (code: number) => [integer(code, 0x0a), tlv(0x04), tlv(0x04)];
  const heard = (text: string) => fake.calls.push(isClear ? `clear:${text}` : text);
  switch (operation.tag) {
    case 0x60: {
      const [, name, password] = operation.parts;
      heard(`bind ${name?.bytes.toString()} ${password?.bytes.toString()}`);
      say(0x61, ...result(fake.behaviour.bindCode ?? 0));
      return false;
    }
    case 0x77: {
      heard('start-tls');
      const code = fake.behaviour.startTlsCode ?? 0;
      say(0x78, ...result(code));
      return code === 0;
    }
    case 0x63:
      search(fake, socket, { number, operation, controls, heard });
      return false;
    case 0x42:
      socket.end();
      return false;
    default:
      throw new Error(`an operation that is not played: ${operation.tag.toString(16)}`);
  }
}

interface Search {
  number: Tlv;
  operation: Tlv;
  controls: Tlv | undefined;
  heard(text: string): void;
}

function search(fake: FakeLdap, socket: Socket, { number, operation, controls, heard }: Search): void {
  const { behaviour } = fake;
  const [base, scope, , , , , filter, attributes] = operation.parts;
  if (!base || !scope || !filter || !attributes) throw new Error('no search');
  const wanted = base.bytes.toString();
  const isBase = scope.bytes[0] === 0;
  heard(`search ${wanted} ${isBase ? 'base' : 'sub'}`);
  if (behaviour.hangsAtSearch) return;
  const say = (tag: number, parts: readonly (Buffer | string)[], ...after: readonly Buffer[]) =>
    socket.write(tlv(0x30, tlv(0x02, number.bytes), tlv(tag, ...parts), ...after));
  const done = (code: number, ...after: readonly Buffer[]) =>
    say(0x65, [integer(code, 0x0a), tlv(0x04), tlv(0x04)], ...after);

  const low = wanted.toLowerCase().replaceAll(', ', ',');
  const isThere = fake.entries.some(({ dn }) => dn.toLowerCase() === low || dn.toLowerCase().endsWith(`,${low}`));
  if (!isThere) return void done(32);
  const found = fake.entries.filter(({ dn, attributes: has }) => {
    const name = dn.toLowerCase();
    const isWithin = isBase ? name === low : name === low || name.endsWith(`,${low}`);
    return isWithin && matches(filter, has);
  });
  const asked = attributes.parts.map(({ bytes }) => bytes.toString());
  for (const uri of behaviour.references ?? []) say(0x73, [tlv(0x04, uri)]);
  const page = isBase || behaviour.ignoresPaging ? null : pageOf(controls);
  const { from, isEmpty } = placeOf(page?.cookie ?? '');
  const start = behaviour.repeats ? 0 : from;
  const given = page === null ? found : isEmpty ? [] : found.slice(start, start + page.size);
  given.forEach((entry, index) => {
    if (behaviour.closesAfter !== undefined && index >= behaviour.closesAfter) return;
    say(0x64, [tlv(0x04, entry.dn), tlv(0x30, ...told(entry, asked, behaviour))]);
  });
  if (behaviour.closesAfter !== undefined) return void socket.end();
  if (page === null || (behaviour.dropsCookie && page.cookie !== '')) return void done(behaviour.searchCode ?? 0);
  const next = isEmpty ? from : from + page.size;
  const isLast = !behaviour.repeats && next >= found.length;
  const cookie = isLast ? '' : behaviour.emptyPages && !isEmpty ? `${next}e` : `${next}`;
  done(
    behaviour.searchCode ?? 0,
    tlv(0xa0, tlv(0x30, tlv(0x04, pagedResults), tlv(0x04, tlv(0x30, integer(0), tlv(0x04, cookie))))),
  );
}

/** Where a cookie leads; `e`: to an empty page before that. */
function placeOf(cookie: string): { from: number; isEmpty: boolean } {
  return { from: Number.parseInt(cookie, 10) || 0, isEmpty: cookie.endsWith('e') };
}

function pageOf(controls: Tlv | undefined): { size: number; cookie: string } | null {
  const control = controls?.parts.find(({ parts: [type] }) => type?.bytes.toString() === pagedResults);
  const value = control?.parts.at(-1)?.bytes;
  const [size, cookie] = (value && readTlv(value)?.value.parts) ?? [];
  return size && cookie ? { size: size.bytes.readUIntBE(0, size.bytes.length), cookie: cookie.bytes.toString() } : null;
}

function told({ attributes }: FakeEntry, asked: readonly string[], { range, repeatsRange }: Behaviour): Buffer[] {
  return asked.flatMap((wanted) => {
    const [, name = wanted, from = '0'] = /^(.+);range=(\d+)-\*$/.exec(wanted) ?? [];
    const known = Object.entries(attributes).find(([type]) => type.toLowerCase() === name.toLowerCase());
    if (!known) return [];
    const [type, values] = known;
    const start = repeatsRange ? 0 : Number(from);
    const rest = values.slice(start);
    const part = rest.slice(0, range ?? rest.length);
    const isCut = range !== undefined && values.length > range;
    const end = part.length === rest.length ? '*' : start + part.length - 1;
    const spelt = isCut ? `${type};range=${start}-${end}` : type;
    const empty = isCut && from === '0' ? [attributeOf(type, [])] : [];
    return [...empty, attributeOf(spelt, part)];
  });
}

function attributeOf(type: string, values: readonly (string | Buffer)[]): Buffer {
  return tlv(0x30, tlv(0x04, type), tlv(0x31, ...values.map((value) => tlv(0x04, value))));
}

/** And, or, not, equality and presence; text without regard to case. */
function matches({ tag, bytes, parts }: Tlv, has: FakeEntry['attributes']): boolean {
  const valuesOf = (type: string) =>
    Object.entries(has).find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1] ?? [];
  switch (tag) {
    case 0xa0:
      return parts.every((part) => matches(part, has));
    case 0xa1:
      return parts.some((part) => matches(part, has));
    case 0xa2:
      return parts.every((part) => !matches(part, has));
    case 0xa3: {
      const [type, wanted] = parts;
      return valuesOf(type?.bytes.toString() ?? '').some((value) =>
        typeof value === 'string'
          ? value.toLowerCase() === wanted?.bytes.toString().toLowerCase()
          : value.equals(wanted?.bytes ?? Buffer.alloc(0)),
      );
    }
    case 0x87:
      return valuesOf(bytes.toString()).length > 0;
    default:
      throw new Error(`a filter that is not played: ${tag.toString(16)}`);
  }
}
