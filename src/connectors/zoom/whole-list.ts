import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { unproven, type ZoomSystem } from './zoom-system.ts';

/** The largest page: https://developers.zoom.us/docs/api/rest/other-references/pagination/ */
const pageSize = 300;

/**
 * A list of Zoom's, to its end: pages lead on by `next_page_token`, which is empty on the last one. Throws `unproven`
 * where nothing is listed although Zoom counts something. `total`: how many Zoom counts, where it does.
 */
export async function wholeList<Item>(
  { http }: ZoomSystem,
  {
    path,
    name,
    item,
    query = {},
  }: { path: string; name: string; item: z.ZodType<Item>; query?: Readonly<Record<string, string>> },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[]; total: number | null }> {
  const schema = z
    .object({ [name]: z.array(item), next_page_token: optional(z.string()), total_records: optional(z.int()) })
    .transform((page) => ({
      items: z.array(item).parse(page[name]),
      next: optional(z.string()).parse(page['next_page_token']),
      total: optional(z.int()).parse(page['total_records']),
    }));
  const asked = { ...query, page_size: String(pageSize) };
  const { pages, evidence } = await http.pages(
    path,
    {
      schema,
      // Relative to the page before it, whose query it repeats.
      next: ({ next }) => (next ? `?${new URLSearchParams({ ...asked, next_page_token: next }).toString()}` : null),
    },
    context,
    { query: asked },
  );
  const items = pages.flatMap((page) => page.items);
  if (items.length === 0 && pages.some(({ total }) => (total ?? 0) > 0))
    throw unproven(
      {
        en: `Zoom lists nothing, and counts ${pages[0]?.total} all the same`,
        fr: `Zoom ne liste rien, et en compte pourtant ${pages[0]?.total}`,
      },
      evidence,
    );
  return { items, evidence, total: pages[0]?.total ?? null };
}
