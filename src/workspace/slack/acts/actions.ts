import { responseUrl } from '../answers.ts';
import { isStateful, type StateValues, shaped, stateOf } from '../blocks/element-state.ts';
import type { PlacedElement, StoredOption } from '../blocks/placed-elements.ts';
import type { ActResult, BlockAction, ElementValue } from '../browser-api.ts';
import { channelPart, commonParts, userPart } from '../sending/payload-parts.ts';
import type { Member } from '../stores/people.ts';
import { messageJson } from '../web-api/message-json.ts';
import { viewJson } from '../web-api/view-json.ts';
import { type Acting, activePerson } from './acting.ts';
import { elementIn, offeredIn, type Place, placeOf } from './places.ts';
import { resultOf } from './result.ts';

/** A person clicks a button or changes a menu: Slack sends `block_actions`. */
export async function act(acting: Acting, personId: string, asked: BlockAction): Promise<ActResult> {
  const { slack, sender } = acting;
  const person = activePerson(slack, personId);
  const place = placeOf(slack, person, asked.container);
  const placed = elementIn(place, asked.blockId, asked.actionId);
  // An input tells the app only when its block asks for it; the client keeps the value for the submission.
  if (placed.input && !placed.input.dispatches) return { ok: true };

  const offered = offeredIn(slack, person, place);
  const given = asked.values ?? {};
  const values = isStateful(placed.element.type)
    ? { ...given, [asked.blockId]: { ...given[asked.blockId], [asked.actionId]: asked.value } }
    : given;
  const payload = {
    type: 'block_actions',
    ...commonParts,
    user: userPart.both(person),
    trigger_id: slack.triggers.issue(person.id),
    ...whereItHappened(acting, person, place, stateOf(place.elements, values, offered), asked.blockId),
    actions: [actionJson(placed, asked.value, { ts: slack.nextTs(), offered: offered(asked.blockId, asked.actionId) })],
  };
  return resultOf(await sender.form({ payload: JSON.stringify(payload) }), person);
}

/** `container` and its companions, as `block_actions` and `block_suggestion` carry them. */
export function whereItHappened(
  { slack }: Acting,
  person: Member,
  place: Place,
  values: StateValues,
  blockId: string,
): Record<string, unknown> {
  if (place.kind === 'view')
    return { container: { type: 'view', view_id: place.view.id }, view: viewJson(place.view, values) };
  const { message, conversation } = place;
  const attachment = message.attachments.findIndex((each) => each.blocks?.some((block) => block.block_id === blockId));
  return {
    container: {
      type: attachment < 0 ? 'message' : 'message_attachment',
      message_ts: message.ts,
      ...(attachment < 0 ? {} : { attachment_id: attachment + 1, is_app_unfurl: false }),
      channel_id: conversation.id,
      is_ephemeral: message.onlyFor !== null,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: channelPart(conversation),
    // Slack leaves an ephemeral message out.
    ...(message.onlyFor ? {} : { message: messageJson(message, slack.messages, true) }),
    state: { values },
    response_url: responseUrl(slack, {
      personId: person.id,
      channel: conversation.id,
      messageTs: message.ts,
      threadTs: message.threadTs,
    }),
  };
}

/** What the element was drawn with goes back with the action. */
const echoed = ['text', 'value', 'style', 'url', 'confirm', 'placeholder'] as const;

function actionJson(
  { blockId, element }: PlacedElement,
  value: ElementValue,
  { ts, offered }: { ts: string; offered: readonly StoredOption[] },
): Record<string, unknown> {
  const initial = Object.entries(element).filter(([key]) => key.startsWith('initial_'));
  const echo = echoed.flatMap((key) => (element[key] === undefined ? [] : [[key, element[key]]]));
  return {
    ...Object.fromEntries([...echo, ...initial]),
    ...(element.type === 'button' ? { type: 'button' } : shaped(element, value, offered)),
    action_id: element.action_id,
    block_id: blockId,
    action_ts: ts,
  };
}
