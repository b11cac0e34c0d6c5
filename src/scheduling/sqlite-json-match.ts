/** What a value becomes on its way through the database: dates turn into strings, `undefined` disappears. */
export function asStored(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equality of two values that came out of JSON; the order of keys does not count. */
export function jsonEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => jsonEqual(item, right[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && jsonEqual(left[key], right[key]))
  );
}

/**
 * Whether `whole` contains `part`, as PostgreSQL's `@>` has it: objects by the keys of the part, arrays as sets, and
 * at the top an array contains a bare value.
 */
export function jsonContains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole) && !Array.isArray(part) && !isObject(part)) return whole.includes(part);
  return contains(whole, part);
}

function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part))
    return Array.isArray(whole) && part.every((wanted) => whole.some((item) => contains(item, wanted)));
  if (isObject(part))
    return (
      isObject(whole) && Object.keys(part).every((key) => Object.hasOwn(whole, key) && contains(whole[key], part[key]))
    );
  return whole === part;
}

/** The value at a dotted path, `null` where there is none. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  let here = document;
  for (const key of path) {
    if (!(isObject(here) || Array.isArray(here)) || !Object.hasOwn(here, key)) return null;
    here = Reflect.get(here, key);
  }
  return here ?? null;
}

/** A plain value found at a path: what an index can narrow a search by. */
export interface Leaf {
  path: readonly string[];
  value: string | number | boolean;
}

/** The plain values inside a filter, with their paths; arrays are left to `jsonContains`. */
export function leavesOf(part: unknown, path: readonly string[] = []): Leaf[] {
  if (isObject(part)) return Object.entries(part).flatMap(([key, value]) => leavesOf(value, [...path, key]));
  return isPlain(part) && path.length > 0 ? [{ path, value: part }] : [];
}

export function isPlain(value: unknown): value is Leaf['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;
// A NUL or half a surrogate pair does not survive the way into SQLite unchanged.
const unsafeText = /[\0\ud800-\udfff]/u;

/** The SQL expression that reads a path of `data`, or nothing when the path cannot be written safely. */
export function dataExpression(path: readonly string[]): string | undefined {
  if (path.length === 0 || !path.every((key) => plainKey.test(key))) return undefined;
  return `json_extract(data, '$.${path.map((key) => `"${key}"`).join('.')}')`;
}

/** How a leaf is bound, or nothing when the comparison must be left to JavaScript. */
export function bindable(value: Leaf['value']): string | number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && unsafeText.test(value)) return undefined;
  return value;
}
