/** The rules of opening, changing and closing views, for `views.*` and for `response_action` alike. */
import type { z } from 'zod';
import { problems } from './blocks/problems.ts';
import { type HomePayload, homeView, largestView, type ModalPayload, modalView } from './blocks/view-payload.ts';
import type { LocalSlack } from './local-slack.ts';
import { DuplicateExternalId, type StoredView } from './stores/views.ts';
import { SlackError } from './web-api/slack-error.ts';

/** Slack's: a modal and at most two on top of it. */
const highestStack = 3;

export function checkedModal(given: unknown): ModalPayload {
  return checked(modalView, given);
}

export function checkedHome(given: unknown): HomePayload {
  return checked(homeView, given);
}

function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  if (JSON.stringify(given ?? null).length > largestView) throw new SlackError('view_too_large');
  const view = schema.safeParse(given);
  if (!view.success) throw new SlackError('invalid_arguments', problems(view.error, '/view'));
  return view.data;
}

/** Opens a first modal: whatever was open before goes. */
export function openModal(slack: LocalSlack, personId: string, payload: ModalPayload): StoredView {
  const before = slack.views.stack(personId);
  slack.views.close(before.map((view) => view.id));
  return told(slack, () => slack.views.push(personId, payload));
}

export function pushModal(slack: LocalSlack, personId: string, payload: ModalPayload): StoredView {
  if (slack.views.stack(personId).length >= highestStack) throw new SlackError('push_limit_reached');
  return told(slack, () => slack.views.push(personId, payload));
}

export function replaceView(slack: LocalSlack, view: StoredView, payload: ModalPayload | HomePayload): StoredView {
  return told(slack, () => slack.views.replace(view.id, payload));
}

export function publishHome(slack: LocalSlack, personId: string, payload: HomePayload): StoredView {
  return told(slack, () => slack.views.publish(personId, payload));
}

/** Closes the top modal, or all of them; what was closed, top first. */
export function closeModals(slack: LocalSlack, personId: string, all: boolean): readonly StoredView[] {
  const stack = slack.views.stack(personId).toReversed();
  const closed = all ? stack : stack.slice(0, 1);
  slack.views.close(closed.map((view) => view.id));
  slack.changes.tell({ type: 'modals', people: [personId] });
  return closed;
}

function told(slack: LocalSlack, act: () => StoredView): StoredView {
  try {
    const view = act();
    slack.changes.tell({ type: view.kind === 'home' ? 'home' : 'modals', people: [view.personId] });
    return view;
  } catch (error) {
    if (error instanceof DuplicateExternalId) throw new SlackError('duplicate_external_id');
    throw error;
  }
}
