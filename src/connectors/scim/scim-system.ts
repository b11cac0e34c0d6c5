import type { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import type { CallOptions } from '../http/one-request.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import type { ScimSettings } from './scim-settings.ts';
import { listShape, userShape } from './scim-shapes.ts';

/** One SCIM service: what every part of this connector works with. */
export interface ScimSystem {
  settings: ScimSettings;
  http: HttpClient;
  /** What this server was found to take, as long as the process lives. */
  habits: {
    /** It answered 415 to SCIM's own content type. */
    plainJson: boolean;
    /** The form of a member's removal that it took. */
    groupRemoval: ScimSettings['groupRemoval'] | 'put';
    /** It was seen to tell a group by its member, although the group tells no members. */
    findsByMember: boolean;
    /**
     * Whether each look-up was seen to find who exists, and until when that is believed, in milliseconds since 1970.
     */
    lookups: Map<string, { finds: boolean; until: number }>;
    /**
     * When an attribute was last told of a user from whom it was then taken, in milliseconds since 1970: `<user>
     * <attribute>`.
     */
    toldBeforeRemoval: Map<string, number>;
    /** Whom this process takes, or took, out of which group: `<group> <user>`. */
    removals: Set<string>;
  };
}

/** A comparison of a filter; strings are JSON's (RFC 7644, 3.4.2.2), so quotes and backslashes cannot end them. */
export function equals(attribute: string, value: string): string {
  return `${attribute} eq ${JSON.stringify(value)}`;
}

/** The user by id; null in `data` where there is none. Throws `mismatch` when the answer is about somebody else. */
export async function readUser({ http }: ScimSystem, id: string, context: ConnectorContext) {
  const reply = await http.find(path`/Users/${id}`, userShape, context);
  if (reply.data) requireSameUser('SCIM', { asked: id, answered: reply.data.id }, [reply.evidence]);
  return reply;
}

/**
 * Sends a change; a server that takes only `application/json` says so with 415, which did nothing, and is asked once
 * more.
 */
export async function sendScim(
  { http, habits }: ScimSystem,
  { method, path: to, ...call }: { method: string; path: string } & CallOptions,
  context: ConnectorContext,
): Promise<Reply<unknown>> {
  const plain = { ...call, headers: { ...call.headers, 'content-type': 'application/json' } };
  if (habits.plainJson) return http.send(method, to, context, plain);
  const reply = await http.send(method, to, context, { ...call, expect: [...(call.expect ?? []), 415] });
  if (reply.status !== 415) return reply;
  const again = await http.send(method, to, context, plain);
  habits.plainJson = true;
  return again;
}

const pageSize = 100;
const mostPages = 50;

interface Query<Resource> {
  resources: 'Users' | 'Groups';
  /** Null: all of them. */
  filter: string | null;
  shape: z.ZodType<Resource & { id: string }>;
}

/**
 * Every resource that matches, over all pages. Null when the server says that it cannot filter like this. Never cut
 * short silently.
 */
export async function filtered<Resource extends { id: string }>(
  { http }: ScimSystem,
  { resources, filter, shape }: Query<Resource>,
  context: ConnectorContext,
): Promise<{ found: Resource[] | null; evidence: Evidence[] }> {
  const found = new Map<string, Resource>();
  const evidence: Evidence[] = [];
  let told = 0;
  let isTold = false;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { ...(filter === null ? {} : { filter }), startIndex: told + 1, count: pageSize };
    let reply: Reply<z.infer<ReturnType<typeof listShape<Resource>>>>;
    try {
      reply = await http.get(`/${resources}`, listShape<Resource>(shape), context, { query });
    } catch (error) {
      // Nothing is behind the end: some servers refuse to be asked for it.
      if (isTold && isRefusedWith(error, [400, 404])) return { found: [...found.values()], evidence };
      if (filter === null || !isRefusedWith(error, [400, 403, 501])) throw error;
      return { found: null, evidence: error.evidence.map((each) => ({ ...each, detail: 'filter not supported' })) };
    }
    const { totalResults, Resources } = reply.data;
    const fresh = (Resources ?? []).filter(({ id }) => !found.has(id));
    for (const one of fresh) found.set(one.id, one);
    if (fresh.length > 0 || !Resources?.length) told += Resources?.length ?? 0;
    isTold = totalResults !== null && totalResults !== undefined && totalResults <= told;
    evidence.push(
      saw(reply, `${totalResults ?? told} ${filter === null ? 'in all' : `found by ${filter.split(' ')[0]}`}`),
    );
    if (!Resources?.length) {
      if ((totalResults ?? 0) > told)
        throw cutShort(
          resources,
          { en: `says ${totalResults} and tells ${told}`, fr: `en annonce ${totalResults} et en donne ${told}` },
          evidence,
        );
      return { found: [...found.values()], evidence };
    }
    // All at once, whatever page is asked for: its own total says that this was all.
    const isWhole = told > 0 && fresh.length === 0 && isTold && told % pageSize !== 0;
    if (isWhole) return { found: [...found.values()], evidence };
    if (fresh.length < Resources.length)
      throw cutShort(resources, { en: 'repeats a page', fr: 'répète une page' }, evidence);
    // A total may be the page's own: whoever is compared here must be read to the end, and a full page may be one of
    // several.
    const mayGoOn = filter === null || Resources.length === pageSize;
    if (isTold && !mayGoOn) return { found: [...found.values()], evidence };
  }
  throw cutShort(resources, { en: `has more than ${mostPages} pages`, fr: `a plus de ${mostPages} pages` }, evidence);
}

function cutShort(resources: string, why: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: `the list of ${resources} ${why.en}, so nothing follows from it`,
      fr: `la liste (${resources}) ${why.fr} : rien n’en découle`,
    },
    { evidence },
  );
}

function isRefusedWith(error: unknown, statuses: readonly number[]): error is ConnectorError {
  return error instanceof ConnectorError && statuses.includes(error.evidence[0]?.http ?? 0);
}
