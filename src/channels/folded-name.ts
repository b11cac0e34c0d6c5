/** As two people would call it the same name: without capitals, and with single spaces. Accents count. */
export function foldedName(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
