/** Without control characters, halves of characters and marks that turn the reading direction of what follows. */
export function clean(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .replaceAll(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** At most `most` characters, cut between words where that keeps most of the text, with an ellipsis. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, Math.max(most - 1, 0)).replace(/[\ud800-\udbff]$/, '');
  const atWord = room.replace(/\s+\S*$/, '');
  const kept = atWord.length >= room.length * 0.6 ? atWord : room;
  return `${kept.trimEnd()}…`;
}
