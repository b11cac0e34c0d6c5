import type { Attribute } from 'ldapts';

/** One entry as the directory gave it. */
export interface LdapEntry {
  dn: string;
  /**
   * The values of an attribute in the server's order, whatever the case of its name; none where there is no such
   * attribute.
   */
  texts(attribute: string): readonly string[];
  bytes(attribute: string): readonly Buffer[];
  /**
   * An attribute of which only the first values were told, and by which name the next ones are asked for; null where
   * all are whole.
   */
  rest(): { attribute: string; asked: string } | null;
  /** With the next values of this attribute. Null where the answer holds none. */
  with(more: LdapEntry, attribute: string): LdapEntry | null;
}

interface Values {
  texts: readonly string[];
  bytes: readonly Buffer[];
  /** Where the next ones begin; null where these are all. */
  next: number | null;
}

/** `member;range=0-1499`: Active Directory gives at most so many values at once; the last part ends with `*`. */
const ranged = /^(.+);range=(\d+)-(\d+|\*)$/i;

export function entryOf(
  dn: string,
  attributes: readonly Pick<Attribute, 'type' | 'values' | 'parsedBuffers'>[],
): LdapEntry {
  const values = new Map<string, Values>();
  for (const { type, values: told, parsedBuffers } of attributes) {
    const [, name = type, , end = '*'] = ranged.exec(type) ?? [];
    const key = name.toLowerCase();
    // Beside a part of the values, the attribute itself comes without any.
    if (parsedBuffers.length === 0 && values.has(key)) continue;
    values.set(key, {
      texts: told.map((one) => (typeof one === 'string' ? one : one.toString('utf8'))),
      bytes: parsedBuffers,
      next: end === '*' ? null : Number(end) + 1,
    });
  }
  return entryWith(dn, values);
}

function entryWith(dn: string, values: ReadonlyMap<string, Values>): LdapEntry {
  return {
    dn,
    texts: (attribute) => values.get(attribute.toLowerCase())?.texts ?? [],
    bytes: (attribute) => values.get(attribute.toLowerCase())?.bytes ?? [],
    rest() {
      for (const [attribute, { next }] of values)
        if (next !== null) return { attribute, asked: `${attribute};range=${next}-*` };
      return null;
    },
    with(more, attribute) {
      const [before, texts, bytes] = [values.get(attribute), more.texts(attribute), more.bytes(attribute)];
      if (before === undefined || bytes.length === 0) return null;
      const rest = more.rest();
      const next = rest === null ? null : Number(/range=(\d+)/.exec(rest.asked)?.[1]);
      // A part that does not go further would be asked for without an end.
      if (next !== null && next <= (before.next ?? 0)) return null;
      const all = { texts: [...before.texts, ...texts], bytes: [...before.bytes, ...bytes], next };
      return entryWith(dn, new Map([...values, [attribute, all]]));
    },
  };
}
