import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import type { CallOptions } from '../http/one-request.ts';
import { type EntraSettings, graphUrl } from './entra-settings.ts';

/** One tenant: what every part of this connector works with. */
export interface EntraSystem {
  settings: EntraSettings;
  http: HttpClient;
  /** For what Graph counts among its reports, with a turnstile of its own. */
  reports: HttpClient;
}

/** The evidence of a reply with what was seen in it. */
export function saw({ evidence }: Pick<Reply<unknown>, 'evidence'>, detail: string): Evidence {
  return { ...evidence, detail: detail.slice(0, 200) };
}

/** All evidence of a list with what was seen in it. */
export function sawAll(evidence: readonly Evidence[], detail: string): Evidence[] {
  return evidence.map((each) => saw({ evidence: each }, detail));
}

/** A value inside quotes of an OData filter: a quote in it is doubled. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

const mostPages = 200;

/** Every page's items. Graph names the next page in the body; never cut short silently, never followed elsewhere. */
export async function listAll<Item>(
  { http, settings }: EntraSystem,
  { path, shape, ...call }: { path: string; shape: z.ZodType<Item> } & Pick<CallOptions, 'query' | 'headers'>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const base = graphUrl(settings);
  const page = z.object({ value: z.array(shape), '@odata.nextLink': z.string().optional() });
  const items: Item[] = [];
  const evidence: Evidence[] = [];
  let next = { path, call };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const reply = await http.get(next.path, page, context, next.call);
    items.push(...reply.data.value);
    evidence.push(reply.evidence);
    const link = reply.data['@odata.nextLink'];
    if (link === undefined) return { items, evidence };
    if (!link.startsWith(`${base}/`))
      throw new ConnectorError('rejected', 'the next page is not under Graph’s own address; not followed', {
        evidence,
      });
    // The link holds the whole query already; only the headers must be said again.
    next = { path: link.slice(base.length), call: call.headers ? { headers: call.headers } : {} };
  }
  throw new ConnectorError('rejected', `more than ${mostPages} pages; not read to the end`, { evidence });
}
