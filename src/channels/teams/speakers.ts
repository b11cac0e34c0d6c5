import type { Logger } from 'pino';
import type { Directory } from '../../engine/ports/directory.ts';
import type { FindSpeaker } from '../acting.ts';
import type { TeamsUser } from './activity.ts';

/** Null for people of other tenants and everybody the directory does not know. */
export function createSpeakers(options: {
  directory: () => Pick<Directory, 'byHandle'>;
  /** Null where there is only one tenant: the local workspace. */
  tenantId: string | null;
  log: Logger;
}): FindSpeaker<TeamsUser> {
  const { directory, tenantId, log } = options;
  return async (user) => {
    const refuse = (reason: string): null => {
      const { handle, tenantId: tenant } = user;
      log.warn({ event: 'teams.refused', reason, user: handle, tenant }, 'Refused somebody Relais does not know');
      return null;
    };
    // A multi-tenant app can be added anywhere; Relais belongs to one organisation.
    if (tenantId !== null && user.tenantId !== tenantId) return refuse('other-tenant');
    const person = await directory().byHandle('teams', user.handle);
    return person === null ? refuse('stranger') : { person, channel: 'teams' };
  };
}
