import { foldedDn } from './dn.ts';

/** Partitions that every domain of Active Directory refers to from its top, and in which nobody stands. */
const partitionsWithoutPeople = ['cn=configuration,', 'dc=domaindnszones,', 'dc=forestdnszones,', 'cn=schema,'];

/** Whether a reference leads to a part of what was asked for that may hold somebody. One that cannot be read does. */
export function isElsewhere(uris: readonly string[], base: string): boolean {
  return !uris.every((uri) => {
    const name = nameIn(uri);
    return name !== null && partitionsWithoutPeople.some((start) => foldedDn(name) === foldedDn(start + base));
  });
}

/** The DN of an LDAP URL (RFC 4516); null where there is none. */
function nameIn(uri: string): string | null {
  const encoded = /^ldaps?:\/\/[^/]*\/([^?]+)/i.exec(uri)?.[1];
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
