import type { Logger } from 'pino';
import type { Conversation, Speaker } from '../../engine/conversation/conversation.ts';
import { createInOrder } from '../in-order.ts';
import type { Place } from './activity.ts';
import type { AnswersKept } from './answers-kept.ts';
import type { TeamsDrawing } from './drawing.ts';
import type { Outbound } from './outbound.ts';
import { messageOf } from './teams-channel.ts';

/** Under this key the home page stands; every other key of a card is the engine's. */
export const homeKey = 'home';

interface Standing {
  place: Place;
  message: string;
  /** Teams' own id of its reader. */
  userId: string;
}

/**
 * The newest home card of each person, kept as fresh as a page: my tasks, my departures. In memory: after a restart
 * `home` shows a new one.
 */
export interface HomeCards {
  shown(handle: string, where: Standing): void;
  is(handle: string, message: string): boolean;
  /** Something changed for this person. */
  refresh(speaker: Speaker): Promise<void>;
}

const mostRemembered = 5000;

export function createHomeCards(options: {
  conversation: () => Conversation;
  outbound: Outbound;
  draw: TeamsDrawing;
  answers: AnswersKept;
  log: Logger;
}): HomeCards {
  const { conversation, outbound, draw, answers, log } = options;
  const standing = new Map<string, Standing>();
  const inOrder = createInOrder();

  return {
    shown: (handle, where) => {
      standing.delete(handle);
      standing.set(handle, where);
      for (const oldest of standing.keys()) {
        if (standing.size <= mostRemembered) break;
        standing.delete(oldest);
      }
    },
    is: (handle, message) => standing.get(handle)?.message === message,
    refresh: async (speaker) => {
      const { teams: handle } = speaker.person.handles;
      if (handle === undefined || !standing.has(handle)) return;
      // One at a time, so that an older page never overwrites a newer one.
      await inOrder(handle, async () => {
        const where = standing.get(handle);
        if (!where) return;
        try {
          const view = await conversation().home(speaker);
          const card = await draw.card(view, {
            locale: speaker.person.locale,
            key: homeKey,
            refreshFor: [where.userId],
          });
          await outbound.update(where.place, where.message, messageOf(card, view.fallback.trim() || view.title));
          await answers.shown(card, { ...where, about: [] });
        } catch (error) {
          standing.delete(handle);
          log.warn({ event: 'teams.home-failed', user: handle, err: error }, 'A home card could not be updated');
        }
      });
    },
  };
}
