import { z } from 'zod';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
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

/** One user of one tenant, by the tenant's fingerprint; see `Account.tenant`. */
export interface UserRef {
  id: string;
  tenant: string;
}

export function userOf({ accountId, tenant }: PlannedAction): UserRef {
  return { id: accountId, tenant };
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

/**
 * Every page's items. Graph names the next page in the body; never cut short silently, never followed elsewhere, never
 * twice the same.
 */
export async function listAll<Item>(
  { http }: EntraSystem,
  { path, shape, ...call }: { path: string; shape: z.ZodType<Item> } & Pick<CallOptions, 'query' | 'headers'>,
  context: ConnectorContext,
): Promise<Listed<Item>> {
  const schema = z.object({ value: z.array(shape), '@odata.nextLink': z.string().nullish() });
  const next = (page: z.output<typeof schema>) => page['@odata.nextLink'] ?? null;
  const { pages, evidence } = await http.pages(path, { schema, next }, context, call);
  return { items: pages.flatMap(({ value }) => value), evidence };
}

const emptyPages = 5;

/** The first items of a list that may be long: read until a page has any. */
export async function firstItems<Item>(
  { http, settings }: EntraSystem,
  { path, shape, query }: { path: string; shape: z.ZodType<Item> } & Pick<CallOptions, 'query'>,
  context: ConnectorContext,
): Promise<Listed<Item>> {
  const schema = z.object({ value: z.array(shape), '@odata.nextLink': z.string().nullish() });
  const base = graphUrl(settings);
  const evidence: Evidence[] = [];
  let next: { path: string; call: CallOptions } = { path, call: query ? { query } : {} };
  while (evidence.length < emptyPages) {
    const reply = await http.get(next.path, schema, context, next.call);
    evidence.push(reply.evidence);
    const { value, '@odata.nextLink': link } = reply.data;
    // A page elsewhere is not asked for; what it holds does not matter here.
    if (value.length > 0 || !link?.startsWith(`${base}/`)) return { items: value, evidence };
    next = { path: link.slice(base.length), call: {} };
  }
  return { items: [], evidence };
}
