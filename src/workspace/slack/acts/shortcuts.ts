import { responseUrl } from '../answers.ts';
import type { ActResult, RunShortcut } from '../browser-api.ts';
import { channelPart, commonParts, userPart } from '../sending/payload-parts.ts';
import { messageJson } from '../web-api/message-json.ts';
import { type Acting, activePerson, conversationOf, NotThere } from './acting.ts';
import { resultOf } from './result.ts';

/** A person picks a shortcut from the menu of the client, or of one message. */
export async function runShortcut(acting: Acting, personId: string, asked: RunShortcut): Promise<ActResult> {
  const { slack, sender } = acting;
  const person = activePerson(slack, personId);
  const kind = asked.message ? 'message' : 'global';
  const shortcut = slack.app.shortcuts.find((each) => each.callbackId === asked.callbackId && each.kind === kind);
  if (!shortcut) throw new NotThere(`the app has no ${kind} shortcut ${asked.callbackId}`);
  const common = {
    ...commonParts,
    callback_id: shortcut.callbackId,
    action_ts: slack.nextTs(),
    trigger_id: slack.triggers.issue(person.id),
  };
  if (!asked.message) {
    const payload = { type: 'shortcut', ...common, user: userPart.withUsername(person) };
    return resultOf(await sender.form({ payload: JSON.stringify(payload) }), person);
  }
  const conversation = conversationOf(slack, person, asked.message.channel);
  const message = slack.messages.find(conversation.id, asked.message.ts);
  if (!message || message.onlyFor) throw new NotThere('the message is gone');
  const payload = {
    type: 'message_action',
    ...common,
    user: userPart.both(person),
    channel: channelPart(conversation),
    message_ts: message.ts,
    message: messageJson(message, slack.messages, true),
    response_url: responseUrl(slack, {
      personId: person.id,
      channel: conversation.id,
      messageTs: message.ts,
      threadTs: message.threadTs,
    }),
  };
  return resultOf(await sender.form({ payload: JSON.stringify(payload) }), person);
}
