import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type GiteaUser, organisationShape, ownTeamShape, userShape } from './gitea-shapes.ts';
import { type GiteaSystem, unproven, wholeList } from './gitea-system.ts';
import { ownAdministrator } from './own-user.ts';
import { isClosed, listFor, listOf } from './user-now.ts';

export interface Membership {
  /** Of the organisation. */
  id: string;
  name: string;
  /** Names of the teams by which the member is in it. */
  teams: readonly string[];
  isOwner: boolean;
  /** No other owner can sign in: taking this one out would leave the organisation to nobody. */
  isSoleOwner: boolean;
}

/**
 * The organisations that somebody is in, with their teams, by an administrator’s list and by one in their own name.
 * Nobody is in one without a team: throws `unproven` where Gitea shows none.
 */
export async function membershipsOf(
  system: GiteaSystem,
  accountId: string,
  context: ConnectorContext,
): Promise<{ user: GiteaUser | null; items: Membership[]; evidence: Evidence[] }> {
  const at = ({ login }: GiteaUser) => ({ path: path`/users/${login}/orgs`, shape: z.array(organisationShape) });
  const listed = await listOf(system, accountId, { as: 'administrator', at }, context);
  if (listed.user === null) return { user: null, items: [], evidence: listed.evidence };
  const ofTeams = () => ({ path: '/user/teams', shape: z.array(ownTeamShape) });
  const teams = await listFor(system, { user: listed.user, as: 'user', at: ofTeams }, context);
  const evidence = [...listed.evidence, ...teams.evidence];
  const places = new Map(listed.items.map(({ id, name }) => [id, name]));
  for (const { organization } of teams.items) places.set(organization.id, organization.name);
  const items: Membership[] = [];
  for (const [id, name] of places) {
    const inside = teams.items.filter(({ organization }) => organization.id === id);
    if (inside.length === 0) throw noTeam(id, evidence);
    const owners = inside.find(({ permission }) => permission === 'owner');
    const others = owners && (await otherOwners(system, { team: owners.id, accountId }, context));
    if (others) evidence.push(...others.evidence);
    items.push({
      ...{ id, name, teams: inside.map((team) => team.name).toSorted() },
      ...{ isOwner: owners !== undefined, isSoleOwner: others?.count === 0 },
    });
  }
  return { user: listed.user, items, evidence };
}

function noTeam(id: string, evidence: readonly Evidence[]) {
  return unproven(
    {
      en: `Gitea lists organisation ${id} and no team of it that they are in, so who owns it is not known`,
      fr: `Gitea liste l’organisation ${id} sans équipe où se trouve la personne : on ne sait pas à qui elle appartient`,
    },
    evidence,
  );
}

/** Owners beside this one who can sign in; nobody signs in as Relais’ own account. */
async function otherOwners(
  system: GiteaSystem,
  { team, accountId }: { team: string; accountId: string },
  context: ConnectorContext,
) {
  const list = { path: path`/teams/${team}/members`, shape: z.array(userShape) };
  const { items, evidence } = await wholeList(system.http, list, context);
  const own = await ownAdministrator(system, context);
  const others = items.filter(({ id }) => id !== accountId && id !== own.user.id);
  const count = others.filter((user) => user.active && !isClosed(user)).length;
  return { count, evidence: sawAll([own.evidence, ...evidence], `${count} other owners who can sign in`) };
}
