import type { Request, Response } from 'express';

/** Where the caller sees this request: the mount is part of it, so links lead back through it. */
function addressOf(request: Request): URL {
  return new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
}

/** One query value as text; repeated or nested values count as absent. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** All values of a repeated query name, `owner[]=a&owner[]=b` included. */
export function queryTexts(request: Request, name: string): string[] {
  const { searchParams } = addressOf(request);
  return [...searchParams.getAll(name), ...searchParams.getAll(`${name}[]`)];
}

export interface PageNames {
  /** The query name of the page size. */
  size: string;
  /** The query name of the cursor, which is an offset here. */
  cursor: string;
  defaultSize: number;
  largestSize: number;
}

/** Cuts one page out of the list and says in a Link header, as Okta and GitHub do, where the next one is. */
export function onePage<Item>(
  items: readonly Item[],
  names: PageNames,
  { request, response }: { request: Request; response: Response },
): Item[] {
  const asked = Number(queryText(request, names.size) ?? names.defaultSize);
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, names.largestSize) : names.defaultSize;
  // GitHub counts pages from one, Okta hands out cursors: both are kept as "how many pages came before".
  const before = names.cursor === 'page' ? Number(queryText(request, names.cursor) ?? 1) - 1 : cursorOf(request, names);
  const start = Math.max(0, Math.trunc(before) || 0) * size;
  const page = items.slice(start, start + size);
  // Okta names the page itself as well, also the last one.
  if (names.cursor === 'after') response.append('Link', `<${addressOf(request).href}>; rel="self"`);
  if (start + size < items.length) {
    const next = addressOf(request);
    const following = start / size + 1;
    next.searchParams.set(names.cursor, names.cursor === 'page' ? String(following + 1) : `p${following}`);
    response.append('Link', `<${next.href}>; rel="next"`);
  }
  return page;
}

function cursorOf(request: Request, names: PageNames): number {
  return Number(/^p(\d+)$/.exec(queryText(request, names.cursor) ?? '')?.[1] ?? 0);
}
