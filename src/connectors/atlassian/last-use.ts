import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Use } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { optional } from '../kit/vendor-shapes.ts';
import type { AtlassianSystem } from './atlassian-system.ts';

const activeShape = z.object({
  data: z.object({ product_access: optional(z.array(z.object({ last_active: optional(z.string()) }))) }),
});

/**
 * The latest use of a product. Atlassian tells a day, up to a day late: a day counts from its beginning, so that the
 * day of the cut-off itself says nothing, and any later one does.
 */
export async function lastUse(
  { http, settings }: AtlassianSystem,
  { account, since }: { account: Account; since: Date },
  context: ConnectorContext,
): Promise<Use> {
  const call = path`/admin/v1/orgs/${settings.organisation}/directory/users/${account.id}/last-active-dates`;
  const reply = await http.get(call, activeShape, context);
  const [latest] = (reply.data.data.product_access ?? [])
    .flatMap(({ last_active }) => (last_active === undefined ? [] : [new Date(last_active)]))
    .filter((at) => !Number.isNaN(at.getTime()) && at >= since)
    .toSorted((a, b) => b.getTime() - a.getTime());
  return { at: latest ?? null, evidence: [saw(reply, latest ? `used ${latest.toISOString()}` : 'no later use')] };
}
