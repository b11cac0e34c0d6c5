import type { Logger } from 'pino';
import type { Directory } from '../../engine/ports/directory.ts';
import type { FindSpeaker } from '../acting.ts';
import type { Identity } from './identity.ts';

/** Who did it, as Slack says: the signed payload's user, never anything a person filled in. */
export interface SlackUser {
  handle: string;
  teamId: string | null;
}

/** Null for bots, people of other organisations (Slack Connect) and everybody the directory does not know. */
export function createSpeakers(options: {
  directory: () => Pick<Directory, 'byHandle'>;
  identity: () => Promise<Identity>;
  log: Logger;
}): FindSpeaker<SlackUser> {
  const { directory, identity, log } = options;
  return async ({ handle, teamId }) => {
    const refuse = (reason: string): null => {
      log.warn({ event: 'slack.refused', reason, user: handle, team: teamId }, 'Refused somebody Relais does not know');
      return null;
    };
    const us = await identity();
    // In an Enterprise Grid people carry the id of their own workspace; the directory then tells who is ours.
    if (teamId !== null && teamId !== us.teamId && us.enterpriseId === null) return refuse('other-team');
    const person = await directory().byHandle('slack', handle);
    return person === null ? refuse('stranger') : { person, channel: 'slack' };
  };
}
