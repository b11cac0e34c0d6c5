import { setTimeout } from 'node:timers/promises';
import type { AdaptiveCardInvokeResponse, TaskModuleResponse } from 'botbuilder-core';
import type { Logger } from 'pino';
import type { Locale } from '../../domain/people/people.ts';
import type { Reply } from '../../engine/conversation/conversation.ts';
import { ChannelError } from '../../engine/ports/channel.ts';
import type { FormValues } from '../../views/form-view.ts';
import { type Done, type StartActing, unknownAct } from '../acting.ts';
import { createInOrder } from '../in-order.ts';
import { pending, within } from '../within.ts';
import { isPersonal, type Place, placeOf, type TeamsActivity, type TeamsUser, userOf } from './activity.ts';
import type { AnswersKept } from './answers-kept.ts';
import type { TeamsDrawing } from './drawing.ts';
import type { HomeCards } from './home-cards.ts';
import type { OpenWalks, WalkCard } from './open-walks.ts';
import type { Outbound } from './outbound.ts';
import type { PersonalChats } from './personal-chats.ts';
import type { Showing, Shown } from './showing.ts';
import { messageOf } from './teams-channel.ts';
import type { WordsFor } from './words.ts';

/** What somebody did on Teams, read. */
export interface Asked extends Omit<Done<TeamsUser>, 'user' | 'values'> {
  activity: TeamsActivity;
  /** The mark of the form that was submitted. */
  form: string | null;
  /** What was filled in, read in the language of whoever did; null for a click that carries no form. */
  read?: (locale: Locale) => Promise<{ values: FormValues; errors: Readonly<Record<string, string>> } | null>;
}

export interface Turns {
  /** Typed, or clicked in a card of the older kind: answered by messages. */
  told(asked: Asked): Promise<void>;
  /** A click that Teams waits for. */
  executed(asked: Asked): Promise<AdaptiveCardInvokeResponse>;
  /** In a dialog that Teams waits for. */
  inDialog(asked: Asked): Promise<TaskModuleResponse>;
  /** Lets everything that is under way come to its end. */
  settle(): Promise<void>;
}

/** How long Teams is kept waiting for the answer to a click; it gives up after some ten seconds. */
export const teamsPatience = 4000;

/** What ends a walk. */
const ending: ReadonlySet<string> = new Set(['walk.submit', 'walk.discard']);

/** How often a change of a card that Teams throttles is tried in all, and how long Relais waits at most in between. */
const mostAttempts = 4;
const longestPauseSeconds = 30;

export interface TurnsOptions {
  startActing: StartActing<TeamsUser>;
  show: Showing;
  outbound: Outbound;
  chats: PersonalChats;
  draw: TeamsDrawing;
  homes: HomeCards;
  walks: OpenWalks;
  words: WordsFor;
  answers: AnswersKept;
  patience: number;
  log: Logger;
}

interface Answer {
  locale: Locale;
  /** Said to somebody for whom nothing is done. */
  refused: string | null;
  shown: Shown;
}

