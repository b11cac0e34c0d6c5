import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Locale } from '../../domain/people/people.ts';
import type { Notice, Reply } from '../../engine/conversation/conversation.ts';
import type { ActRef, CardAction } from '../../views/card-view.ts';
import type { DrawnMessage } from './draw-card.ts';
import type { ReplyDrawing } from './draw-reply.ts';
import type { PayloadView } from './payloads.ts';
import { messagesWithLabels, redrawForm } from './redraw-form.ts';
import { platformCode } from './slack-error.ts';
import { fill, update, type WaitingView } from './waiting-view.ts';
import type { WordsFor } from './words.ts';

/** Where an act came from, and so where its answer can go. */
export interface Origin {
  /** The Slack user. */
  user: string;
  locale: Locale;
  ref: ActRef;
  /** What a click does to get there again: `ref`, with the words of a command in its target. */
  again: ActRef;
  /** Opens one modal within three seconds; null when Slack gave none. */
  triggerId: string | null;
  /** The modal the act came from, as it was at that moment. */
  modal: PayloadView | null;
  /** A modal of ours that waits for this very answer. */
  waiting: WaitingView | null;
  /**
   * Tells only this person, where they clicked or typed; null where Slack has no such place (home, global shortcut).
   */
  whisper: ((message: DrawnMessage) => Promise<void>) | null;
}

export type Deliver = (reply: Reply, origin: Origin) => Promise<void>;

/** Slack's words for a trigger that can open nothing any more. */
const tooLate = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'invalid_trigger_id']);
const full = new Set(['push_limit_reached']);

export function createDeliver(options: {
  client: webApi.WebClient;
  draw: ReplyDrawing;
  words: WordsFor;
  /** How long Slack may take to show a waiting window, in milliseconds. */
  patience: number;
  log: Logger;
}): Deliver {
  const { client, draw, words, patience, log } = options;

  /** In the waiting modal, on top of the modal the act came from, or in a new one. */
  const showModal = async (view: types.ModalView, origin: Origin, how: 'replace' | 'push'): Promise<void> => {
    if (origin.waiting) {
      // Closed: the person waits for nothing any more. Never opened: there may be another way.
      if ((await fill(client, origin.waiting, { view, patience })) || origin.waiting.viewId !== null) return;
    } else if (origin.modal && how === 'replace') return replace(origin.modal.id, view);
    if (origin.triggerId === null) return late(origin);
    try {
      if (origin.modal) await client.views.push({ trigger_id: origin.triggerId, view });
      else await client.views.open({ trigger_id: origin.triggerId, view });
    } catch (error) {
      const code = platformCode(error) ?? '';
      if (!tooLate.has(code) && !full.has(code)) throw error;
      log.warn(
        { event: 'slack.late', reason: code, user: origin.user, act: origin.ref.name },
        'Slack had stopped waiting',
      );
      await (origin.modal ? replace(origin.modal.id, view) : late(origin));
    }
  };

  /** The person may have closed it: then they wait for nothing any more. */
  const replace = async (viewId: string, view: types.ModalView): Promise<void> => {
    await update(client, { view_id: viewId }, view);
  };

  const late = async (origin: Origin): Promise<void> => {
    const { text, button } = words(origin.locale).open;
    const open: CardAction = {
      act: origin.again,
      label: button,
      accessibilityLabel: button,
      style: 'primary',
      confirm: null,
    };
    await origin.whisper?.(await draw.noticeMessage({ tone: 'neutral', text, actions: [open] }, origin.locale));
  };

  const tell = async (notice: Notice, origin: Origin): Promise<void> => {
    if (origin.whisper && origin.waiting === null && origin.modal === null)
      return origin.whisper(await draw.noticeMessage(notice, origin.locale));
    await showModal(await draw.noticeModal(notice, origin.locale), origin, 'push');
  };

  return async (reply, origin) => {
    switch (reply.type) {
      case 'form':
        return showModal(await draw.form(reply.form, origin.locale), origin, reply.how);
      case 'notice':
        return tell(reply.notice, origin);
      case 'errors': {
        if (origin.modal) {
          const messages = messagesWithLabels(origin.modal, reply.errors, words(origin.locale));
          const view = redrawForm(origin.modal, messages);
          return showModal(view, origin, 'replace');
        }
        return tell({ tone: 'refused', text: Object.values(reply.errors).join('\n'), actions: [] }, origin);
      }
      case 'done': {
        if (reply.notice) return tell(reply.notice, origin);
        if (origin.waiting === null) return;
        const done: Notice = { tone: 'good', text: words(origin.locale).done, actions: [] };
        return tell(done, origin);
      }
      case 'card': {
        if (origin.whisper && origin.waiting === null && origin.modal === null)
          return origin.whisper(await draw.cardMessage(reply.card, origin.locale));
        return showModal(await draw.cardModal(reply.card, origin.locale), origin, 'push');
      }
    }
  };
}
