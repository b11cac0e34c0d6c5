/** The `rel="next"` address of a `Link` header (RFC 8288), as Okta and GitHub page; null on the last page. */
export function nextLink(headers: Headers): string | null {
  for (const [, address, parameters] of (headers.get('link') ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,<]*)*)/g))
    if (address && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?/i.test(parameters ?? '')) return address;
  return null;
}

export interface PageWatch {
  /** Whether this page was there before, by its address or by what is in it. */
  isRepeated(url: URL, text: string): boolean;
}

/**
 * Pages of nothing may look alike; a page with something in it that comes again says that the list leads in a circle.
 */
const nothing = 100;

export function pageWatch(): PageWatch {
  const addresses = new Set<string>();
  const texts = new Set<string>();
  return {
    isRepeated(url, text) {
      const repeated = addresses.has(url.href) || (text.length > nothing && texts.has(text));
      addresses.add(url.href);
      texts.add(text);
      return repeated;
    },
  };
}
