/** A path in which each value is escaped: `` path`/api/v1/users/${id}` ``. A value can never leave its segment. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + segment(values[index - 1] ?? '') + part);
}

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw new RangeError('a path segment must name something');
  return encodeURIComponent(value);
}
