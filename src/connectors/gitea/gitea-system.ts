import type { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { GiteaSettings, Leavable } from './gitea-settings.ts';

/** One Gitea or Forgejo: what every part of this connector works with. */
export interface GiteaSystem {
  settings: GiteaSettings;
  /** Below /api/v1, by the token. */
  http: HttpClient;
  /** The same API by Basic authentication, without which access tokens are neither listed nor deleted. */
  basic: HttpClient;
  /** By these Gitea names Relais’ own token in a list. */
  tokenLastEight: string;
}

/** Our word for a user who was deleted. */
export const deleted = 'deleted';

/** The most that Gitea gives at once, unless an administrator set `MAX_RESPONSE_ITEMS` lower. */
const pageSize = 50;

export function isLeft({ settings }: GiteaSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}

export interface ListOf<Item> {
  path: string;
  shape: z.ZodType<Item[]>;
  query?: Readonly<Record<string, string>>;
}

/**
 * A list to its end. Several of Gitea’s lists have no Link header, and a page may hold fewer items than were asked for,
 * so the end is what the server counts (`X-Total-Count`), or a page without items where a proxy takes the count away.
 * Fewer items than are counted, and the same page again, are `unproven`.
 */
export async function wholeList<Item>(
  http: HttpClient,
  { path, shape, query = {} }: ListOf<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const from = (page: number) => ({ ...query, page: String(page), limit: String(pageSize) });
  let read = 0;
  let page = 1;
  let total: number | null = null;
  let before = '';
  let isRepeated = false;
  const next = (items: readonly Item[], headers: Headers) => {
    const counted = headers.get('x-total-count');
    total = counted !== null && /^\d+$/.test(counted) ? Number(counted) : null;
    read += items.length;
    page += 1;
    const text = JSON.stringify(items);
    isRepeated = items.length > 0 && text === before;
    before = text;
    const isLast = isRepeated || items.length === 0 || (total !== null && read >= total);
    return isLast ? null : `?${new URLSearchParams(from(page))}`;
  };
  const { pages, evidence } = await http.pages(path, { schema: shape, next }, context, { query: from(1) });
  if (isRepeated || (total !== null && read !== total))
    throw unproven(
      {
        en: `Gitea counts ${total} and lists ${read}`,
        fr: `Gitea en compte ${total} et en liste ${read}`,
      },
      evidence,
    );
  return { items: pages.flat(), evidence };
}
