/** `(attribute=value)` with everything escaped that a filter reads as its own (RFC 4515). */
export function equals(attribute: string, value: string): string {
  return `(${attribute}=${value.replaceAll(/[\\*()\0]/g, (mark) => `\\${mark.charCodeAt(0).toString(16).padStart(2, '0')}`)})`;
}