export function createTurns(options: TurnsOptions): Turns {
  const { startActing, show, outbound, chats, draw, homes, walks, words, answers, patience, log } = options;
  const inOrder = createInOrder();
  const underWay = new Set<Promise<unknown>>();

  const begin = async (asked: Asked): Promise<{ locale: Locale; answer: Promise<Answer> }> => {
    const { activity, form, read, ...rest } = asked;
    const user = userOf(activity);
    const filled: { in: Awaited<ReturnType<NonNullable<typeof read>>> } = { in: null };
    const done: Done<TeamsUser> = { ...rest, user, values: async () => filled.in?.values ?? null };
    const { locale, refused, run } = await startActing(done);
    const name = (asked.ref ?? unknownAct).name;
    const work = async (): Promise<Answer> => {
      filled.in = (await read?.(locale)) ?? null;
      const { values, errors } = filled.in ?? { values: null, errors: {} };
      const freshFor = name === 'home' ? user.userId : null;
      const sameKind = name === 'home' && activity.replyToId != null && homes.is(user.handle, activity.replyToId);
      // What must not be empty is told before anybody is asked anything.
      const reply: Reply = Object.keys(errors).length > 0 ? { type: 'errors', errors } : await run();
      const shown = await show(reply, { locale, form, values, sameKind, freshFor });
      return { locale, refused, shown: inItsCard(activity, shown) };
    };
    // Whatever is done with one form is answered in the order it was done.
    const answer = form === null ? work() : inOrder(form, work);
    underWay.add(answer);
    answer.then(
      () => underWay.delete(answer),
      () => underWay.delete(answer),
    );
    return { locale, answer };
  };

  /** The personal chat, wherever it was asked; null when there is none. */
  const privatePlace = async (activity: TeamsActivity): Promise<Place | null> => {
    try {
      return await chats.ofSpeaker(activity);
    } catch (error) {
      if (error instanceof ChannelError && error.kind === 'unreachable') return null;
      throw error;
    }
  };

  /**
   * What Teams throttles is tried again after the pause it asks for: a form that stays as it was would keep buttons
   * that are used up.
   */
  const patiently = async (write: () => Promise<void>): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof ChannelError) || error.kind !== 'throttled' || attempt === mostAttempts) throw error;
        await setTimeout(Math.min(error.retryAfterSeconds ?? 1, longestPauseSeconds) * 1000);
      }
    }
  };

  /** Whether the form is gone: one that may not be deleted says instead that its answer was taken. */
  const takenAway = async (place: Place, form: string): Promise<boolean> => {
    try {
      await patiently(() => outbound.remove(place, form));
      return true;
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      return error.kind === 'gone';
    }
  };

  /** A walk that goes on from the words that stand in its card takes their place. */
  const inItsCard = (activity: TeamsActivity, shown: Shown): Shown => {
    if (shown.type !== 'card' || !shown.walk || !isPersonal(activity) || activity.replyToId == null) return shown;
    const isThere = walks.is(userOf(activity).handle, shown.walk.departureId, activity.replyToId);
    return isThere ? { ...shown, where: 'in-place' } : shown;
  };

  /** Ends the form that a walk left behind in another message, where it has gone on or come to its end. */
  const closeLeft = async (asked: Asked, { locale, shown }: Answer, at: WalkCard): Promise<void> => {
    const { handle } = userOf(asked.activity);
    const { ref } = asked;
    const walk = shown.type === 'card' ? shown.walk : undefined;
    const left = walk
      ? walks.shown(handle, walk.departureId, at)
      : shown.isDone && ref?.departureId != null && ending.has(ref.name)
        ? walks.ended(handle, ref.departureId)
        : null;
    if (left === null || left.message === at.message) return;
    const text = words(locale).formClosed;
    try {
      const message = messageOf(await draw.notice({ tone: 'neutral', text, actions: [] }, locale), text);
      await inOrder(left.message, () => patiently(() => outbound.update(left.place, left.message, message)));
    } catch (error) {
      log.warn({ event: 'teams.form-left', user: handle, err: error }, 'A form that was left could not be closed');
    }
  };

  /** Puts the answer where only its reader sees it. Tells whether it could. */
  const deliver = async (asked: Asked, { locale, shown }: Answer): Promise<boolean> => {
    const { activity } = asked;
    const place = await privatePlace(activity);
    if (!place) return false;
    const activityOf = async () => {
      if (shown.type === 'card') return messageOf(shown.card, shown.summary);
      return messageOf(await draw.notice({ tone: shown.tone, text: shown.text, actions: [] }, locale), shown.text);
    };
    const message = await activityOf();
    const asking = asked.ref?.departureId ?? null;
    const about = [...(asking === null ? [] : [asking]), ...(shown.type === 'card' ? (shown.names ?? []) : [])];
    const clicked = isPersonal(activity) ? activity.replyToId : null;
    if (shown.type === 'card' && shown.where === 'in-place' && clicked) {
      try {
        // One after the other: the page before must not overwrite the page after.
        const taken = await inOrder(clicked, async () => {
          if (shown.saysNothing && (await takenAway(place, clicked))) return true;
          await patiently(() => outbound.update(place, clicked, message));
          return false;
        });
        if (!taken) await answers.shown(message, { place, message: clicked, about });
        await closeLeft(asked, { locale, refused: null, shown }, { place, message: clicked });
        return true;
      } catch (error) {
        // Somebody deleted the card, or the client keeps none: the answer then stands below.
        if (!(error instanceof ChannelError) || (error.kind !== 'gone' && error.kind !== 'rejected')) throw error;
      }
    }
    const id = await outbound.send(place, message);
    await answers.shown(message, { place, message: id, about });
    await closeLeft(asked, { locale, refused: null, shown }, { place, message: id });
    if ((asked.ref?.name ?? '') === 'home') {
      const { handle, userId } = userOf(activity);
      homes.shown(handle, { place, message: id, userId });
    }
    return true;
  };

  const notShown = (asked: Asked, error: unknown): void => {
    const user = userOf(asked.activity).handle;
    log.error({ event: 'teams.failed', act: asked.ref?.name, user, err: error }, 'An answer was not shown');
  };

  const deliverLate = async (asked: Asked, running: Promise<Answer>): Promise<void> => {
    try {
      const answer = await running;
      if (isPersonal(asked.activity)) await deliver(asked, answer);
      else await sayInCompany(asked, answer);
    } catch (error) {
      // The act is done and only its answer is lost: an error would make Teams send the act again.
      notShown(asked, error);
    }
  };

  const inBackground = (work: Promise<unknown>): void => {
    underWay.add(work);
    work.then(
      () => underWay.delete(work),
      () => underWay.delete(work),
    );
  };

  /** In company nothing is said but where the answer is. */
  const inCompany = async (asked: Asked, answer: Answer): Promise<string> => {
    if (answer.refused !== null) return answer.refused;
    const { inPrivate, installFirst } = words(answer.locale);
    try {
      return (await deliver(asked, answer)) ? inPrivate : installFirst;
    } catch (error) {
      // Their chat is there, but closed to Relais: they know best why.
      if (error instanceof ChannelError && error.kind === 'unreachable') return installFirst;
      throw error;
    }
  };

  const sayInCompany = async (asked: Asked, answer: Answer): Promise<void> => {
    const text = await inCompany(asked, answer);
    await outbound.send(placeOf(asked.activity), { type: 'message', text });
  };

  return {
    told: async (asked) => {
      const { answer } = await begin(asked);
      const delivered = deliverLate(asked, answer);
      inBackground(delivered);
      await within(delivered, patience);
    },

    executed: async (asked) => {
      const { locale, answer } = await begin(asked);
      const first = await within(answer, patience);
      if (first === pending) {
        inBackground(deliverLate(asked, answer));
        return said(words(locale).working);
      }
      const { shown } = first;
      if (shown.type === 'words') return said(shown.text);
      try {
        if (!isPersonal(asked.activity)) return said(await inCompany(asked, first));
        if (shown.where === 'below') {
          await deliver(asked, first);
          return said(words(locale).below);
        }
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        notShown(asked, error);
        // The click's own answer still reaches them; among others it says nothing of what was asked.
        return said(isPersonal(asked.activity) ? shown.summary : words(locale).trouble);
      }
      if (shown.saysNothing) {
        inBackground(deliverLate(asked, answer));
        return said(shown.summary);
      }
      // The answer changes the card for whoever clicked; the update also changes it on their other devices.
      inBackground(deliverLate(asked, answer));
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { ...shown.card } };
    },

    inDialog: async (asked) => {
      const { locale, answer } = await begin(asked);
      const first = await within(answer, patience);
      if (first === pending) {
        inBackground(deliverLate(asked, answer));
        return { task: { type: 'message', value: words(locale).working } };
      }
      const { shown } = first;
      if (shown.type === 'words') return { task: { type: 'message', value: shown.text } };
      const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: shown.card };
      return { task: { type: 'continue', value: { title: 'Relais', width: 'medium', height: 'large', card } } };
    },

    settle: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

function said(text: string): AdaptiveCardInvokeResponse {
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    // botbuilder types every answer as an object; for words Teams wants the words.
    value: text as unknown as Record<string, unknown>,
  };
}
