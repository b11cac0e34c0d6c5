const channelId = /^19:[^\s/?#]+@thread\.(?:tacv2|skype)$/;

/**
 * Adaptive Cards have no picker for channels: people paste the link that Teams gives them, or the id itself. Null for
 * anything else.
 */
export function channelIdOf(pasted: string): string | null {
  const text = pasted.trim();
  if (channelId.test(text)) return text;
  if (!URL.canParse(text)) return null;
  // https://teams.microsoft.com/l/channel/19%3a…%40thread.tacv2/General?groupId=…
  const [, kind, place, id = ''] = new URL(text).pathname.split('/');
  if (kind !== 'l' || place !== 'channel') return null;
  const decoded = withoutCoding(id);
  return channelId.test(decoded) ? decoded : null;
}

function withoutCoding(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
