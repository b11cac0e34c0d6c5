import { randomUUID } from 'node:crypto';
import { answerInAcknowledgement, applyAnswer, responseUrl } from '../answers.ts';
import type { ActResult, SendMessage } from '../browser-api.ts';
import { clientSays } from '../client-words.ts';
import { bot, slackbot, team, verificationToken } from '../identity.ts';
import { channelName } from '../sending/payload-parts.ts';
import type { StoredConversation } from '../stores/conversations.ts';
import type { Member } from '../stores/people.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { type Acting, activePerson, conversationOf, NotThere } from './acting.ts';
import { commandText, messageText } from './mentions.ts';

/** A person presses Enter: text that begins with `/` is a command, everything else a message. */
export async function say(
  acting: Acting,
  personId: string,
  { channel, text, threadTs }: SendMessage,
): Promise<ActResult> {
  const person = activePerson(acting.slack, personId);
  const conversation = conversationOf(acting.slack, person, channel);
  return text.startsWith('/')
    ? await runCommand(acting, person, conversation, text)
    : await post(acting, person, conversation, { text, threadTs });
}

/** The word that Events API names use: `message.im`. */
const eventWord = { dm: 'im', channel: 'channels', private: 'groups', group: 'mpim' } as const;
const channelType = { dm: 'im', channel: 'channel', private: 'group', group: 'mpim' } as const;

async function post(
  { slack, events }: Acting,
  person: Member,
  conversation: StoredConversation,
  said: { text: string; threadTs: string | undefined },
): Promise<ActResult> {
  const parent = said.threadTs ? slack.messages.find(conversation.id, said.threadTs) : null;
  if (said.threadTs && !parent) throw new NotThere('the thread is gone');
  const message = slack.postings.post({
    channel: conversation.id,
    author: person.id,
    content: { text: messageText(slack, said.text), blocks: [], attachments: [], metadata: null },
    threadTs: parent ? (parent.threadTs ?? parent.ts) : null,
  });
  slack.conversations.markRead(conversation.id, person.id, message.ts);
  const event = {
    user: person.id,
    text: message.text,
    ts: message.ts,
    client_msg_id: randomUUID(),
    team: team.id,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    channel: conversation.id,
    event_ts: message.ts,
  };
  await events.send(`message.${eventWord[conversation.kind]}`, {
    ...event,
    type: 'message',
    channel_type: channelType[conversation.kind],
  });
  if (conversation.kind !== 'dm' && message.text.includes(`<@${bot.userId}>`))
    await events.send('app_mention', { ...event, type: 'app_mention' });
  return { ok: true };
}

async function runCommand(
  { slack, sender }: Acting,
  person: Member,
  conversation: StoredConversation,
  typed: string,
): Promise<ActResult> {
  const [name = '', rest = ''] = typed.split(/\s+(.*)/s);
  const command = slack.app.commands.find((each) => each.command === name.toLowerCase());
  const failed = (problem: string, message: string): ActResult => {
    slack.postings.post({
      channel: conversation.id,
      author: slackbot.userId,
      content: { text: message, blocks: [], attachments: [], metadata: null },
      onlyFor: person.id,
    });
    return { ok: false, problem, message };
  };
  if (!command) return failed('unknown_command', clientSays(person.locale, 'unknownCommand', { command: name }));

  const grant = { personId: person.id, channel: conversation.id, messageTs: null, threadTs: null };
  const delivery = await sender.form({
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.handle,
    command: command.command,
    text: commandText(slack, rest.trim(), command.shouldEscape),
    api_app_id: bot.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl(slack, grant),
    trigger_id: slack.triggers.issue(person.id),
  });
  const failure = (n: string): ActResult => failed(n, clientSays(person.locale, 'commandFailed', { command: name, n }));
  if (!delivery.ok) return failure(delivery.problem);
  const answer = answerInAcknowledgement(delivery.body);
  try {
    if (answer !== null) applyAnswer(slack, grant, answer);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    slack.log.warn({ error: error.code, details: error.details }, 'The answer to a command cannot be shown');
    return failure(error.code);
  }
}
