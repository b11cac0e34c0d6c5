import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Locale } from '../../domain/people/people.ts';
import type { Conversation, Reply } from '../../engine/conversation/conversation.ts';
import { type Done, type StartActing, unknownAct } from '../acting.ts';
import { createInOrder } from '../in-order.ts';
import { pending, within } from '../within.ts';
import { type BlockSupport, drawnIn } from './block-support.ts';
import type { Deliver, Origin } from './deliver.ts';
import type { ReplyDrawing } from './draw-reply.ts';
import { decodeMetadata } from './form-metadata.ts';
import type { HomePages } from './home-pages.ts';
import type { PayloadView } from './payloads.ts';
import { platformCode } from './slack-error.ts';
import type { SlackUser } from './speakers.ts';
import type { Submission } from './submission.ts';
import { answerSubmission } from './submission.ts';
import { newName, update, type WaitingView } from './waiting-view.ts';
import type { WordsFor } from './words.ts';

type SlackDone = Done<SlackUser>;

/** Slack's patience is three seconds; ours ends sooner, so that opening a window still fits into it. */
export interface Patience {
  /** Somebody typed a command or ran a shortcut: something must show soon. */
  entry: number;
  /** Somebody clicked: most clicks need no window at all. */
  click: number;
  submission: number;
  /** How long a waiting window may take to be shown: what Slack was not told within three seconds, it drops. */
  arrival: number;
}

export const slackPatience: Patience = { entry: 500, click: 1500, submission: 2000, arrival: 4000 };

export interface Turns {
  /** An act that was acknowledged already and is answered through the Web API. */
  take(done: SlackDone, place: Pick<Origin, 'triggerId' | 'modal' | 'whisper'>, patience: number): Promise<void>;
  /** A submitted form, answered in the acknowledgement as long as Slack waits. */
  submit(done: SlackDone, view: PayloadView, ack: (answer: Submission) => Promise<void>): Promise<void>;
}

export function createTurns(options: {
  client: webApi.WebClient;
  conversation: () => Conversation;
  startActing: StartActing<SlackUser>;
  deliver: Deliver;
  draw: ReplyDrawing;
  homes: HomePages;
  support: BlockSupport;
  words: WordsFor;
  patience: Patience;
  log: Logger;
}): Turns {
  const { client, conversation, startActing, deliver, draw, homes, support, words, patience, log } = options;
  const inOrder = createInOrder();

  /** Nobody hears whether Slack took the blocks of an acknowledgement. */
  const safely = (answer: Submission): Submission => {
    if (!('view' in answer)) return answer;
    return { ...answer, view: { ...answer.view, blocks: support.safely(drawnIn(answer.view), 'modal') } };
  };

  const loading = (locale: Locale): Promise<types.ModalView> => draw.form(conversation().loading(locale), locale);

  /** Null when no window can be opened: the answer then finds another way, or comes late. */
  const openLoading = async (triggerId: string, locale: Locale): Promise<WaitingView | null> => {
    const name = newName();
    try {
      const opened = await client.views.open({
        trigger_id: triggerId,
        view: { ...(await loading(locale)), external_id: name },
      });
      return opened.view?.id === undefined ? { viewId: null, name } : { viewId: opened.view.id, name: null };
    } catch (error) {
      log.warn({ event: 'slack.no-window', err: error }, 'Slack opened no window');
      // Without an answer it may stand there all the same.
      return platformCode(error) === null ? { viewId: null, name } : null;
    }
  };

  const hand = async (reply: Reply, origin: Origin): Promise<void> => {
    try {
      await deliver(reply, origin);
    } catch (error) {
      log.error(
        { event: 'slack.failed', act: origin.ref.name, user: origin.user, err: error },
        'An answer was not shown',
      );
      const notice = { tone: 'refused', text: words(origin.locale).trouble, actions: [] } as const;
      const { whisper } = origin;
      const apology = whisper
        ? whisper(await draw.noticeMessage(notice, origin.locale))
        : deliver({ type: 'notice', notice }, origin);
      await apology.catch((failure: unknown) =>
        log.error({ event: 'slack.failed', err: failure }, 'Nor was the apology'),
      );
    }
    await homes.refresh(origin.user);
  };

  const take: Turns['take'] = async (done, place, patienceForThis) => {
    const since = performance.now();
    const { locale, run } = await startActing(done);
    const running = run();
    const first = await within(running, patienceForThis - (performance.now() - since));
    const mayOpen = first === pending && place.modal === null && place.triggerId !== null;
    const waiting = mayOpen && place.triggerId !== null ? await openLoading(place.triggerId, locale) : null;
    const reply = await running;
    await hand(reply, { ...place, ...asked(done), locale, waiting });
    if (place.modal && (reply.type === 'done' || reply.type === 'notice')) await drawAgain(done, place.modal, locale);
  };

  /** What was said lies on top of the page it was asked on: whoever goes back reads the page as it is by now. */
  const drawAgain = async (done: SlackDone, page: PayloadView, locale: Locale): Promise<void> => {
    const again = decodeMetadata(page.private_metadata)?.again ?? null;
    if (again === null) return;
    try {
      const { run } = await startActing({ user: done.user, ref: again });
      const reply = await run();
      // Closed meanwhile, or not for them any more: nobody goes back to it.
      if (reply.type === 'form') await update(client, { view_id: page.id }, await draw.form(reply.form, locale));
    } catch (error) {
      log.warn({ event: 'slack.not-redrawn', act: again.name, err: error }, 'A page was not drawn anew');
    }
  };

  return {
    // Changes inside one modal are answered in the order they were made.
    take: (done, place, patienceForThis) =>
      place.modal
        ? inOrder(place.modal.id, () => take(done, place, patienceForThis))
        : take(done, place, patienceForThis),

    submit: async (done, view, ack) => {
      const since = performance.now();
      const { locale, run } = await startActing(done);
      // After every change that is still being answered: its answer must not overwrite the next page.
      const running = inOrder(view.id, run);
      const first = await within(running, patience.submission - (performance.now() - since));
      if (first !== pending) {
        await ack(safely(await answerSubmission(first, view, draw, locale)));
        await homes.refresh(done.user.handle);
        return;
      }
      const name = newName();
      await ack(safely({ response_action: 'update', view: { ...(await loading(locale)), external_id: name } }));
      const place = { triggerId: null, whisper: null, modal: view, waiting: { viewId: view.id, name } };
      await hand(await running, { ...place, ...asked(done), locale });
    },
  };
}

function asked({ user, ref, again }: SlackDone): Pick<Origin, 'user' | 'ref' | 'again'> {
  return { user: user.handle, ref: ref ?? unknownAct, again: again ?? ref ?? unknownAct };
}
