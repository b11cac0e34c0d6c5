/** One value in BER: its tag, its bytes, and the values inside them where it is made of some. */
export interface Tlv {
  tag: number;
  bytes: Buffer;
  parts: readonly Tlv[];
}

/** The first value of the bytes and how long it is; null while it has not come whole. */
export function readTlv(bytes: Buffer): { value: Tlv; length: number } | null {
  const [tag, first] = [bytes[0], bytes[1]];
  if (tag === undefined || first === undefined) return null;
  const more = first > 0x7f ? first & 0x7f : 0;
  const start = 2 + more;
  if (bytes.length < start) return null;
  const size = more === 0 ? first : bytes.readUIntBE(2, more);
  if (bytes.length < start + size) return null;
  const inner = bytes.subarray(start, start + size);
  return { value: { tag, bytes: inner, parts: (tag & 0x20) === 0 ? [] : allIn(inner) }, length: start + size };
}

function allIn(bytes: Buffer): Tlv[] {
  const read = bytes.length === 0 ? null : readTlv(bytes);
  return read === null ? [] : [read.value, ...allIn(bytes.subarray(read.length))];
}

export function tlv(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const length = content.length < 128 ? Buffer.of(content.length) : Buffer.concat([Buffer.of(0x84), size]);
  return Buffer.concat([Buffer.of(tag), length, content]);
}

export function integer(value: number, tag = 0x02): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return tlv(tag, bytes);
}
