import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { type HubspotOwner, ownerShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths, unproven } from './hubspot-system.ts';

/**
 * The owner that a user is to records. It has an id of its own, stays when the user is deactivated or removed, and is
 * archived then. Throws `unproven` where HubSpot knows none: every user is one.
 */
export async function ownerOf({ http }: HubspotSystem, userId: string, context: ConnectorContext) {
  const call = `${paths.owners}${path`/${userId}`}`;
  const evidence = [];
  for (const archived of [false, true]) {
    const query = { idProperty: 'userId', archived };
    const reply = await http.find(call, ownerShape, context, { query });
    const owner = reply.data;
    evidence.push(
      saw(reply, owner === null ? 'no such owner' : `owner ${owner.id}, ${owner.archived ? 'archived' : 'active'}`),
    );
    if (owner === null) continue;
    if (!isOf(owner, userId) || owner.archived !== archived) throw another(userId, owner, evidence);
    return { owner, evidence };
  }
  throw unproven(
    {
      en: 'HubSpot knows no owner of records for this user, neither active nor archived',
      fr: 'HubSpot ne connaît pas de propriétaire de fiches pour cet utilisateur, ni actif ni archivé',
    },
    evidence,
  );
}

function isOf({ userId, userIdIncludingInactive }: HubspotOwner, asked: string): boolean {
  return (userId ?? userIdIncludingInactive) === asked;
}

function another(userId: string, owner: HubspotOwner, evidence: readonly ReturnType<typeof saw>[]): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: `asked for the owner of user ${userId}, HubSpot answered about owner ${owner.id}`,
      fr: `interrogé sur le propriétaire de l’utilisateur ${userId}, HubSpot a répondu sur ${owner.id}`,
    },
    { evidence },
  );
}
