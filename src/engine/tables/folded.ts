/**
 * How names of columns and words of lists are compared: two that fold to the same are one. Case, accents, dashes and
 * dots do not count.
 */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_.'’-]+/g, ' ')
    .trim();
}
