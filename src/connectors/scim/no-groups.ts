import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { listShape, resourceTypeShape, userShape } from './scim-shapes.ts';
import type { ScimSystem } from './scim-system.ts';

/** Other users tell groups by id: the control of a user's own list, and of a list of groups that is empty. */
export async function tellsOwnGroups(
  { http }: ScimSystem,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<boolean> {
  const reply = await http.get('/Users', listShape(userShape), context, { query: { startIndex: 1, count: 100 } });
  const telling = reply.data.Resources?.filter(({ groups }) => groups?.some(({ value }) => value)).length ?? 0;
  evidence.push(saw(reply, `${telling} users tell their groups`));
  return telling > 0;
}

/**
 * Owed to a list of groups that is empty, or not there: nothing else speaks of groups. Without the right to read them a server may answer so as
 * well. Throws `unproven` then.
 */
export async function requireNoGroups(
  system: ScimSystem,
  { listed, context, evidence }: { listed: 'empty' | 'missing'; context: ConnectorContext; evidence: Evidence[] },
): Promise<void> {
  const unproven = (why: string) =>
    new ConnectorError('unproven', `the list of groups is ${listed}, and ${why}; does the token have the right?`, {
      evidence,
    });
  if (await tellsOwnGroups(system, { context, evidence })) throw unproven('users tell groups of theirs');
  if (listed === 'missing' && (await saysItHasGroups(system, { context, evidence })))
    throw unproven('the server says that it has groups');
}

/** RFC 7644, 4. Many servers do not say what they have; that is not a no, and not a yes. */
async function saysItHasGroups(
  { http }: ScimSystem,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<boolean> {
  try {
    const reply = await http.find('/ResourceTypes', listShape(resourceTypeShape), context);
    const names = (reply.data?.Resources ?? []).flatMap(({ name, endpoint }) => [name, endpoint]);
    evidence.push(saw(reply, `resource types: ${names.filter(Boolean).join(', ') || 'untold'}`));
    return names.some((each) => each === 'Group' || each?.endsWith('/Groups'));
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'unauthorised')) return false;
    throw error;
  }
}
