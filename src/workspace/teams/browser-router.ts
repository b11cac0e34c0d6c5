import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { WorkspacePerson } from '../company.ts';
import { ownPageOnly } from '../own-page-only.ts';
import type { ActResult, Refusal } from '../slack/browser-api.ts';
import * as api from './browser-api.ts';
import { type Chat, type Chats, relaisAuthor } from './chats.ts';
import { bot, objectIdOf } from './identity.ts';
import type { InstalledTeamsApp } from './installed-teams-app.ts';
import { cardIn, type InvokeAnswer, type TeamsPerson } from './teams-person.ts';
import { readTyped } from './typed-text.ts';

export interface TeamsBrowserOptions {
  chats: Chats;
  app: InstalledTeamsApp;
  /** Throws RangeError when there is nobody with this id. */
  as(personId: string): TeamsPerson;
  /** Whoever looks at this platform from now on. */
  moveTo(personId: string, platform: api.Platform): Promise<void>;
  /** In which language Relais speaks to them from now on. */
  speaks(personId: string, language: api.Language): Promise<void>;
}

/** The person or chat of a request is not there for whoever asks. */
class NotThere extends Error {
  override name = 'NotThere';
}

/** What the page shows and does on Teams; each act goes out as the activity that Teams would send. */
export function teamsBrowserRouter({ chats, app, as, moveTo, speaks }: TeamsBrowserOptions): Router {
  const router = Router();
  router.use(ownPageOnly);
  router.use(express.json({ limit: '1mb' }));

  const person = (id: string): TeamsPerson => {
    if (!chats.residents().some((resident) => resident.person.id === id))
      throw new NotThere(`there is nobody with the id ${id}`);
    return as(id);
  };
  const chatOf = ({ person: { id, name } }: TeamsPerson, chatId: string): Chat => {
    const chat = chats.of(id).find((each) => each.id === chatId);
    if (!chat) throw new NotThere(`${name} is not in ${chatId}`);
    return chat;
  };

  router.get('/', (_request, response) => {
    const answer: api.TeamsState = {
      people: chats.residents().map(({ person: { id }, platform, installed }) => ({
        ...{ id, objectId: objectIdOf(id), platform, installed },
        unread: chats.unread(chats.personal(id), id),
      })),
      commands: [...app.commands],
      actions: [...app.actions],
    };
    response.json(answer);
  });
  router.post('/people/:person/platform', ({ params, body }, response) =>
    acted(moveTo(person(params.person).person.id, api.choosePlatform.parse(body).platform), response),
  );
  router.post('/people/:person/language', ({ params, body }, response) =>
    acted(speaks(person(params.person).person.id, api.chooseLanguage.parse(body).language), response),
  );
  router.post('/people/:person/install', ({ params }, response) => acted(person(params.person).install(), response));
  router.post('/people/:person/uninstall', ({ params }, response) =>
    acted(person(params.person).uninstall(), response),
  );

  router.get('/people/:person/chats', ({ params }, response) => {
    const { id } = person(params.person).person;
    const answer: z.infer<typeof api.chatList> = {
      chats: chats.of(id).map((chat) => ({
        ...{ id: chat.id, kind: chat.type, name: chat.name || bot.name, memberIds: [...chat.memberIds] },
        unread: chats.unread(chat, id),
        seen: chat.seen[id] ?? '',
        latest: chat.messages.at(-1)?.id ?? '',
      })),
    };
    response.json(answer);
  });
  router.get('/people/:person/chats/:chat/messages', ({ params }, response) => {
    const { messages } = chatOf(person(params.person), params.chat);
    const names = new Map<string, string>(everybody(chats).map(({ id, name }) => [id, name]));
    const answer: z.infer<typeof api.teamsMessageList> = {
      messages: messages.map(({ author, card, ...rest }) => ({
        ...rest,
        author:
          author === relaisAuthor
            ? { kind: 'app', id: author, name: bot.name }
            : { kind: 'person', id: author, name: names.get(author) ?? author },
        card: z.looseObject({}).nullable().parse(card),
      })),
    };
    response.json(answer);
  });
  router.post('/people/:person/chats/:chat/read', ({ params }, response) => {
    const me = person(params.person);
    chats.markSeen(chatOf(me, params.chat).id, me.person.id);
    response.json({ ok: true } satisfies ActResult);
  });
  router.post('/people/:person/chats/:chat/messages', ({ params, body }, response) => {
    const me = person(params.person);
    const chat = chatOf(me, params.chat);
    const typed = readTyped(api.writeMessage.parse(body).text, everybody(chats));
    return acted(me.write(typed, chat), response);
  });
  router.post('/people/:person/chats/:chat/messages/:message/actions', async ({ params, body }, response) => {
    const me = person(params.person);
    const chat = chatOf(me, params.chat);
    const message = { id: params.message };
    const { kind, verb, data } = api.pressButton.parse(body);
    const answer: api.PressResult = await orFailed<api.PressResult>(async () => {
      if (kind === 'execute') return pressed(await me.execute(message, verb, data, chat), chat);
      await me.post(message, data, chat);
      return { ok: true, says: null, card: null };
    });
    response.json(answer);
  });
  router.post('/people/:person/chats/:chat/messages/:message/look', async ({ params }, response) => {
    const me = person(params.person);
    const message = chatOf(me, params.chat).messages.find(({ id }) => id === params.message);
    // It may have been deleted since the page drew it: nothing is left to show.
    if (!message) {
      response.json({ ok: true, says: null, card: null } satisfies api.PressResult);
      return;
    }
    const answer: api.PressResult = await orFailed<api.PressResult>(async () => ({
      ok: true,
      says: null,
      card: z
        .looseObject({})
        .nullable()
        .parse(await me.look(message)),
    }));
    response.json(answer);
  });

  const context = (commandId: string) => ({ commandId, commandContext: 'compose' });
  router.post('/people/:person/actions/:action', async ({ params }, response) => {
    const me = person(params.person);
    const ask = () => me.invoke('composeExtension/fetchTask', context(params.action));
    response.json(await orFailed<api.DialogResult>(async () => dialog(await ask())));
  });
  router.post('/people/:person/actions/:action/submit', async ({ params, body }, response) => {
    const me = person(params.person);
    const { data } = api.submitDialog.parse(body);
    const ask = () => me.invoke('composeExtension/submitAction', { ...context(params.action), data });
    response.json(await orFailed<api.DialogResult>(async () => dialog(await ask())));
  });

  router.use(refuse);
  return router;
}

