import type { Request } from 'express';
import { queryText } from '../paging.ts';

/** One page of a list under its name, as Google writes it: an empty list is left out, and `nextPageToken` leads on. */
export function page(
  request: Request,
  list: { kind?: string; name: string; items: readonly unknown[]; size: string; largest: number },
): Record<string, unknown> {
  const { kind, name, items, size, largest } = list;
  const asked = Number(queryText(request, size) ?? largest);
  const count = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largest) : largest;
  const start = Number(/^p(\d+)$/.exec(queryText(request, 'pageToken') ?? '')?.[1] ?? 0);
  const shown = items.slice(start, start + count);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(shown.length === 0 ? {} : { [name]: shown }),
    ...(start + count < items.length ? { nextPageToken: `p${start + count}` } : {}),
  };
}
