import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { tokenInfoShape } from './hubspot-shapes.ts';
import type { HubspotSystem } from './hubspot-system.ts';

/**
 * What HubSpot tells of a private app's token, asked by the token itself; null where it tells nothing. In HubSpot's
 * guide to private apps, and not in its descriptions:
 * https://developers.hubspot.com/docs/guides/apps/private-apps/overview
 */
export async function tokenInfo(
  { http, token }: HubspotSystem,
  context: ConnectorContext,
): Promise<{ info: z.infer<typeof tokenInfoShape> | null; evidence: Evidence }> {
  const reply = await http.send('POST', '/oauth/v2/private-apps/get/access-token-info', context, {
    json: { tokenKey: token },
    changesNothing: true,
    expect: [400, 404],
  });
  return { info: tokenInfoShape.safeParse(reply.data).data ?? null, evidence: reply.evidence };
}
