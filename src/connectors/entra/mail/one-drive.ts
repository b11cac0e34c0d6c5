import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import type { EntraSystem } from '../entra-system.ts';

const driveShape = z.object({
  id: idText,
  owner: optional(z.object({ user: optional(z.object({ id: optional(z.string()) })) })),
  quota: optional(z.object({ used: optional(z.number()) })),
});

/**
 * The person's OneDrive; null where none was ever opened. Throws where it is somebody else's, or Graph does not say
 * whose.
 */
export async function oneDriveOf(system: EntraSystem, userId: string, context: ConnectorContext) {
  const query = { $select: 'id,owner,quota' };
  const reply = await system.http.find(path`/users/${userId}/drive`, driveShape, context, { query });
  if (reply.data === null) return { drive: null, evidence: [saw(reply, 'no OneDrive')] };
  const owner = reply.data.owner?.user?.id;
  if (owner !== userId)
    throw new ConnectorError(
      owner === undefined ? 'unproven' : 'mismatch',
      { en: 'Graph does not say that this OneDrive is theirs', fr: 'Graph ne dit pas que ce OneDrive est le leur' },
      { evidence: [reply.evidence] },
    );
  const root = await system.http.get(path`/drives/${reply.data.id}/root`, z.object({ id: idText }), context, {
    query: { $select: 'id' },
  });
  const drive = { id: reply.data.id, root: root.data.id, bytes: reply.data.quota?.used ?? null };
  return { drive, evidence: [saw(reply, 'their OneDrive'), saw(root, 'its root')] };
}
