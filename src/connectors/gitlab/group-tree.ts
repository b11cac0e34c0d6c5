import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type GitlabMember, groupShape, memberShape, projectShape } from './gitlab-shapes.ts';
import { type GitlabSystem, ownerLevel, unproven } from './gitlab-system.ts';
import { listsAreTold, ownToken } from './own-user.ts';
import { wholeList } from './whole-list.ts';

/** One group or project, and where its members are. */
export interface Place {
  /** `group-12` or `project-34`. */
  id: string;
  name: string;
  isTop: boolean;
}

/**
 * The top-level group of the settings. Throws `unproven` where this token does not see it as an owner does: GitLab
 * hides much from others.
 */
export async function topGroup(system: GitlabSystem, context: ConnectorContext) {
  const { scope } = system.settings;
  const group = scope.of === 'group' ? scope.group : '';
  const top = await system.http.get(path`/groups/${group}`, groupShape, context, { query: { with_projects: false } });
  const { userId, evidence: own } = await ownToken(system, context);
  const mine = await system.http.find(path`/groups/${top.data.id}/members/all/${userId}`, memberShape, context);
  const evidence: Evidence[] = [top.evidence, own, mine.evidence];
  if ((mine.data?.access_level ?? 0) < ownerLevel)
    throw unproven(
      {
        en: 'the token’s user does not own the group, and GitLab hides what only owners see',
        fr: 'l’utilisateur du jeton n’est pas propriétaire du groupe, et GitLab cache ce que seuls les propriétaires voient',
      },
      evidence,
    );
  return { group: top.data, ownId: userId, evidence };
}

/** The top-level group and everything below it. */
export async function groupTree(system: GitlabSystem, context: ConnectorContext) {
  const { group: top, ownId, evidence } = await topGroup(system, context);
  const below = { path: path`/groups/${top.id}/descendant_groups`, shape: z.array(groupShape) };
  const groups = await wholeList(system, below, context);
  const query = { include_subgroups: true, with_shared: false, simple: true };
  const held = { path: path`/groups/${top.id}/projects`, shape: z.array(projectShape), query };
  const projects = await wholeList(system, held, context);
  evidence.push(...groups.evidence, ...projects.evidence);
  if (groups.items.length === 0 || projects.items.length === 0) evidence.push(...(await listsAreTold(system, context)));
  const places: Place[] = [
    ...[top, ...groups.items].map(({ id, full_path, name }, index) => ({
      id: `group-${id}`,
      name: full_path ?? name ?? id,
      isTop: index === 0,
    })),
    ...projects.items.map(({ id, path_with_namespace }) => ({
      id: `project-${id}`,
      name: path_with_namespace ?? id,
      isTop: false,
    })),
  ];
  return { places, ownId, evidence };
}

/** Where a place is: `/groups/12`, `/projects/34`. */
export function addressOf(place: string): string {
  const dash = place.indexOf('-');
  const id = place.slice(dash + 1);
  return place.startsWith('group-') ? path`/groups/${id}` : path`/projects/${id}`;
}

/** Everybody who is in the group or anywhere below it, each once. */
export async function everyMember(system: GitlabSystem, context: ConnectorContext) {
  const { places, ownId, evidence } = await groupTree(system, context);
  const members = new Map<string, GitlabMember>();
  for (const { id } of places) {
    const list = { path: `${addressOf(id)}/members/all`, shape: z.array(memberShape) };
    const { items, evidence: read } = await wholeList(system, list, context);
    evidence.push(...read);
    for (const each of items) members.set(each.id, { ...each, email: each.email ?? members.get(each.id)?.email });
  }
  return { members: [...members.values()], ownId, evidence };
}
