import { type PlacedElement, placedElements, type StoredOption } from '../blocks/placed-elements.ts';
import type { Container } from '../browser-api.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { StoredMessage } from '../stores/messages.ts';
import type { Member } from '../stores/people.ts';
import type { StoredView } from '../stores/views.ts';
import { conversationOf, NotThere } from './acting.ts';

/** A message or view that this person can see, and everything in it that reacts. */
export type Place =
  | {
      kind: 'message';
      key: string;
      elements: readonly PlacedElement[];
      message: StoredMessage;
      conversation: StoredConversation;
    }
  | { kind: 'view'; key: string; elements: readonly PlacedElement[]; view: StoredView };

export function placeOf(slack: LocalSlack, person: Member, container: Container): Place {
  if (container.kind === 'message') {
    const conversation = conversationOf(slack, person, container.channel);
    const message = slack.messages.find(conversation.id, container.ts);
    if (!message || (message.onlyFor && message.onlyFor !== person.id)) throw new NotThere('the message is gone');
    const blocks = [...message.blocks, ...message.attachments.flatMap((attachment) => attachment.blocks ?? [])];
    return {
      kind: 'message',
      key: `${message.channel}/${message.ts}`,
      elements: placedElements(blocks),
      message,
      conversation,
    };
  }
  const view =
    container.kind === 'home'
      ? slack.views.home(person.id)
      : slack.views.stack(person.id).find(({ id }) => id === container.viewId);
  if (!view) throw new NotThere(container.kind === 'home' ? 'the Home tab is empty' : 'the modal is closed');
  return { kind: 'view', key: view.id, elements: placedElements(view.blocks), view };
}

export function elementIn(place: Place, blockId: string, actionId: string): PlacedElement {
  const found = place.elements.find((each) => each.blockId === blockId && each.element.action_id === actionId);
  if (!found) throw new NotThere(`there is no ${actionId} in ${blockId} any more`);
  return found;
}

/** Where the options of an external select are remembered. */
export function offerPlace(place: Place, blockId: string, actionId: string): string {
  return `${place.key}/${blockId}/${actionId}`;
}

export function offeredIn(slack: LocalSlack, person: Member, place: Place) {
  return (blockId: string, actionId: string): readonly StoredOption[] =>
    slack.offers.offered(person.id, offerPlace(place, blockId, actionId));
}
