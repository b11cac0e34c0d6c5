import { ConnectorError } from '../../engine/ports/connector.ts';

/** A path in which each value is escaped: `` path`/api/v1/users/${id}` ``. A value can never leave its segment. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + segment(values[index - 1] ?? '') + part);
}

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new ConnectorError('rejected', 'the system named something that cannot stand in an address');
  return escaped(value);
}

/** For a place in an address. An id is the vendor's word: one that cannot be written down is refused like any other wrong answer. */
export function escaped(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new ConnectorError('rejected', 'half a character cannot stand in an address');
  return encodeURIComponent(value);
}
