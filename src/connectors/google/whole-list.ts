import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import { pageShape } from './google-shapes.ts';

export interface ListOf<Item> {
  path: string;
  /** The name of the list in each page: `users`, `items`, `deviceUsers`. */
  name: string;
  item: z.ZodType<Item>;
  query?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A list of Google's, to its end: pages lead on by `nextPageToken`, also pages without items. Fails as
 * `HttpClient.pages` does.
 */
export async function wholeList<Item>(
  http: HttpClient,
  { path, name, item, query = {} }: ListOf<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const shape = {
    schema: pageShape(name, item),
    // Relative to the page before it, whose query it repeats.
    next: ({ next }: { items: Item[]; next: string | null }) =>
      next === null ? null : `?${new URLSearchParams([...entriesOf(query), ['pageToken', next]]).toString()}`,
  };
  const { pages, evidence } = await http.pages(path, shape, context, { query });
  return { items: pages.flatMap(({ items }) => items), evidence };
}

function entriesOf(query: Readonly<Record<string, string | number | boolean>>): [string, string][] {
  return Object.entries(query).map(([name, value]) => [name, String(value)]);
}
