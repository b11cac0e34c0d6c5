import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { OktaSystem } from './okta-system.ts';

/** The largest page of any list that is read here. */
const pageSize = 200;

interface ListOf<Item> {
  path: string;
  shape: z.ZodType<readonly Item[]>;
  query?: Readonly<Record<string, string>>;
  /** Whether Okta documents `limit` for it; its own pages are then as large as may be. */
  limited?: boolean;
}

/**
 * A list of Okta's, to its end. Okta names each page in a `Link` header, the last one too: a full page without any
 * `Link` went through something that takes the header away, and others may follow it. Throws `unproven` then.
 */
export async function wholeList<Item>(
  { http }: OktaSystem,
  { path, shape, query, limited = false }: ListOf<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const asked = { ...query, ...(limited ? { limit: pageSize } : {}) };
  const { items, evidence, headers } = await http.list(path, shape, context, { query: asked });
  if (items.length > 0 && items.length % pageSize === 0 && !headers.has('link'))
    throw new ConnectorError(
      'unproven',
      {
        en: `a full page of ${pageSize} has no Link header, so more may follow; does a proxy take it away?`,
        fr: `une page pleine de ${pageSize} n’a pas d’en-tête Link, il peut donc y avoir une suite ; un proxy l’enlève-t-il ?`,
      },
      { evidence },
    );
  return { items, evidence };
}
