import { z } from 'zod';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type HubspotUser, teamShape } from '../hubspot-shapes.ts';
import { type HubspotSystem, isLeft, paths } from '../hubspot-system.ts';
import { readUser } from '../user-state.ts';

/**
 * Teams, by which a user sees what others own. A user's main team and further ones are fields of the user, who is
 * written back with everything else as it came. That an empty id empties the main team is nowhere documented: the
 * read-back tells.
 */
export const teams: ActionKind<HubspotSystem> = {
  verb: 'teams',
  named: { en: 'teams', fr: 'équipes' },
  provesItself: true,

  async plan({ id }, system, context) {
    if (isLeft(system, 'teams')) return [];
    const { user } = await readUser(system, id, context);
    const ids = user === null ? [] : teamsOf(user);
    if (ids.length === 0) return [];
    const { data } = await system.http.get(paths.teams, z.object({ results: z.array(teamShape) }), context);
    return ids.map((team) => ({
      stage: 'groups',
      target: { id: team, label: data.results.find((each) => each.id === team)?.name ?? team },
      call: `PUT ${paths.users}${path`/${id}`} (without team ${team})`,
      effect: 'reversible',
    }));
  },

  act(action, system, context) {
    const team = targetOf(action).id;
    return system.inTurn(action.accountId, async () => {
      const { user, evidence } = await readUser(system, action.accountId, context);
      if (user === null || !teamsOf(user).includes(team)) return { status: 'already', evidence };
      const json = {
        ...(user.roleId === undefined ? {} : { roleId: user.roleId }),
        ...(user.primaryTeamId ? { primaryTeamId: user.primaryTeamId === team ? '' : user.primaryTeamId } : {}),
        secondaryTeamIds: (user.secondaryTeamIds ?? []).filter((each) => each !== team),
      };
      const call = `${paths.users}${path`/${action.accountId}`}`;
      const reply = await system.http.send('PUT', call, context, { json });
      const seen = saw(reply, `taken out of team ${team}`);
      return { status: 'accepted', evidence: [...evidence, seen], readBackAfterSeconds: 0 };
    });
  },

  async readBack(action, system, context) {
    const { user, evidence } = await readUser(system, action.accountId, context);
    const isIn = user !== null && teamsOf(user).includes(targetOf(action).id);
    return { state: isIn ? 'not-desired' : 'desired', evidence };
  },
};

function teamsOf({ primaryTeamId, secondaryTeamIds = [] }: HubspotUser): string[] {
  return [...new Set([...(primaryTeamId ? [primaryTeamId] : []), ...secondaryTeamIds])];
}
