import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { memberShape, membershipShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance, ownerLevel } from './gitlab-system.ts';
import { addressOf, groupTree, type Place, topGroup } from './group-tree.ts';
import { listsAreTold } from './own-user.ts';
import { wholeList } from './whole-list.ts';

export interface Membership {
  /** `group-12` or `project-34`: what the member is in. */
  id: string;
  name: string;
  level: number | null;
  /** Whether it is the top-level group of the settings. */
  isTop: boolean;
  /** Nobody else owns the group, so GitLab lets nobody take this owner out. */
  isSoleOwner: boolean;
}

/** Direct memberships: everywhere on an instance; in the group of the settings and below it elsewhere. */
export async function membershipsOf(
  system: GitlabSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ items: Membership[]; evidence: Evidence[] }> {
  const { items, evidence } = await directPlaces(system, userId, context);
  const all: Membership[] = [];
  for (const each of items) {
    const owns = each.id.startsWith('group-') && (each.level ?? ownerLevel) >= ownerLevel;
    const others = owns ? await otherOwners(system, { place: each.id, userId }, context) : null;
    if (others) evidence.push(...others.evidence);
    all.push({ ...each, isSoleOwner: others?.count === 0 });
  }
  return { items: all, evidence };
}

/** The membership of the top-level group of the settings alone; null where there is none. */
export async function topMembershipOf(
  system: GitlabSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ membership: Pick<Membership, 'id' | 'isSoleOwner'> | null; evidence: Evidence[] }> {
  const { group, evidence } = await topGroup(system, context);
  const id = `group-${group.id}`;
  const reply = await system.http.find(`${addressOf(id)}${path`/members/${userId}`}`, memberShape, context);
  evidence.push(
    saw(reply, reply.data === null ? 'no member of the group' : `member, level ${reply.data.access_level}`),
  );
  if (reply.data === null) return { membership: null, evidence };
  if (reply.data.access_level < ownerLevel) return { membership: { id, isSoleOwner: false }, evidence };
  const others = await otherOwners(system, { place: id, userId }, context);
  return { membership: { id, isSoleOwner: others.count === 0 }, evidence: [...evidence, ...others.evidence] };
}

/**
 * Whether the user is in the top-level group by way of another group that was invited to it: no direct membership
 * tells, and taking them out here is refused.
 * https://docs.gitlab.com/api/group_members/#list-all-members-of-a-group-including-inherited-and-invited-members
 */
export async function isInvited(
  system: GitlabSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ invited: boolean; evidence: Evidence[] }> {
  const { group, evidence } = await topGroup(system, context);
  const reply = await system.http.find(path`/groups/${group.id}/members/all/${userId}`, memberShape, context);
  const invited = reply.data !== null;
  return {
    invited,
    evidence: [...evidence, saw(reply, invited ? 'a member, if by an invited group' : 'no member at all')],
  };
}

/**
 * Where the user is by way of another group that was invited there: a place that counts them among all its members,
 * although neither it nor a group above it has them as a direct one. Empty as long as they are a direct member of the
 * top-level group, of which all below is a part.
 */
export async function invitedPlaces(
  system: GitlabSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ items: Place[]; evidence: Evidence[] }> {
  // A call instead of one for each place.
  const top = await topMembershipOf(system, userId, context);
  if (top.membership !== null) return { items: [], evidence: top.evidence };
  const { items: direct, places, evidence } = await inGroup(system, userId, context);
  const all = [...evidence];
  const items: Place[] = [];
  for (const place of places.toSorted((a, b) => a.name.length - b.name.length)) {
    if ([...direct, ...items].some((one) => one.id === place.id || isWithin(place, one))) continue;
    const call = `${addressOf(place.id)}${path`/members/all/${userId}`}`;
    const reply = await system.http.find(call, memberShape, context);
    if (reply.data !== null) items.push(place);
    all.push(saw(reply, `${reply.data === null ? 'not a' : 'a'} member of ${place.name} by an invited group`));
  }
  return { items, evidence: all };
}

/** By their paths. */
function isWithin(place: Pick<Place, 'name'>, above: Pick<Place, 'name'>): boolean {
  return place.name.startsWith(`${above.name}/`);
}

type Found = Omit<Membership, 'isSoleOwner'>;

/** The same without asking who else owns the groups. */
export async function directPlaces(
  system: GitlabSystem,
  userId: string,
  context: ConnectorContext,
): Promise<{ items: Found[]; evidence: Evidence[] }> {
  return isInstance(system) ? await onInstance(system, userId, context) : await inGroup(system, userId, context);
}

async function onInstance(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const list = { path: path`/users/${userId}/memberships`, shape: z.array(membershipShape) };
  const { items, evidence } = await wholeList(system, list, context);
  const found = items.map(
    ({ source_id, source_name, source_type, access_level }): Found => ({
      id: `${source_type === 'Project' ? 'project' : 'group'}-${source_id}`,
      name: source_name ?? source_id,
      level: access_level ?? null,
      isTop: false,
    }),
  );
  const told = items.length === 0 ? await listsAreTold(system, context) : [];
  return { items: found, evidence: [...sawAll(evidence, `${items.length} memberships`), ...told] };
}

/** Each place is asked by itself: a 404 counts because the place was listed just before, to an owner of the group. */
async function inGroup(system: GitlabSystem, userId: string, context: ConnectorContext) {
  const { places, evidence } = await groupTree(system, context);
  const items: Found[] = [];
  for (const { id, name, isTop } of places) {
    const reply = await system.http.find(`${addressOf(id)}${path`/members/${userId}`}`, memberShape, context);
    evidence.push(reply.evidence);
    if (reply.data !== null) items.push({ id, name, isTop, level: reply.data.access_level });
  }
  const seen = sawAll(evidence, `${items.length} memberships in ${places.length} groups and projects`);
  return { items, places, evidence: seen };
}

async function otherOwners(
  system: GitlabSystem,
  { place, userId }: { place: string; userId: string },
  context: ConnectorContext,
) {
  const list = { path: `${addressOf(place)}/members/all`, shape: z.array(memberShape) };
  const { items, evidence } = await wholeList(system, list, context);
  const count = items.filter(({ id, access_level }) => id !== userId && access_level >= ownerLevel).length;
  return { count, evidence: sawAll(evidence, `${count} other owners of ${place}`) };
}
