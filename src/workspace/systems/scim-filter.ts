import SCIMMY from 'scimmy';

/** Attributes that RFC 7643 calls caseExact; all other strings are compared without regard to case. */
const caseExact = new Set(['id', 'externalId']);

/** A filter that cannot be parsed; each vendor has its own words for it. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/**
 * Picks what matches a SCIM filter (Okta's `search` and `filter` have the same grammar). Mends two quirks of scimmy:
 * it compares `userName` with regard to case although RFC 7643 says `caseExact: false`, so both sides are lowered
 * first; and it knows no escapes in strings although RFC 7644 says they are JSON's, so strings travel through it as
 * place holders.
 */
export function matching<Resource extends object>(expression: string, resources: readonly Resource[]): Resource[] {
  const filter = parse(expression);
  return resources.filter((resource) => filter.match([lower(resource)]).length > 0);
}

function parse(expression: string): SCIMMY.Types.Filter {
  try {
    const strings: string[] = [];
    const sheltered = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, (literal) => {
      strings.push(String(JSON.parse(literal)));
      return `"${placeHolder(strings.length - 1)}"`;
    });
    const parts = [...new SCIMMY.Types.Filter(sheltered)];
    return new SCIMMY.Types.Filter(parts.map((part) => lower(restore(part, strings))));
  } catch (error) {
    throw new FilterSyntaxError(`cannot parse the filter: ${expression.slice(0, 80)}`, { cause: error });
  }
}

function placeHolder(index: number): string {
  return `string-${index}-`;
}

function restore<Value>(value: Value, strings: readonly string[]): Value;
function restore(value: unknown, strings: readonly string[]): unknown {
  if (typeof value === 'string') {
    const index = /^string-(\d+)-$/.exec(value)?.[1];
    return index === undefined ? value : strings[Number(index)];
  }
  if (Array.isArray(value)) return value.map((each) => restore(each, strings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restore(each, strings)]));
}

function lower<Value>(value: Value): Value;
function lower(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map((each) => lower(each));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, caseExact.has(key) ? each : lower(each)]));
}
