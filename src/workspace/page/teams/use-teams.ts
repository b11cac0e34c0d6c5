import { type Platform, type TeamsState, teamsState } from '../../teams/browser-api.ts';
import { useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';

/** Undefined until the server answered, and where it has no Teams. */
export function useTeamsState(): TeamsState | undefined {
  return useResource('/teams', teamsState);
}

/** Which chat somebody looks at. */
export function platformOf(teams: TeamsState | undefined, personId: string): Platform {
  return teams?.people.find(({ id }) => id === personId)?.platform ?? 'slack';
}

/** Everybody whom a people picker can find. */
export function usePickable(): { objectId: string; name: string }[] {
  const teams = useTeamsState();
  const { personOf } = useSession();
  return (teams?.people ?? []).map(({ id, objectId }) => ({ objectId, name: personOf(id)?.name ?? id }));
}
