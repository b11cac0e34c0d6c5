import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { KeycloakSettings } from './keycloak-settings.ts';
import { realmShape } from './keycloak-shapes.ts';

/** One realm of one Keycloak: what every part of this connector works with. */
export interface KeycloakSystem {
  settings: KeycloakSettings;
  http: HttpClient;
  /** `/admin/realms/<realm>`, escaped. */
  realm: string;
}

/** What every list is read by; Keycloak's own default. */
const pageSize = 100;

/**
 * A list of Keycloak's to its end, by `first` and `max`: a page that is not full is the last one. A server that minds
 * no `first` gives the first page for ever, which is `unproven`.
 */
export async function wholeList<Item>(
  { http }: KeycloakSystem,
  {
    path: start,
    shape,
    query = {},
  }: { path: string; shape: z.ZodType<Item[]>; query?: Readonly<Record<string, string>> },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const from = (first: number) => ({ ...query, first, max: pageSize });
  let read = 0;
  const next = (page: readonly Item[]) => {
    read += page.length;
    if (page.length < pageSize) return null;
    const asked = Object.entries(from(read)).map(([name, value]): [string, string] => [name, String(value)]);
    return `?${new URLSearchParams(asked)}`;
  };
  const { pages, evidence } = await http.pages(start, { schema: shape, next }, context, { query: from(0) });
  return { items: pages.flat(), evidence };
}

/**
 * The realm as it tells of itself. Without `view-realm` Keycloak gives its name alone, and leaves realm roles out of a
 * user's without a word.
 */
export async function readRealm({ http, realm }: KeycloakSystem, context: ConnectorContext) {
  const reply = await http.get(realm, realmShape, context);
  const { id } = reply.data;
  if (id === null || id === undefined)
    throw new ConnectorError(
      'unproven',
      {
        en: 'Keycloak does not tell the realm’s id, so the right view-realm is missing',
        fr: 'Keycloak ne dit pas l’identifiant du royaume : le droit view-realm manque',
      },
      { evidence: [reply.evidence] },
    );
  return { ...reply, id };
}

export function userPath({ realm }: Pick<KeycloakSystem, 'realm'>, id: string): string {
  return `${realm}${path`/users/${id}`}`;
}
