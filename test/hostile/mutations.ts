import fc from 'fast-check';

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '<!channel>',
  '__proto__',
  'constructor',
  'x'.repeat(20_000),
  [],
  {},
  [[]],
  { __proto__of: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** A value that nobody expects there. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Keys that every object has, or seems to. */
const oddKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'length', '\u0000');

/** One change to a JSON value, somewhere inside it. */
export interface Change {
  /** Which of the places, counted modulo their number. */
  place: number;
  how: 'replace' | 'remove' | 'repeat' | 'wrap' | 'add-key';
  value: unknown;
  key: string;
}

export const changeOf: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'repeat', 'wrap', 'add-key'),
  value: oddValue,
  key: oddKey,
});

/** The value with the changes applied one after the other; the original stays as it is. */
export function changed(value: unknown, changes: readonly Change[]): unknown {
  let root: unknown = structuredClone(value);
  // Odd values are shared by all cases: none may be changed, nor be put into itself.
  for (const change of structuredClone([...changes])) {
    root = structuredClone(root);
    const places = placesOf(root);
    const place = places[change.place % Math.max(places.length, 1)];
    if (place) apply(place, change);
    else root = change.value;
  }
  return root;
}

interface Place {
  around: Record<string, unknown> | unknown[];
  key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const around = value as Place['around'];
  return Object.entries(value).flatMap(([key, inner]) => [{ around, key }, ...placesOf(inner)]);
}

function apply({ around, key }: Place, { how, value, key: added }: Change): void {
  const put = (name: string, what: unknown) =>
    Object.defineProperty(around, name, { value: what, enumerable: true, configurable: true, writable: true });
  const current: unknown = Reflect.get(around, key);
  switch (how) {
    case 'replace':
      return void put(key, value);
    case 'remove':
      return void (Array.isArray(around) ? around.splice(Number(key), 1) : Reflect.deleteProperty(around, key));
    case 'repeat':
      return void (Array.isArray(around) ? around.push(current) : put(`${key}2`, current));
    case 'wrap':
      return void put(key, [current, value]);
    case 'add-key':
      return void (Array.isArray(around) ? around.push(value) : put(added, value));
  }
}
