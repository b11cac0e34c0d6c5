import { ConnectorError } from '../../engine/ports/connector.ts';

/** A path in which each value is escaped: `` path`/api/v1/users/${id}` ``. A value can never leave its segment. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((whole, part, index) => whole + segment(values[index - 1] ?? '') + part);
}

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new ConnectorError('rejected', {
      en: 'the system named something that cannot stand in an address',
      fr: 'le système a nommé quelque chose qui ne peut pas figurer dans une adresse',
    });
  return escaped(value);
}

/**
 * For a place in an address. An id is the vendor's word: one that cannot be written down is refused like any other
 * wrong answer.
 */
export function escaped(value: string): string {
  if (/\p{Surrogate}/u.test(value))
    throw new ConnectorError('rejected', {
      en: 'half a character cannot stand in an address',
      fr: 'la moitié d’un caractère ne peut pas figurer dans une adresse',
    });
  return encodeURIComponent(value);
}
