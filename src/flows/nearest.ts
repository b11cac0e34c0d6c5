const longestWord = 80;

/** The known word somebody probably meant; null when none is close. */
export function nearest(word: string, known: readonly string[]): string | null {
  const folded = word.toLowerCase().replaceAll(/[_\s]/g, '-');
  // Nobody misspells a key by a thousand letters, and comparing them takes a second each.
  if (word.length > longestWord) return null;
  let best: { known: string; distance: number } | null = null;
  for (const candidate of known) {
    const distance = editDistance(folded, candidate.toLowerCase());
    if (!best || distance < best.distance) best = { known: candidate, distance };
  }
  return best && best.distance <= Math.max(2, Math.floor(best.known.length / 3)) ? best.known : null;
}

/** Levenshtein's, with one row kept. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
