const mostNames = 12;

/** Names for one sentence, the first twelve in order; null when there are none. */
export function named(names: readonly string[]): string | null {
  const sorted = names.toSorted((a, b) => a.localeCompare(b, 'en'));
  const more = sorted.length - mostNames;
  return sorted.length === 0 ? null : sorted.slice(0, mostNames).join(', ') + (more > 0 ? `, +${more}` : '');
}
