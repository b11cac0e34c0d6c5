import type { AdaptiveCardInvokeResponse } from 'botbuilder-core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Conversation, Speaker } from '../../engine/conversation/conversation.ts';
import type { CardView } from '../../views/card-view.ts';
import type { FindSpeaker } from '../acting.ts';
import { pending, within } from '../within.ts';
import { type TeamsActivity, type TeamsUser, userOf } from './activity.ts';
import { refreshVerb } from './draw-card.ts';
import type { TeamsDrawing } from './drawing.ts';
import { homeKey } from './home-cards.ts';

const refreshSchema = z.looseObject({ relaisCard: z.string().min(1).max(500) });

/** Gives the card anew to whoever looks at it: what is theirs to see, as it is now. */
export type Refresh = (activity: TeamsActivity, data: unknown) => Promise<AdaptiveCardInvokeResponse>;

export function createRefresh(options: {
  conversation: () => Conversation;
  findSpeaker: FindSpeaker<TeamsUser>;
  draw: TeamsDrawing;
  patience: number;
  log: Logger;
}): Refresh {
  const { conversation, findSpeaker, draw, patience, log } = options;

  const viewOf = (key: string, speaker: Speaker): Promise<CardView | null> =>
    key === homeKey ? conversation().home(speaker) : conversation().standing(key, speaker);

  const answer = async (user: TeamsUser, key: string): Promise<AdaptiveCardInvokeResponse> => {
    const speaker = await findSpeaker(user);
    const view = speaker && (await viewOf(key, speaker));
    if (!speaker || !view) return refused(403, 'Forbidden', 'Relais has no view of this card for you.');
    const { locale } = speaker.person;
    const card = await draw.card(view, { locale, key, refreshFor: [user.userId] });
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { ...card } };
  };

  return async (activity, data) => {
    const key = refreshSchema.safeParse(data).data?.relaisCard;
    if (key === undefined) return refused(400, 'BadRequest', 'Expected the key of a card of Relais.');
    const user = userOf(activity);
    try {
      const first = await within(answer(user, key), patience);
      // The card that stands is the newest that was brought; Teams asks again at the next look.
      return first === pending ? refused(503, 'ServiceUnavailable', 'Relais is busy; try again in a minute.') : first;
    } catch (error) {
      log.error({ event: 'teams.failed', act: refreshVerb, user: user.handle, err: error }, 'A card was not refreshed');
      return refused(500, 'InternalServerError', 'Relais could not answer just now; try again in a minute.');
    }
  };
}

/** Teams then leaves the card as it stands. */
function refused(statusCode: number, code: string, message: string): AdaptiveCardInvokeResponse {
  return { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } };
}
