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

/** The most that Gitea gives at once, unless an administrator set `MAX_RESPONSE_ITEMS` otherwise. */
const pageSize = 50;

export function isLeft({ settings }: GiteaSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}

/** By what an item is told from every other of its list. */
type Told = { id: string } | { email: string };

export interface ListOf<Item extends Told> {
  path: string;
  shape: z.ZodType<Item[]>;
  query?: Readonly<Record<string, string>>;
}

/**
 * A list to its end. Several of Gitea’s lists have no Link header, and a page may hold fewer items than were asked for,
 * so the end is what the server counts (`X-Total-Count`). Fewer items than are counted, and a list that moved between
 * its pages (another count, an item again), are `unproven`: somebody may have slipped past. Where a proxy takes the
 * count away, the end is a page without items, and only what one page holds is believed.
 */
export async function wholeList<Item extends Told>(
  http: Pick<HttpClient, 'pages'>,
  { path, shape, query = {} }: ListOf<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const from = (page: number) => ({ ...query, page: String(page), limit: String(pageSize) });
  const seen = new Set<string>();
  const totals = new Set<number | null>();
  let read = 0;
  let page = 1;
  let isUncounted = false;
  const hasMoved = () => totals.size > 1 || seen.size < read;
  const next = (items: readonly Item[], headers: Headers) => {
    const total = countIn(headers);
    totals.add(total);
    for (const item of items) seen.add('id' in item ? item.id : item.email);
    read += items.length;
    page += 1;
    isUncounted ||= total === null && items.length > 0 && (read > items.length || items.length >= pageSize);
    const isLast = hasMoved() || isUncounted || items.length === 0 || (total !== null && read >= total);
    return isLast ? null : `?${new URLSearchParams(from(page))}`;
  };
  const { pages, evidence } = await http.pages(path, { schema: shape, next }, context, { query: from(1) });
  const [total = null] = totals;
  if (hasMoved()) throw unproven(moved, evidence);
  if (isUncounted) throw unproven(uncounted, evidence);
  if (total !== null && read !== total)
    throw unproven(
      {
        en: `Gitea counts ${total} and lists ${read}`,
        fr: `Gitea en compte ${total} et en liste ${read}`,
      },
      evidence,
    );
  return { items: pages.flat(), evidence };
}

const moved: Localized = {
  en: 'Gitea’s list changed while it was read, so it may not be whole',
  fr: 'la liste de Gitea a changé pendant sa lecture : elle n’est peut-être pas entière',
};

const uncounted: Localized = {
  en: 'Gitea’s list has several pages and no count (X-Total-Count), so it may not be whole',
  fr: 'la liste de Gitea a plusieurs pages sans total (X-Total-Count) : elle n’est peut-être pas entière',
};

function countIn(headers: Headers): number | null {
  const told = headers.get('x-total-count');
  return told !== null && /^\d+$/.test(told) ? Number(told) : null;
}
