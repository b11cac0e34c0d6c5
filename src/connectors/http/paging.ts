/** The `rel="next"` address of a `Link` header (RFC 8288), as Okta and GitHub page; null on the last page. */
export function nextLink(headers: Headers): string | null {
  for (const [, address, parameters] of (headers.get('link') ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,<]*)*)/g))
    if (address && /;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?/i.test(parameters ?? '')) return address;
  return null;
}
