/**
 * Joins fields so that no two different lists give the same bytes: each field is preceded by its length, a missing one
 * by a length no field can have.
 */
export function joined(...fields: readonly (string | number | Uint8Array | null)[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const field of fields) {
    const length = Buffer.alloc(4);
    if (field === null) {
      length.writeUInt32BE(0xffffffff);
      parts.push(length);
      continue;
    }
    const bytes = typeof field === 'object' ? field : Buffer.from(String(field), 'utf8');
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}
