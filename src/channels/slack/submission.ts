import type { types } from '@slack/bolt';
import type { Locale } from '../../domain/people/people.ts';
import type { Notice, Reply } from '../../engine/conversation/conversation.ts';
import type { ReplyDrawing } from './draw-reply.ts';
import { limits } from './limits.ts';
import type { PayloadView } from './payloads.ts';
import { errorsByBlock, redrawForm } from './redraw-form.ts';

/** How a submitted modal goes on. https://docs.slack.dev/surfaces/modals#response_actions */
export type Submission =
  | { response_action: 'clear' }
  | { response_action: 'update' | 'push'; view: types.ModalView }
  | { response_action: 'errors'; errors: Record<string, string> };

export async function answerSubmission(
  reply: Reply,
  view: PayloadView,
  draw: ReplyDrawing,
  locale: Locale,
): Promise<Submission> {
  switch (reply.type) {
    case 'form':
      return {
        response_action: reply.how === 'push' && canPush(view) ? 'push' : 'update',
        view: await draw.form(reply.form, locale),
      };
    case 'errors': {
      const { byBlock, rest } = errorsByBlock(view, reply.errors);
      // Slack shows messages at fields only; one that has no field here goes on top of the same form.
      if (rest.length > 0) return { response_action: 'update', view: redrawForm(view, Object.values(reply.errors)) };
      return { response_action: 'errors', errors: byBlock };
    }
    case 'notice':
      return showNotice(reply.notice, view, draw, locale);
    case 'done':
      if (reply.notice === null) return { response_action: 'clear' };
      return { response_action: 'update', view: await draw.noticeModal(reply.notice, locale) };
    case 'card':
      return { response_action: 'update', view: await draw.cardModal(reply.card, locale) };
  }
}

/** A refusal lies on top of the form, so that closing it gives back what was typed. */
async function showNotice(notice: Notice, view: PayloadView, draw: ReplyDrawing, locale: Locale): Promise<Submission> {
  const onTop = notice.tone === 'refused' && canPush(view);
  return { response_action: onTop ? 'push' : 'update', view: await draw.noticeModal(notice, locale) };
}

/** Slack stacks three modals; all that a view tells is whether it is the first, the second or a later one. */
function canPush({ id, root_view_id: root, previous_view_id: previous }: PayloadView): boolean {
  const depth = !root || root === id ? 1 : previous === root ? 2 : limits.modalStack;
  return depth < limits.modalStack;
}
