import express, { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { type Chat, type Chats, relaisAuthor, type TeamsMessage } from './chats.ts';
import { localTenant, objectIdOf, userIdOf } from './identity.ts';

/** Teams refuses messages that are larger than this. */
const largestMessage = 28 * 1024;

const activitySchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  summary: z.string().nullish(),
  attachments: z
    .array(z.looseObject({ contentType: z.string(), content: z.unknown().optional() }))
    .nullish()
    .transform((attachments) => attachments ?? []),
});

const newChatSchema = z.looseObject({ members: z.array(z.looseObject({ id: z.string() })).min(1) });

/**
 * The part of the Bot Framework's connector that a Teams bot needs.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function connectorRouter(chats: Chats): Router {
  const router = Router();
  router.use(express.json({ limit: '1mb' }));

  router.use((_request, response, next) => {
    if (chats.misbehaviour === 'down') return refuse(response, 503, 'ServiceUnavailable');
    if (chats.misbehaviour === 'throttled') {
      response.set('retry-after', '3');
      return refuse(response, 429, 'TooManyRequests');
    }
    next();
  });

  router.post('/v3/conversations', (request, response) => {
    const asked = newChatSchema.safeParse(request.body);
    const resident = chats.byAnyId(asked.data?.members[0]?.id ?? '');
    if (!resident) return refuse(response, 400, 'BadArgument');
    if (!resident.installed) return refuse(response, 403, 'BotNotInConversationRoster');
    response.status(201).json({ id: chats.personal(resident.person.id).id });
  });

  const post: RequestHandler<{ chat: string }> = (request, response) => {
    const chat = writable(chats, request.params.chat, response);
    const content = chat && read(request.body, response);
    const message = content && chats.post(chat.id, { ...content, author: relaisAuthor });
    if (!message) return;
    if (chats.misbehaviour === 'lost-answer') {
      chats.misbehaviour = 'none';
      request.socket.destroy();
      return;
    }
    response.status(201).json({ id: message.id });
  };
  router.post('/v3/conversations/:chat/activities', post);
  router.post('/v3/conversations/:chat/activities/:activity', post);

  router.put('/v3/conversations/:chat/activities/:activity', (request, response) => {
    const chat = writable(chats, request.params.chat, response);
    if (!chat) return;
    const { activity } = request.params;
    if (!chat.messages.some(({ id, author }) => id === activity && author === relaisAuthor))
      return refuse(response, 404, 'ActivityNotFoundInConversation');
    const content = read(request.body, response);
    if (!content) return;
    chats.replace(chat.id, activity, { ...content, edited: true });
    response.json({ id: activity });
  });

  router.delete('/v3/conversations/:chat/activities/:activity', (request, response) => {
    const chat = writable(chats, request.params.chat, response);
    if (!chat) return;
    // Some of Teams' clients cannot delete; the bot must live with that.
    if (chats.misbehaviour === 'keeps-messages') return refuse(response, 501, 'NotImplemented');
    const { activity } = request.params;
    if (!chat.messages.some(({ id, author }) => id === activity && author === relaisAuthor))
      return refuse(response, 404, 'ActivityNotFoundInConversation');
    chats.remove(chat.id, activity);
    response.status(200).end();
  });

  router.get('/v3/conversations/:chat/members/:member', (request, response) => {
    const chat = readable(chats, request.params.chat, response);
    if (!chat) return;
    const member = membersOf(chats, chat).find(({ id, aadObjectId }) =>
      [id, aadObjectId].includes(request.params.member),
    );
    if (member) response.json(member);
    else refuse(response, 404, 'MemberNotFoundInConversation');
  });

  router.get('/v3/conversations/:chat/members', (request, response) => {
    const chat = readable(chats, request.params.chat, response);
    if (chat) response.json(membersOf(chats, chat));
  });

  router.get('/v3/conversations/:chat/pagedmembers', (request, response) => {
    const chat = readable(chats, request.params.chat, response);
    if (!chat) return;
    // As Microsoft's own connector: a first page is asked for without a token, never with an empty one.
    if (request.query['continuationToken'] === '') return refuse(response, 403, 'BadArgument');
    const members = membersOf(chats, chat);
    const size = Math.min(Math.max(Number(request.query['pageSize']) || 200, 1), 500);
    const from = Number(request.query['continuationToken']) || 0;
    const next = from + size < members.length ? String(from + size) : undefined;
    response.json({ members: members.slice(from, from + size), continuationToken: next });
  });

  return router;
}

function refuse(response: Response, status: number, code: string): void {
  response.status(status).json({ error: { code, message: code } });
}

function readable(chats: Chats, id: string, response: Response): Chat | null {
  const chat = chats.find(id);
  if (chats.misbehaviour === 'no-members') refuse(response, 501, 'NotImplemented');
  else if (chat) return chat;
  else refuse(response, 404, 'ConversationNotFound');
  return null;
}

function writable(chats: Chats, id: string, response: Response): Chat | null {
  const chat = chats.find(id);
  if (!chat) {
    refuse(response, 404, 'ConversationNotFound');
    return null;
  }
  if (chat.type !== 'personal') return chat;
  const { installed, blocked, deactivated } = chats.resident(chat.memberIds[0] ?? '');
  if (!installed || deactivated) refuse(response, 403, 'BotNotInConversationRoster');
  else if (blocked) response.status(403).json({ error: { code: 'Forbidden' }, subCode: 'MessageWritesBlocked' });
  else return chat;
  return null;
}

function read(body: unknown, response: Response): Pick<TeamsMessage, 'text' | 'summary' | 'card'> | null {
  const activity = activitySchema.safeParse(body);
  if (!activity.success) {
    refuse(response, 400, 'BadSyntax');
    return null;
  }
  if (JSON.stringify(body).length > largestMessage) {
    refuse(response, 413, 'MessageSizeTooBig');
    return null;
  }
  const { text, summary, attachments } = activity.data;
  const card = attachments.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive');
  return { text: text ?? '', summary: summary ?? '', card: card?.content ?? null };
}

function membersOf(chats: Chats, { memberIds }: Chat) {
  return memberIds
    .map((id) => chats.resident(id))
    .filter(({ deactivated }) => !deactivated)
    .map(({ person }) => ({
      id: userIdOf(person.id),
      aadObjectId: objectIdOf(person.id),
      name: person.name,
      email: person.email,
      userPrincipalName: person.email,
      jobTitle: person.title,
      tenantId: localTenant,
      userRole: 'user',
    }));
}
