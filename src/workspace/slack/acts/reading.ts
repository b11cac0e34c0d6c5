/** Acts that change only what the person themself sees, and opening the Home tab. */
import type { ActResult } from '../browser-api.ts';
import { viewJson } from '../web-api/view-json.ts';
import { type Acting, activePerson, conversationOf, knownPerson, NotThere } from './acting.ts';

export function markRead({ slack }: Acting, personId: string, channel: string): ActResult {
  const person = knownPerson(slack, personId);
  const conversation = conversationOf(slack, person, channel);
  const { latestTs } = slack.messages.summary(person.id, conversation.id, '');
  if (latestTs > slack.conversations.lastRead(conversation.id, person.id)) {
    slack.conversations.markRead(conversation.id, person.id, latestTs);
    slack.changes.tell({ type: 'conversation', channel: conversation.id, people: [person.id] });
  }
  return { ok: true };
}

export function dismiss({ slack }: Acting, personId: string, ts: string): ActResult {
  const person = knownPerson(slack, personId);
  const own = slack.conversations
    .all()
    .map(({ id }) => slack.messages.find(id, ts))
    .find((message) => message?.onlyFor === person.id);
  if (!own) throw new NotThere('there is no such message only for this person');
  slack.postings.remove(own);
  return { ok: true };
}

export async function openHome({ slack, events }: Acting, personId: string): Promise<ActResult> {
  const person = activePerson(slack, personId);
  const { conversation } = slack.conversations.openWith([person.id]);
  const view = slack.views.home(person.id);
  await events.send('app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: conversation.id,
    tab: 'home',
    event_ts: slack.nextTs(),
    ...(view ? { view: viewJson(view) } : {}),
  });
  return { ok: true };
}
