import { inFrench } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { requireNoGroups, tellsOwnGroups } from './no-groups.ts';
import { groupShape, listShape, type ScimGroup, type ScimUser } from './scim-shapes.ts';
import { equals, filtered, readUser, type ScimSystem } from './scim-system.ts';

interface Membership {
  id: string;
  name: string;
}

export interface Memberships {
  memberships: Membership[];
  /** Groups that have a name and no id: nothing can be done about them by SCIM. */
  unnamed: string[];
  evidence: Evidence[];
}

/**
 * The groups that the user is a direct member of: from the user's own list; else from the groups that name the user, by
 * the filter where it is seen to work, and by reading every group where it is not. Throws `unproven` when that cannot
 * be told; a server without any groups has none.
 */
export async function membershipsOf(
  system: ScimSystem,
  userId: string,
  context: ConnectorContext,
): Promise<Memberships> {
  const user = await readUser(system, userId, context);
  const listed = user.data?.groups ?? [];
  if (listed.length > 0) return fromOwnList(listed, [saw(user, `${listed.length} groups`)]);
  try {
    // Where there is no such list at all, asking it by member would fail as well.
    if (await hasNoGroups(system, context)) {
      const evidence = [saw(user, 'the user is there, and no list of groups')];
      await requireNoGroups(system, { listed: 'missing', context, evidence });
      return named([], evidence);
    }
    const asked = await askedByMember(system, userId, context);
    if (asked.isProof) return named(asked.groups, asked.evidence);
    return await fromEveryGroup(system, userId, context);
  } catch (error) {
    throw ofGroupsAlone(error);
  }
}

/** What goes wrong with the groups says nothing about the user, who answered. */
function ofGroupsAlone(error: unknown): unknown {
  if (!(error instanceof ConnectorError) || (error.kind !== 'unavailable' && error.kind !== 'unknown-outcome'))
    return error;
  return new ConnectorError(
    'unproven',
    {
      en: `the groups could not be read (${error.message}); where this product has none, set groups: leave`,
      fr: `les groupes n’ont pas pu être lus (${inFrench(error.words)}) ; là où ce produit n’en a pas, mettez groups: leave`,
    },
    { cause: error, evidence: error.evidence },
  );
}

function fromOwnList(listed: NonNullable<ScimUser['groups']>, evidence: Evidence[]): Memberships {
  const direct = listed.filter(({ type }) => type !== 'indirect');
  return {
    memberships: direct.flatMap(({ value, display }) => (value ? [{ id: value, name: display || value }] : [])),
    unnamed: groupsWithoutId(listed),
    evidence,
  };
}

/** Memberships that the user's own list names without an id. */
export function groupsWithoutId(listed: ScimUser['groups']): string[] {
  return (listed ?? []).flatMap(({ value, display, type }) => (value || type === 'indirect' ? [] : [display ?? '?']));
}

function named(groups: readonly ScimGroup[], evidence: Evidence[]): Memberships {
  return { memberships: groups.map(({ id, displayName }) => ({ id, name: displayName || id })), unnamed: [], evidence };
}

/**
 * Asks for the groups that have this member. `isProof`: the same question finds a member who is one, so that nothing
 * found means none.
 */
async function askedByMember(system: ScimSystem, userId: string, context: ConnectorContext) {
  const { found, evidence } = await groupsWith(system, userId, context);
  if (found === null) return { groups: [], isProof: false, evidence };
  // A server that ignores the filter lists every group; one that never tells members lists them empty.
  const inside = found.filter((group) => hasMember(group, userId));
  const untold = found.filter((group) => !tellsMembers(group, found) && !inside.includes(group));
  if (found.length > inside.length) {
    const nobody = await groupsWith(system, `relais-nobody-${userId}`, context);
    evidence.push(...nobody.evidence);
    if (nobody.found?.length === 0) system.habits.findsByMember = true;
    if (nobody.found?.length === 0) return { groups: [...inside, ...untold], isProof: true, evidence };
    return { groups: inside, isProof: false, evidence };
  }
  if (inside.length > 0) return { groups: inside, isProof: true, evidence };
  return { groups: [], isProof: await findsAMember(system, { context, evidence }), evidence };
}

/**
 * Whether the user is in a group that tells no members: the user's own list or the filter says that they are; that they
 * are not follows only where one of the two is seen to tell such things. Null when nothing tells.
 */
