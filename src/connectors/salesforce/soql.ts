import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { type SalesforceSystem, unproven } from './salesforce-system.ts';

/**
 * A query with its values escaped: `` soql`SELECT Id FROM User WHERE Email = ${address}` ``. A value can never leave
 * its quotes.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function soql(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((whole, part, index) => `${whole}${quoted(values[index - 1] ?? '')}${part}`);
}

function quoted(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

/** Everything that a query tells, over all pages. Throws `unproven` where it lists another number than it counts. */
export async function rows<Row>(
  { http }: SalesforceSystem,
  { query, row }: { query: string; row: z.ZodType<Row> },
  context: ConnectorContext,
): Promise<{ items: Row[]; evidence: Evidence[] }> {
  const schema = z.object({
    totalSize: z.int(),
    done: z.boolean(),
    records: z.array(row),
    nextRecordsUrl: optional(z.string()),
  });
  const { pages, evidence } = await http.pages(
    '/query',
    { schema, next: ({ done, nextRecordsUrl }) => (done ? null : (nextRecordsUrl ?? null)) },
    context,
    { query: { q: query } },
  );
  const items = pages.flatMap(({ records }) => records);
  const total = pages[0]?.totalSize ?? 0;
  if (items.length === total && pages.at(-1)?.done === true) return { items, evidence };
  throw unproven(
    {
      en: `Salesforce counts ${total} and lists ${items.length}`,
      fr: `Salesforce en compte ${total} et en liste ${items.length}`,
    },
    evidence,
  );
}

/** How many records a query counts: `SELECT COUNT() FROM …`. */
export async function count({ http }: SalesforceSystem, query: string, context: ConnectorContext) {
  const { data, evidence } = await http.get('/query', z.object({ totalSize: z.int() }), context, {
    query: { q: query },
  });
  return { total: data.totalSize, evidence };
}
