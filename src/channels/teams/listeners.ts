import type { Directory } from '../../engine/ports/directory.ts';
import type { ActRef } from '../../views/card-view.ts';
import type { TeamsActivity } from './activity.ts';
import type { Listeners } from './bot.ts';
import { refreshVerb } from './draw-card.ts';
import type { Installs } from './installs.ts';
import { type Posted, readPosted } from './posted.ts';
import { readValues } from './read-values.ts';
import type { Refresh } from './refresh.ts';
import type { Asked, Turns } from './turns.ts';
import { commandAct, wordsOf } from './typed.ts';

const byExtension: ActRef = { name: 'start', departureId: null, target: null, seen: null };

/** As many messages as can be on their way twice: Teams sends one again whose answer it missed. */
const mostRemembered = 2000;

/** Reads each activity and hands over an act. */
export function createListeners(options: {
  directory: () => Directory;
  turns: Turns;
  refresh: Refresh;
  installs: Installs;
}): Listeners {
  const { directory, turns, refresh, installs } = options;
  const isNew = createOnce();

  const asked = (activity: TeamsActivity, posted: Posted): Asked => ({
    activity,
    ref: posted.ref,
    form: posted.form,
    read: (locale) => readValues(posted.data, { directory: directory(), locale }),
  });

  return {
    message: async (activity) => {
      if (activity.id != null && !isNew(`${activity.conversation.id}/${activity.id}`)) return;
      await installs.heard(activity);
      if (activity.value !== undefined && activity.value !== null)
        return turns.told(asked(activity, readPosted(activity.value)));
      await turns.told({
        activity,
        ref: commandAct(activity),
        form: null,
        words: () => wordsOf(activity, directory()),
      });
    },
    added: installs.added,
    removed: installs.removed,
    execute: async (activity, { verb, data }) => {
      await installs.heard(activity);
      if (verb === refreshVerb) return refresh(activity, data);
      return turns.executed(asked(activity, readPosted(data)));
    },
    dialogOpened: (activity, data) => turns.inDialog(asked(activity, readPosted(data))),
    dialogSubmitted: (activity, data) => turns.inDialog(asked(activity, readPosted(data))),
    extensionOpened: (activity) => turns.inDialog({ activity, ref: byExtension, form: null }),
  };
}

/** True the first time. */
function createOnce(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    for (const oldest of seen) {
      if (seen.size <= mostRemembered) break;
      seen.delete(oldest);
    }
    return true;
  };
}
