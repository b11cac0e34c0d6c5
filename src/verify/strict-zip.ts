/** One file of a pack, in its place. */
export interface ZippedFile {
  name: string;
  bytes: Uint8Array;
}

/** `damaged`: it is no whole ZIP; `foreign`: it is one, and some byte of it is not as Relais writes it. */
export type ReadZip = { type: 'files'; files: readonly ZippedFile[] } | { type: 'damaged' | 'foreign'; about: string };

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
/** 1980-01-01 00:00, as every file of a pack is dated. */
const date = 0x0021;

class Unexpected extends Error {}

/**
 * Reads a ZIP of stored files in which no byte is free: each field of each header must be what Relais writes, files and
 * directory must agree, and nothing may stand before, between or behind them. So there is one ZIP for a list of files,
 * and two programs cannot read two things out of it.
 */
export function readStrictZip(bytes: Uint8Array): ReadZip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const expect = (value: number, size: 2 | 4, what: string) => {
    const found = number(size);
    if (found !== value) throw new Unexpected(what);
  };
  const number = (size: 2 | 4): number => {
    const found = size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
    at += size;
    return found;
  };
  const text = (length: number): string => {
    if (at + length > bytes.length) throw new RangeError('cut short');
    const found = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + length));
    at += length;
    if (!/^[a-zA-Z0-9][a-zA-Z0-9._/-]*$/.test(found)) throw new Unexpected('the name of a file');
    return found;
  };
  const entries: { name: string; crc: number; size: number; offset: number }[] = [];
  const files: ZippedFile[] = [];
  try {
    while (view.getUint32(at, true) === localHeader) {
      const offset = at;
      at += 4;
      commonHeader(expect);
      const crc = number(4);
      const size = number(4);
      expect(size, 4, 'the size of a file');
      const nameLength = number(2);
      expect(0, 2, 'an extra field');
      const name = text(nameLength);
      if (at + size > bytes.length) throw new RangeError('cut short');
      const content = bytes.subarray(at, at + size);
      at += size;
      if (crc32(content) !== crc) throw new Unexpected(`the check sum of ${name}`);
      entries.push({ name, crc, size, offset });
      files.push({ name, bytes: content });
    }
    const directory = at;
    for (const { name, crc, size, offset } of entries) {
      expect(centralHeader, 4, 'the directory');
      expect(20, 2, 'the version of the directory');
      commonHeader(expect);
      expect(crc, 4, `the check sum of ${name} in the directory`);
      expect(size, 4, `the size of ${name} in the directory`);
      expect(size, 4, `the size of ${name} in the directory`);
      expect(name.length, 2, 'a name in the directory');
      expect(0, 2, 'an extra field in the directory');
      expect(0, 2, 'a comment in the directory');
      expect(0, 2, 'a disk number');
      expect(0, 2, 'internal attributes');
      expect(0, 4, 'external attributes');
      expect(offset, 4, `the place of ${name}`);
      if (text(name.length) !== name) throw new Unexpected(`the name of ${name} in the directory`);
    }
    const end = at;
    expect(endRecord, 4, 'the end of the directory');
    expect(0, 2, 'a disk number');
    expect(0, 2, 'a disk number');
    expect(entries.length, 2, 'the count of files');
    expect(entries.length, 2, 'the count of files');
    expect(end - directory, 4, 'the size of the directory');
    expect(directory, 4, 'the place of the directory');
    expect(0, 2, 'a comment');
  } catch (error) {
    if (error instanceof Unexpected) return { type: 'foreign', about: error.message };
    return { type: 'damaged', about: `byte ${at}` };
  }
  return at === bytes.length
    ? { type: 'files', files }
    : { type: 'foreign', about: `${bytes.length - at} bytes behind the end` };
}

/** What the header of a file and its line in the directory share. */
function commonHeader(expect: (value: number, size: 2 | 4, what: string) => void): void {
  expect(20, 2, 'the version of a file');
  expect(0, 2, 'the flags of a file');
  expect(0, 2, 'how a file is packed');
  expect(0, 2, 'the time of a file');
  expect(date, 2, 'the date of a file');
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
