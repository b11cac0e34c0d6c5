import type { Logger } from 'pino';
import type { Directory } from '../../engine/ports/directory.ts';
import type { ActRef } from '../../views/card-view.ts';
import { type StoreAnswers, unlessAway } from '../away.ts';
import type { Once } from '../once.ts';
import type { TeamsActivity } from './activity.ts';
import type { Listeners } from './bot.ts';
import { refreshVerb } from './draw-card.ts';
import type { Installs } from './installs.ts';
import { type Posted, readPosted } from './posted.ts';
import { readValues } from './read-values.ts';
import type { Refresh } from './refresh.ts';
import type { Asked, Turns } from './turns.ts';
import { readMessage } from './typed.ts';

/** So that it counts as not done. */
class DroppedError extends Error {
  override readonly name = 'DroppedError';
}

const byExtension: ActRef = { name: 'start', departureId: null, target: null, seen: null };

/** Reads each activity and hands over an act. */
export function createListeners(options: {
  directory: () => Directory;
  turns: Turns;
  refresh: Refresh;
  installs: Installs;
  once: Once;
  storeAnswers: StoreAnswers;
  /** Tells whoever wrote, in that conversation, that the store is away. */
  sayAway(activity: TeamsActivity): Promise<void>;
  log: Logger;
}): Listeners {
  const { directory, turns, refresh, installs, once, storeAnswers, sayAway, log } = options;

  const asked = (activity: TeamsActivity, posted: Posted): Asked => ({
    activity,
    ref: posted.ref,
    form: posted.form,
    read: (locale) => readValues(posted.data, { directory: directory(), locale }),
  });

  const hear = async (activity: TeamsActivity): Promise<void> => {
    await installs.heard(activity);
    if (activity.value !== undefined && activity.value !== null)
      return turns.told(asked(activity, readPosted(activity.value)));
    const typed = readMessage(activity);
    await turns.told({ activity, ref: typed.ref, form: null, words: () => typed.words(directory()) });
  };

  return {
    /**
     * Teams sends one again whose answer it missed. While the store is away nobody can tell, so its person is told to
     * send it again.
     */
    message: async (activity) => {
      if (activity.id == null) return hear(activity);
      let state: 'waits' | 'begun' | 'dropped' = 'waits';
      const taken = once(`teams/activity/${activity.conversation.id}/${activity.id}`, async () => {
        if (state === 'dropped') throw new DroppedError('whoever wrote it was told to send it again');
        state = 'begun';
        await hear(activity);
      });
      const outcome = await unlessAway(taken, async () => state === 'begun' || (await storeAnswers()) || isBegun());
      if (outcome !== 'away') return;
      state = 'dropped';
      log.warn({ event: 'teams.away' }, 'Somebody was told that the database is away');
      await sayAway(activity);

      function isBegun(): boolean {
        return state === 'begun';
      }
    },
    added: installs.added,
    removed: installs.removed,
    execute: async (activity, { verb, data }) => {
      // What it notes is of use later; the click need not wait for it.
      await unlessAway(installs.heard(activity), storeAnswers);
      if (verb === refreshVerb) return refresh(activity, data);
      return turns.executed(asked(activity, readPosted(data)));
    },
    dialogOpened: (activity, data) => turns.inDialog(asked(activity, readPosted(data))),
    dialogSubmitted: (activity, data) => turns.inDialog(asked(activity, readPosted(data))),
    extensionOpened: (activity) => turns.inDialog({ activity, ref: byExtension, form: null }),
  };
}
