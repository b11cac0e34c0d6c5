import type { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { ScimSettings } from './scim-settings.ts';
import { listShape, type ScimUser, userShape } from './scim-shapes.ts';

/** One SCIM service: what every part of this connector works with. */
export interface ScimSystem {
  settings: ScimSettings;
  http: HttpClient;
}

/** The evidence of a reply with what was seen in it. */
export function saw({ evidence }: Pick<Reply<unknown>, 'evidence'>, detail: string): Evidence {
  return { ...evidence, detail: detail.slice(0, 200) };
}

/** A comparison of a filter; strings are JSON's (RFC 7644, 3.4.2.2), so quotes and backslashes cannot end them. */
export function equals(attribute: string, value: string): string {
  return `${attribute} eq ${JSON.stringify(value)}`;
}

export async function readUser({ http }: ScimSystem, id: string, context: ConnectorContext) {
  return http.find(path`/Users/${id}`, userShape, context);
}

const pageSize = 100;
const mostPages = 50;

/** Every resource that matches, over all pages. Null when the server says that it cannot filter like this. */
export async function filtered<Resource>(
  { http }: ScimSystem,
  { resources, filter, shape }: { resources: 'Users' | 'Groups'; filter: string; shape: z.ZodType<Resource> },
  context: ConnectorContext,
): Promise<{ found: Resource[] | null; evidence: Evidence[] }> {
  const found: Resource[] = [];
  const evidence: Evidence[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const query = { filter, startIndex: found.length + 1, count: pageSize };
    let reply: Reply<z.infer<ReturnType<typeof listShape<Resource>>>>;
    try {
      reply = await http.get(`/${resources}`, listShape(shape), context, { query });
    } catch (error) {
      if (!isUnsupportedFilter(error)) throw error;
      return { found: null, evidence: error.evidence.map((each) => ({ ...each, detail: 'filter not supported' })) };
    }
    const { totalResults, Resources } = reply.data;
    found.push(...(Resources ?? []));
    evidence.push(saw(reply, `${totalResults} found by ${filter.split(' ')[0]}`));
    if (found.length >= totalResults || !Resources?.length) return { found, evidence };
  }
  throw new ConnectorError('rejected', `more than ${mostPages} pages of ${resources}; not read to the end`, {
    evidence,
  });
}

function isUnsupportedFilter(error: unknown): error is ConnectorError {
  return (
    error instanceof ConnectorError &&
    error.kind === 'rejected' &&
    /\b(400|501)\b/.test(String(error.evidence[0]?.http))
  );
}

/**
 * Whether a 404 for this user means that the user is gone: a wrong address also answers 404 to everything. So the list
 * must answer, and must not know the id either.
 */
export async function isProvenAbsent(
  system: ScimSystem,
  user: { id: string; login: string },
  context: ConnectorContext,
): Promise<{ absent: boolean; evidence: Evidence[] }> {
  const { found, evidence } = await filtered<ScimUser>(
    system,
    { resources: 'Users', filter: equals('userName', user.login), shape: userShape },
    context,
  );
  const known = found === null || found.some(({ id }) => id === user.id);
  return { absent: !known, evidence };
}
