import { z } from 'zod';
import { minute } from '../../domain/calendar/time.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import { optional } from '../kit/vendor-shapes.ts';

/** What an app needs to read who may write which attribute; only where attributes hold user names. */
export const selfServiceScopes: readonly string[] = ['okta.schemas.read', 'okta.userTypes.read'];

const typesShape = z.array(z.object({ _links: z.object({ schema: z.object({ href: z.string() }) }) })).min(1);

const permissionShape = z.object({ principal: z.string(), action: z.string() });
const attributesShape = optional(
  z.object({
    properties: optional(z.record(z.string(), z.object({ permissions: optional(z.array(permissionShape)) }))),
  }),
);
const schemaShape = z.object({ definitions: z.object({ base: attributesShape, custom: attributesShape }) });

/** How long an answer about the schema is used while single people are asked about, in milliseconds. */
const believedFor = 10 * minute;

/** Tells which attributes people cannot write in their own profile. */
export interface SelfService {
  /**
   * The attributes that every type of user has for people to read at most. One that Okta does not tell about is not
   * among them, and none is where Relais may not read the schemas. `fresh`: not what was read a moment ago. Throws
   * `ConnectorError` where Okta does not answer.
   */
  writtenByOthers(context: ConnectorContext, fresh: boolean): Promise<ReadonlySet<string>>;
}

/**
 * Reads the schema of each type of user.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserType/
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Schema/
 */
export function createSelfService(http: Pick<HttpClient, 'get'>): SelfService {
  let last: { at: number; attributes: ReadonlySet<string> } | null = null;
  return {
    async writtenByOthers(context, fresh) {
      const now = context.now().getTime();
      if (!fresh && last !== null && Math.abs(now - last.at) < believedFor) return last.attributes;
      last = { at: now, attributes: await attributesOfOthers(http, context) };
      return last.attributes;
    },
  };
}

async function attributesOfOthers(
  http: Pick<HttpClient, 'get'>,
  context: ConnectorContext,
): Promise<ReadonlySet<string>> {
  const others = new Set<string>();
  const own = new Set<string>();
  try {
    const types = await http.get('/api/v1/meta/types/user', typesShape, context);
    for (const { _links } of types.data) {
      // Only the name is taken: where to ask is decided by the settings.
      const schema = _links.schema.href.split('/').at(-1) ?? '';
      const { data } = await http.get(path`/api/v1/meta/schemas/user/${schema}`, schemaShape, context);
      const { base, custom } = data.definitions;
      for (const [name, { permissions }] of Object.entries({ ...base?.properties, ...custom?.properties })) {
        const self = (permissions ?? []).filter(({ principal }) => principal === 'SELF');
        const isReadAtMost = self.length > 0 && self.every(({ action }) => action === 'READ_ONLY' || action === 'HIDE');
        (isReadAtMost ? others : own).add(name);
      }
    }
  } catch (error) {
    if (error instanceof ConnectorError && isRefusal(error)) return new Set();
    throw error;
  }
  return new Set([...others].filter((name) => !own.has(name)));
}

/** Without the right to read the schemas, or in a shape that tells nothing: then nothing is known to be others'. */
function isRefusal({ kind }: ConnectorError): boolean {
  return kind === 'unauthorised' || kind === 'not-found' || kind === 'rejected' || kind === 'unproven';
}