function everybody(chats: Chats): WorkspacePerson[] {
  return chats.residents().map(({ person }) => person);
}

async function acted(act: Promise<void>, response: Response): Promise<void> {
  response.json(
    await orFailed<ActResult>(async () => {
      await act;
      return { ok: true };
    }),
  );
}

/** Whatever the app answers is shown, never an empty screen. */
async function orFailed<T>(work: () => Promise<T>): Promise<T | { ok: false; problem: 'app_failed'; message: string }> {
  try {
    return await work();
  } catch (error) {
    return { ok: false, problem: 'app_failed', message: error instanceof Error ? error.message : String(error) };
  }
}

const invokedSchema = z.looseObject({ statusCode: z.number(), type: z.string(), value: z.unknown() });
const errorSchema = z.looseObject({ message: z.string() });

/**
 * What Teams makes of the answer to a button.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
 */
function pressed(answer: InvokeAnswer, chat: Chat): api.PressResult {
  const { statusCode, type, value } = invokedSchema.parse(answer.body);
  if (type === 'application/vnd.microsoft.activity.message')
    return { ok: true, says: z.string().parse(value), card: null };
  const card = cardIn(answer);
  if (card) return { ok: true, says: null, card: chat.type === 'personal' ? null : { ...card } };
  const message = errorSchema.safeParse(value).data?.message ?? type;
  return { ok: false, problem: String(statusCode), message };
}

const taskSchema = z.looseObject({
  task: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('message'), value: z.string() }),
    z.looseObject({
      type: z.literal('continue'),
      value: z.looseObject({ title: z.string(), card: z.looseObject({ content: z.looseObject({}) }) }),
    }),
  ]),
});

function dialog({ body }: InvokeAnswer): api.DialogResult {
  const { task } = taskSchema.parse(body);
  if (task.type === 'message') return { ok: true, title: bot.name, card: null, says: task.value };
  return { ok: true, title: task.value.title, card: task.value.card.content, says: null };
}

function refuse(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const said = (status: number, refusal: Refusal): void => void response.status(status).json(refusal);
  if (error instanceof NotThere) said(404, { error: 'not_there', message: error.message });
  else if (error instanceof z.ZodError) said(400, { error: 'invalid_request', message: z.prettifyError(error) });
  else next(error);
}
