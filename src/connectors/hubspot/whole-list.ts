import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { optional } from '../kit/vendor-shapes.ts';
import type { HubspotSystem } from './hubspot-system.ts';

/** A list of HubSpot's, to its end: pages lead on by `paging.next.after`, also pages without items. */
export async function wholeList<Item>(
  { http }: HubspotSystem,
  { path, item, query = {} }: { path: string; item: z.ZodType<Item>; query?: Readonly<Record<string, string>> },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const schema = z.object({
    results: z.array(item),
    paging: optional(z.object({ next: optional(z.object({ after: z.string() })) })),
  });
  const { pages, evidence } = await http.pages(
    path,
    {
      schema,
      // Relative to the page before it, whose query it repeats.
      next({ paging }) {
        const after = paging?.next?.after;
        return after === undefined ? null : `?${new URLSearchParams({ ...query, after }).toString()}`;
      },
    },
    context,
    { query },
  );
  return { items: pages.flatMap(({ results }) => results), evidence };
}
