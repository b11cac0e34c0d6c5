import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type GitlabSystem, unproven } from './gitlab-system.ts';

/** The largest page: https://docs.gitlab.com/api/rest/#pagination */
const pageSize = 100;

/**
 * A list of GitLab's, to its end. GitLab names its pages in a `Link` header, the last one too: a full page without any
 * may be cut short.
 */
export async function wholeList<Item>(
  { http }: GitlabSystem,
  {
    path,
    shape,
    query = {},
  }: { path: string; shape: z.ZodType<readonly Item[]>; query?: Readonly<Record<string, string | boolean>> },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const { items, evidence, headers } = await http.list(path, shape, context, {
    query: { ...query, per_page: pageSize },
  });
  if (items.length > 0 && items.length % pageSize === 0 && !headers.has('link'))
    throw unproven(
      {
        en: `a full page of ${pageSize} has no Link header, so more may follow; does a proxy take it away?`,
        fr: `une page pleine de ${pageSize} n’a pas d’en-tête Link, il peut donc y avoir une suite ; un proxy l’enlève-t-il ?`,
      },
      evidence,
    );
  return { items, evidence };
}
