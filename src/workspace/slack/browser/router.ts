import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { WorkspaceControls } from '../../controls.ts';
import { ownPageOnly } from '../../own-page-only.ts';
import { type Acting, conversationOf, knownPerson, NotThere } from '../acts/acting.ts';
import { act } from '../acts/actions.ts';
import { closeModal, submitModal } from '../acts/modals.ts';
import { loadOptions } from '../acts/options.ts';
import { dismiss, markRead, openHome } from '../acts/reading.ts';
import { say } from '../acts/say.ts';
import { runShortcut } from '../acts/shortcuts.ts';
import { ImpossibleValue } from '../blocks/element-state.ts';
import * as api from '../browser-api.ts';
import { bot, slackbot, team } from '../identity.ts';
import { avatarSvg } from './avatar.ts';
import { controlsRouter, readClock } from './controls-router.ts';
import { markHintDone, readHints } from './hints.ts';
import { avatarPath, conversationsOf, messagesSeenBy, personShown, viewShown } from './present.ts';
import { createStreams } from './stream.ts';

/**
 * The page's API, as `browser-api.ts` lists it. There is no login: it must only ever be reachable from this computer.
 */
export function browserRouter(acting: Acting, controls: WorkspaceControls): { router: Router; stop(): void } {
  const { slack } = acting;
  const streams = createStreams(slack.changes);
  const router = express.Router();
  router.use(ownPageOnly);
  router.use(express.json({ limit: '1mb' }));

  router.get('/bootstrap', async (_request, response) => {
    const answer: api.Bootstrap = {
      workspaceName: team.name,
      bot: { userId: bot.userId, botId: bot.botId, name: bot.name, avatarUrl: avatarPath(bot.userId) },
      people: slack.people.all().map((person) => personShown(slack, person)),
      commands: slack.app.commands.map(({ command, description, usageHint }) => ({ command, description, usageHint })),
      shortcuts: [...slack.app.shortcuts],
      clock: await readClock(controls),
      hints: readHints(slack.notes),
      controls: { clock: true, systems: controls.systems.length > 0 },
    };
    response.json(answer);
  });
  router.get('/events', streams.open);
  router.post('/hints', (request, response) => {
    const answer: api.HintList = { hints: markHintDone(slack.notes, api.markHint.parse(request.body)) };
    response.json(answer);
  });
  router.get('/slack', (_request, response) => {
    const answer: api.SlackState = { misbehaviour: slack.misbehaviour.current };
    response.json(answer);
  });
  router.post('/slack', (request, response) => {
    slack.misbehaviour.current = api.misbehaveSlack.parse(request.body).how;
    const answer: api.SlackState = { misbehaviour: slack.misbehaviour.current };
    response.json(answer);
  });

  router.get('/people/:person/conversations', ({ params }, response) => {
    const answer: api.ConversationList = { conversations: conversationsOf(slack, knownPerson(slack, params.person)) };
    response.json(answer);
  });
  router.get('/people/:person/conversations/:channel/messages', ({ params }, response) => {
    const person = knownPerson(slack, params.person);
    const { id } = conversationOf(slack, person, params.channel);
    const answer: api.MessageList = { messages: messagesSeenBy(slack, person, id) };
    response.json(answer);
  });
  router.get('/people/:person/home', ({ params }, response) => {
    const view = slack.views.home(knownPerson(slack, params.person).id);
    const answer: api.HomeTab = { view: view && viewShown(view) };
    response.json(answer);
  });
  router.get('/people/:person/modals', ({ params }, response) => {
    const stack = slack.views.stack(knownPerson(slack, params.person).id);
    const answer: api.ModalStack = { modals: stack.map(viewShown) };
    response.json(answer);
  });
  router.get('/people/:person/avatar.svg', ({ params }, response) => {
    const name = { [bot.userId]: bot.name, [slackbot.userId]: slackbot.name }[params.person];
    response
      .type('image/svg+xml')
      .set('cache-control', 'max-age=3600')
      .send(avatarSvg(params.person, name ?? knownPerson(slack, params.person).name));
  });

  const sends = <T>(answer: Promise<T> | T, response: Response): Promise<void> =>
    Promise.resolve(answer).then((body) => void response.json(body));
  router.post('/people/:person/conversations/:channel/read', ({ params }, response) =>
    sends(markRead(acting, params.person, params.channel), response),
  );
  router.post('/people/:person/messages', ({ params, body }, response) =>
    sends(say(acting, params.person, api.sendMessage.parse(body)), response),
  );
  router.post('/people/:person/shortcuts', ({ params, body }, response) =>
    sends(runShortcut(acting, params.person, api.runShortcut.parse(body)), response),
  );
  router.post('/people/:person/actions', ({ params, body }, response) =>
    sends(act(acting, params.person, api.blockAction.parse(body)), response),
  );
  router.post('/people/:person/options', ({ params, body }, response) =>
    sends(loadOptions(acting, params.person, api.optionsQuery.parse(body)), response),
  );
  router.post('/people/:person/home/open', ({ params }, response) => sends(openHome(acting, params.person), response));
  router.post('/people/:person/modals/:view/submit', ({ params, body }, response) => {
    const { values } = api.submitModal.parse(body);
    return sends(submitModal(acting, params.person, { viewId: params.view, values }), response);
  });
  router.post('/people/:person/modals/:view/close', ({ params, body }, response) => {
    const { all } = api.closeModal.parse(body ?? {});
    return sends(closeModal(acting, params.person, { viewId: params.view, all }), response);
  });
  router.post('/people/:person/ephemerals/:ts/dismiss', ({ params }, response) =>
    sends(dismiss(acting, params.person, params.ts), response),
  );

  router.use(controlsRouter(slack, controls));
  router.use((request, response) => {
    const answer: api.Refusal = { error: 'unknown_route', message: `there is no ${request.method} ${request.path}` };
    response.status(404).json(answer);
  });
  router.use(refuse);
  return { router, stop: streams.stop };
}

function refuse(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const found = refusalOf(error);
  if (found) response.status(found.status).json(found.refusal);
  else next(error);
}

function refusalOf(error: unknown): { status: number; refusal: api.Refusal } | null {
  if (error instanceof NotThere) return { status: 404, refusal: { error: 'not_there', message: error.message } };
  if (error instanceof ImpossibleValue)
    return { status: 400, refusal: { error: 'impossible_value', message: error.message } };
  if (error instanceof RangeError) return { status: 400, refusal: { error: 'out_of_range', message: error.message } };
  if (error instanceof z.ZodError)
    return { status: 400, refusal: { error: 'invalid_request', message: z.prettifyError(error) } };
  return null;
}
