import type { LocalSlack } from '../local-slack.ts';
import type { Events } from '../sending/events.ts';
import type { Sender } from '../sending/sender.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { Member } from '../stores/people.ts';

/** What every act of a person works with. */
export interface Acting {
  slack: LocalSlack;
  sender: Sender;
  events: Events;
}

/** The person, conversation, message, view or element of an act is not there (any more) for whoever acts. */
export class NotThere extends Error {
  override name = 'NotThere';
}

export function knownPerson({ people }: LocalSlack, id: string): Member {
  const person = people.find(id);
  if (!person) throw new NotThere(`there is nobody with the id ${id}`);
  return person;
}

/** Whoever lost their account can still be looked at, but does nothing more. */
export function activePerson(slack: LocalSlack, id: string): Member {
  const person = knownPerson(slack, id);
  if (person.deactivated) throw new NotThere(`${person.name} has no Slack account any more`);
  return person;
}

export function conversationOf({ conversations }: LocalSlack, person: Member, id: string): StoredConversation {
  const conversation = conversations.find(id);
  if (!conversation?.memberIds.includes(person.id)) throw new NotThere(`${person.name} is not in ${id}`);
  return conversation;
}
