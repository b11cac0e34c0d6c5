import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from '../../src/stores/bytes.ts';
import { entryOpenings, openEntryJson, sealEntryJson } from '../../src/stores/entry-seal.ts';
import { createKeyring } from '../../src/stores/keyring.ts';
import { open, seal } from '../../src/stores/seal.ts';

const key = Buffer.alloc(32, 1);
const context = Buffer.from('here');

describe('sealing', () => {
  it('opens what it sealed, and the same text never looks the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (plain) => {
        const sealed = seal(key, plain, context);
        expect(open(key, sealed, context, 'it')).toEqual(Buffer.from(plain));
        expect(seal(key, plain, context)).not.toEqual(sealed);
      }),
    );
  });

  it('refuses a single changed bit anywhere', () => {
    const sealed = seal(key, Buffer.from('the leaver'), context);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(key, changed, context, 'it')).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    }
  });

  it('refuses another key, another context and a cut', () => {
    const sealed = seal(key, Buffer.from('the leaver'), context);
    expect(() => open(Buffer.alloc(32, 2), sealed, context, 'it')).toThrow('it was changed or moved');
    expect(() => open(key, sealed, Buffer.from('there'), 'it')).toThrow('it was changed or moved');
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => open(key, sealed.subarray(0, length), context, 'it')).toThrow(
        expect.objectContaining({ kind: 'corrupt' }),
      );
  });
});

describe('joining fields', () => {
  const field = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
  it('never gives two lists the same bytes', () => {
    fc.assert(
      fc.property(fc.array(field), fc.array(field), (a, b) => {
        const text = (list: typeof a) => JSON.stringify(list.map((one) => (one === null ? null : String(one))));
        expect(joined(...a).equals(joined(...b))).toBe(text(a) === text(b));
      }),
    );
    expect(joined('ab', 'c')).not.toEqual(joined('a', 'bc'));
    expect(joined(null)).not.toEqual(joined(''));
  });
});

describe('the keyring', () => {
  const keyring = createKeyring(key);

  it('wraps a data key for one departure only', () => {
    const { dataKey, wrapped } = keyring.newDataKey('d1');
    expect(keyring.unwrap(wrapped, 'd1')).toEqual(dataKey);
    expect(() => keyring.unwrap(wrapped, 'd2')).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    expect(() => createKeyring(Buffer.alloc(32, 2)).unwrap(wrapped, 'd1')).toThrow(
      expect.objectContaining({ kind: 'corrupt' }),
    );
    expect(keyring.newDataKey('d1').dataKey).not.toEqual(dataKey);
  });

  it('gives blind indexes that depend on kind, value and master key', () => {
    expect(keyring.blind('email', 'a@example.com')).toEqual(keyring.blind('email', 'a@example.com'));
    expect(keyring.blind('email', 'a@example.com')).not.toEqual(keyring.blind('leaver', 'a@example.com'));
    expect(keyring.blind('email', 'a@example.com')).not.toEqual(keyring.blind('email', 'b@example.com'));
    const other = createKeyring(Buffer.alloc(32, 2));
    expect(keyring.blind('email', 'a@example.com')).not.toEqual(other.blind('email', 'a@example.com'));
  });

  it('proves fields', () => {
    const mac = keyring.mac('row', Buffer.from('fields'));
    expect(keyring.isMac(mac, 'row', Buffer.from('fields'))).toBe(true);
    expect(keyring.isMac(mac, 'row', Buffer.from('field'))).toBe(false);
    expect(keyring.isMac(mac, 'other', Buffer.from('fields'))).toBe(false);
    expect(keyring.isMac(Buffer.alloc(0), 'row', Buffer.from('fields'))).toBe(false);
  });

  it('refuses a master key of another length', () => {
    expect(() => createKeyring(Buffer.alloc(31))).toThrow(expect.objectContaining({ kind: 'wrong-key' }));
  });
});

describe('sealing an entry', () => {
  const given = { dataKey: key, context, what: 'it' };
  const value = {
    at: '2026-03-02T08:00:00.000Z',
    event: { type: 'x', list: [], '/~': 'odd', 7: null },
    more: [1, { a: true }],
  };

  it('opens what it sealed, and commits to each value by itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (one) => {
        const plain: unknown = JSON.parse(JSON.stringify(one));
        const sealed = sealEntryJson(key, plain, context);
        expect(openEntryJson(sealed, given)).toEqual(plain);
        expect(entryOpenings(sealed, openEntryJson(sealed, given), given)).not.toBeNull();
      }),
    );
    const openings = entryOpenings(sealEntryJson(key, value, context), value, given);
    expect(openings?.map(({ path, value: text }) => [path, text])).toEqual([
      ['/at', '"2026-03-02T08:00:00.000Z"'],
      ['/event/7', 'null'],
      ['/event/type', '"x"'],
      ['/event/list', '[]'],
      ['/event/~1~0', '"odd"'],
      ['/more/0', '1'],
      ['/more/1/a', 'true'],
    ]);
  });

  it('refuses a single changed bit anywhere, and a commitment to something else', () => {
    const sealed = sealEntryJson(key, value, context);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openEntryJson(changed, given)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
    }
    expect(() => entryOpenings(sealed, { ...value, at: 'later' }, given)).toThrow('is not to what it says');
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => openEntryJson(sealed.subarray(0, length), given)).toThrow(
        expect.objectContaining({ kind: 'corrupt' }),
      );
  });

  it('tells nothing of equal values: two entries alike have other commitments', () => {
    const commitmentOf = (sealed: Buffer) => entryOpenings(sealed, value, given)?.[0]?.commitment;
    expect(commitmentOf(sealEntryJson(key, value, context))).not.toEqual(
      commitmentOf(sealEntryJson(key, value, context)),
    );
  });

  it('opens entries of before, which commit to nothing', () => {
    const before = seal(key, Buffer.from(JSON.stringify(value)), context);
    expect(openEntryJson(before, given)).toEqual(value);
    expect(entryOpenings(before, value, given)).toBeNull();
  });
});
