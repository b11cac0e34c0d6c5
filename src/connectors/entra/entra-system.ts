import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { CallOptions } from '../http/one-request.ts';
import { type EntraSettings, graphUrl } from './entra-settings.ts';

/** One tenant: what every part of this connector works with. */
export interface EntraSystem {
  settings: EntraSettings;
  http: HttpClient;
  /** For what Graph counts among its reports, with a turnstile of its own. */
  reports: HttpClient;
}

/** Items of a list, and the answers that told them. */
export interface Listed<Item> {
  items: Item[];
  evidence: Evidence[];
}

/** A value inside quotes of an OData filter: a quote in it is doubled. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The most that Graph puts on one page of directory objects; it may put fewer. */
export const largestPage = 999;
const mostPages = 200;

/** Every page's items. Graph names the next page in the body; never cut short silently, never followed elsewhere, never twice the same. */
export async function listAll<Item>(
  { http, settings }: EntraSystem,
  { path, shape, ...call }: { path: string; shape: z.ZodType<Item> } & Pick<CallOptions, 'query' | 'headers'>,
  context: ConnectorContext,
): Promise<Listed<Item>> {
  const base = graphUrl(settings);
  const page = z.object({ value: z.array(shape), '@odata.nextLink': z.string().nullish() });
  const items: Item[] = [];
  const evidence: Evidence[] = [];
  const seen = new Set<string>();
  let next = { path, call };
  for (let pages = 0; pages < mostPages; pages += 1) {
    const reply = await http.get(next.path, page, context, next.call);
    evidence.push(reply.evidence);
    const { value, '@odata.nextLink': link = null } = reply.data;
    // An empty page before the last is documented; one that was there before means that others never come.
    for (const sign of [...(value.length > 0 ? [JSON.stringify(value)] : []), ...(link === null ? [] : [link])]) {
      if (seen.has(sign)) throw new ConnectorError('unproven', 'Graph gives the same page again', { evidence });
      seen.add(sign);
    }
    items.push(...value);
    if (link === null) return { items, evidence };
    if (!link.startsWith(`${base}/`))
      throw new ConnectorError('rejected', 'the next page is not under Graph’s own address; not followed', {
        evidence,
      });
    // The link holds the whole query already; only the headers must be said again.
    next = { path: link.slice(base.length), call: call.headers ? { headers: call.headers } : {} };
  }
  throw new ConnectorError('unproven', `more than ${mostPages} pages; not read to the end`, { evidence });
}
