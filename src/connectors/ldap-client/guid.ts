/**
 * Active Directory's `objectGUID`, as its own tools write it: of the sixteen bytes the first three groups stand
 * backwards. https://learn.microsoft.com/windows/win32/adschema/a-objectguid
 */
export function guidText(bytes: Uint8Array): string | null {
  if (bytes.length !== 16) return null;
  const hex = order.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The bytes behind the text. Precondition: it is a GUID as `guidText` writes it, in any case. */
export function guidBytes(text: string): Buffer {
  const told = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Buffer.from(order.map((at) => told[at] ?? 0));
}

/** Which byte stands where; its own inverse. */
const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
