import express, { type Router } from 'express';
import { z } from 'zod';
import { bot } from './identity.ts';
import type { LocalSlack } from './local-slack.ts';
import type { ResponseUrlGrant } from './stores/response-urls.ts';
import { contentArgs, newContent } from './web-api/message-content.ts';
import { flag } from './web-api/method.ts';
import { SlackError } from './web-api/slack-error.ts';

/** What an app may answer to an act, at once in the acknowledgement of a command or later to its `response_url`. */
const answerShape = z.looseObject({
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.default(false),
  delete_original: flag.default(false),
  thread_ts: z.string().optional(),
  ...contentArgs,
});

export const responseUrlPath = '/workspace/slack/response';

export function responseUrl(slack: LocalSlack, grant: ResponseUrlGrant): string {
  return `${slack.origin()}${responseUrlPath}/${slack.responseUrls.grant(grant)}`;
}

/** Throws a `SlackError` when the answer cannot be shown. */
export function applyAnswer(slack: LocalSlack, grant: ResponseUrlGrant, given: unknown): void {
  const parsed = answerShape.safeParse(given);
  if (!parsed.success) throw new SlackError('invalid_payload');
  const answer = parsed.data;
  const original = grant.messageTs === null ? null : slack.messages.find(grant.channel, grant.messageTs);
  if (answer.delete_original || (answer.replace_original && grant.messageTs !== null)) {
    if (!original) throw new SlackError('message_not_found');
    if (original.author !== bot.userId) throw new SlackError('cant_update_message');
    if (answer.delete_original) slack.postings.remove(original);
    else slack.postings.update(original, newContent(answer));
    return;
  }
  slack.postings.post({
    channel: grant.channel,
    author: bot.userId,
    content: newContent(answer),
    threadTs: answer.thread_ts ?? null,
    onlyFor: answer.response_type === 'ephemeral' ? grant.personId : null,
  });
}

/** An app may acknowledge a slash command with a text, or with JSON, or with nothing. */
export function answerInAcknowledgement(body: string): unknown {
  if (body.trim() === '') return null;
  try {
    const parsed = z.looseObject({}).safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: plain text is an answer too.
  }
  return { text: body };
}

export function responseUrlRouter(slack: LocalSlack): Router {
  const router = express.Router();
  router.use(express.json({ limit: '2mb', type: () => true }));
  router.post('/:token', (request, response) => {
    const grant = slack.responseUrls.use(request.params.token);
    if (typeof grant === 'string') {
      response.status(404).json({ ok: false, error: grant });
      return;
    }
    try {
      applyAnswer(slack, grant, request.body);
      response.type('text/plain').send('ok');
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      slack.log.warn({ error: error.code, details: error.details }, 'An answer to a response_url was refused');
      response.status(error.code === 'message_not_found' ? 404 : 400).json({ ok: false, error: error.code });
    }
  });
  return router;
}