export async function isInside(
  system: ScimSystem,
  { userId, groupId }: { userId: string; groupId: string },
  context: ConnectorContext,
): Promise<{ inside: boolean | null; evidence: Evidence[] }> {
  const user = await readUser(system, userId, context);
  const evidence = [saw(user, `${user.data?.groups?.length ?? 'no'} groups told by the user`)];
  if (user.data?.groups?.some(({ value, type }) => value === groupId && type !== 'indirect'))
    return { inside: true, evidence };
  const asked = await groupsWith(system, userId, context);
  evidence.push(...asked.evidence);
  const isNamed = asked.found?.some(({ id }) => id === groupId) ?? false;
  if (isNamed) {
    const nobody = await groupsWith(system, `relais-nobody-${userId}`, context);
    evidence.push(...nobody.evidence);
    // Whoever is asked for: then the filter is ignored, and says nothing of the user either.
    if (!nobody.found?.some(({ id }) => id === groupId)) return { inside: true, evidence };
  }
  const finds =
    !isNamed &&
    asked.found !== null &&
    (system.habits.findsByMember || (await findsAMember(system, { context, evidence })));
  // A membership that is told by its name alone may be in this very group.
  const isWhole = user.data !== null && groupsWithoutId(user.data.groups).length === 0;
  const proven = finds || (isWhole && (await tellsOwnGroups(system, { context, evidence })));
  return { inside: proven ? false : null, evidence };
}

async function groupsWith(system: ScimSystem, userId: string, context: ConnectorContext) {
  const filter = equals('members.value', userId);
  return filtered<ScimGroup>(system, { resources: 'Groups', filter, shape: groupShape }, context);
}

/** The positive control: a group that tells a member is found by that member. */
async function findsAMember(
  system: ScimSystem,
  { context, evidence }: { context: ConnectorContext; evidence: Evidence[] },
): Promise<boolean> {
  const all = await everyGroup(system, context);
  evidence.push(...all.evidence);
  const known = all.groups.find(({ members }) => members?.some(({ value }) => value));
  const member = known?.members?.find(({ value }) => value)?.value;
  // Where there is no group at all, which `everyGroup` has proven, nobody is in one.
  if (!known || !member) return all.groups.length === 0;
  const asked = await groupsWith(system, member, context);
  evidence.push(...asked.evidence);
  return asked.found?.some(({ id }) => id === known.id) ?? false;
}

/** So many groups that told nobody in the list are read one by one. */
const mostReadAlone = 20;

/**
 * Every group with its members. A group that tells nobody is empty only where groups that tell somebody stand beside
 * it, and by its own answer as well; or the user is in none because users tell their groups there, and this one told
 * none.
 */
async function fromEveryGroup(system: ScimSystem, userId: string, context: ConnectorContext): Promise<Memberships> {
  const { groups, evidence } = await everyGroup(system, context);
  const inside = groups.filter((group) => hasMember(group, userId));
  const isWhole = (group: ScimGroup) => tellsMembers(group, groups);
  const silent = groups.filter((group) => !isWhole(group) && !inside.includes(group));
  if (silent.length === 0) return named(inside, evidence);
  if (inside.length === 0 && (await tellsOwnGroups(system, { context, evidence }))) return named([], evidence);
  if (groups.some(isWhole) && silent.length <= mostReadAlone) {
    const alone = await Promise.all(
      silent.map(({ id }) => system.http.get(path`/Groups/${id}`, groupShape, context).then(({ data }) => data)),
    );
    const joined = alone.filter((group) => hasMember(group, userId));
    const isTold = alone.every((group) => hasMember(group, userId) || tellsMembers(group) || !group.members?.length);
    if (isTold) return named([...inside, ...joined], evidence);
  }
  throw new ConnectorError(
    'unproven',
    {
      en: `the members of ${silent.length} groups are not told, and they cannot be asked for by member`,
      fr: `les membres de ${silent.length} groupes ne sont pas donnés, et les groupes ne peuvent pas être demandés par membre`,
    },
    { evidence },
  );
}

/**
 * The users answer and there is no such list: the product has no groups. Read as one entry, which is all that is needed
 * to see that.
 */
async function hasNoGroups({ http }: ScimSystem, context: ConnectorContext): Promise<boolean> {
  const query = { startIndex: 1, count: 1 };
  return (await http.find('/Groups', listShape(groupShape), context, { query })).data === null;
}

async function everyGroup(system: ScimSystem, context: ConnectorContext) {
  const all = { resources: 'Groups' as const, filter: null, shape: groupShape };
  const { found, evidence } = await filtered<ScimGroup>(system, all, context);
  if (!found?.length) await requireNoGroups(system, { listed: 'empty', context, evidence });
  return { groups: found ?? [], evidence };
}

/** Servers end a list at a round number, whoever is left: 10, 20, 25, 50, 100 and their multiples. */
function isRound(count: number): boolean {
  return count > 0 && (count % 10 === 0 || count % 25 === 0);
}

/**
 * Whether everybody in the group is told, so that who is not among them is not in it. A round number may be where the
 * server ends each list; not so where another group, told in the same answer, has more.
 */
export function tellsMembers({ members }: ScimGroup, beside: readonly ScimGroup[] = []): boolean {
  if (!members?.length || members.some(({ value }) => !value)) return false;
  const { length } = members;
  return !isRound(length) || beside.some((other) => (other.members?.length ?? 0) > length);
}

export function hasMember({ members }: ScimGroup, userId: string): boolean {
  return members?.some(({ value }) => value === userId) ?? false;
}
