import { createHash } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id that looks like the vendor's and is the same after each reset: `00u` + 17 characters for an Okta user. */
export function vendorId(prefix: string, of: string, length = 20): string {
  let id = prefix;
  for (const byte of createHash('sha256').update(`${prefix}/${of}`).digest()) {
    if (id.length >= length) break;
    id += alphabet[byte % alphabet.length];
  }
  return id;
}

/** A number that looks like GitHub's: eight digits, the same after each reset. */
export function vendorNumber(of: string): number {
  return 10_000_000 + (createHash('sha256').update(of).digest().readUInt32BE(0) % 89_999_999);
}

/** A UUID that is the same after each reset. */
export function vendorUuid(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
