/**
 * The local workspace: a Slack-compatible server, the page that people use it through, and persons who act from code.
 * Production Slack code runs against it unchanged, with `clientOptions.slackApiUrl` pointing here; what people do
 * arrives at `eventsUrl` as signed requests.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import compression from 'compression';
import express, { type Router } from 'express';
import type { WorkspacePerson } from './company.ts';
import type { WorkspaceControls } from './controls.ts';
import { type Acting, knownPerson } from './slack/acts/acting.ts';
import { responseUrlPath, responseUrlRouter } from './slack/answers.ts';
import { browserRouter } from './slack/browser/router.ts';
import { browserApiPath, type ChangeEvent, type SlackMisbehaviour } from './slack/browser-api.ts';
import { drivePerson, type PersonDriver } from './slack/driver/person-driver.ts';
import { bot } from './slack/identity.ts';
import type { InstalledApp } from './slack/installed-app.ts';
import { type LocalSlack, openLocalSlack, type WorkspaceLog } from './slack/local-slack.ts';
import { createEvents, slackRetryDelays } from './slack/sending/events.ts';
import { createSender } from './slack/sending/sender.ts';
import { webApiRouter } from './slack/web-api/router.ts';
import { userJson } from './slack/web-api/user-json.ts';
import type { SandboxSystem } from './systems/system.ts';

/** Bolt's `clientOptions.slackApiUrl` is the server's origin followed by this. */
export const slackApiPath = '/workspace/slack/api/';

export interface WorkspaceOptions {
  /** `workspace.db` is kept here. */
  dataDir: string;
  people: readonly WorkspacePerson[];
  /** As read by `installedFromManifest`. */
  app: InstalledApp;
  signingSecret: string;
  botToken: string;
  /**
   * The app's request URL, such as `http://127.0.0.1:3000/slack/events`; a function when the port is known only later.
   */
  eventsUrl: string | (() => string);
  /** Where the router is reached; the origin of `eventsUrl` unless told. */
  publicUrl?: () => string;
  controls: WorkspaceControls;
  /** The built page: a folder with an `index.html`. */
  pageDir: string;
  log: WorkspaceLog;
  /**
   * For tests: how long the app may take to acknowledge (3 s) and when events are sent again (at once, 1 min, 5 min).
   */
  patience?: number;
  retryDelays?: readonly number[];
}

export interface Workspace {
  /** Mount it at the root of the server that `eventsUrl` belongs to, behind everything else: it also answers `/`. */
  router: Router;
  /** The app's own user in the workspace, for those who need to know it beforehand. */
  botUserId: string;
  /** A person who acts from code. Throws when there is nobody with this id. */
  as(personId: string): PersonDriver;
  /** Announces to the page what changed beside Slack. */
  tell(event: ChangeEvent): void;
  /** What changed, as the page hears it. Returns how to stop. */
  watch(listener: (event: ChangeEvent) => void): () => void;
  /** Somebody new: the app hears `team_join`. */
  join(person: WorkspacePerson): Promise<void>;
  /** One more channel; whoever is named joins it. */
  ensureChannel: LocalSlack['conversations']['ensureChannel'];
  /** Somebody's Slack account is closed or opened again: the app hears `user_change`. */
  setDeactivated(personId: string, deactivated: boolean): Promise<void>;
  misbehave(how: SlackMisbehaviour): void;
  stop(): Promise<void>;
}

export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { controls, log } = options;
  const eventsUrl = typeof options.eventsUrl === 'string' ? constant(options.eventsUrl) : options.eventsUrl;
  const slack = openLocalSlack({
    dataDir: options.dataDir,
    app: options.app,
    now: () => controls.now(),
    realNow: () => Date.now(),
    origin: options.publicUrl ?? (() => new URL(eventsUrl()).origin),
    log,
  });
  settle(slack, options.people);

  const sender = createSender({
    signingSecret: options.signingSecret,
    eventsUrl,
    patience: options.patience ?? 3000,
    log,
  });
  const events = createEvents(slack, sender, options.retryDelays ?? slackRetryDelays);
  const acting: Acting = { slack, sender, events };
  const listen = (system: SandboxSystem) =>
    system.onChange(() => slack.changes.tell({ type: 'system', system: system.id }));
  const stopListening = controls.systems.map(listen);
  const browser = browserRouter(acting, {
    ...controls,
    async addSystem(id) {
      const system = await controls.addSystem(id);
      stopListening.push(listen(system));
      return system;
    },
  });

  const router = express.Router();
  router.use(slackApiPath, webApiRouter(slack, options.botToken));
  router.use(responseUrlPath, responseUrlRouter(slack));
  router.use(browserApiPath, browser.router);
  router.use(pageRouter(options.pageDir));

  return {
    router,
    botUserId: bot.userId,
    as: (personId) => drivePerson(acting, knownPerson(slack, personId).id),
    tell: slack.changes.tell,
    watch: slack.changes.listen,
    join: async (person) => {
      slack.people.put(person);
      moveIn(slack, person);
      const joined = slack.people.find(person.id);
      if (joined)
        await events.send('team_join', { type: 'team_join', user: userJson(joined, slack), event_ts: slack.nextTs() });
    },
    ensureChannel: slack.conversations.ensureChannel,
    setDeactivated: async (personId, deactivated) => {
      slack.people.setDeactivated(personId, deactivated);
      const changed = slack.people.find(personId);
      if (!changed) throw new RangeError(`there is nobody with the id ${personId}`);
      const user = userJson(changed, slack);
      await events.send('user_change', { type: 'user_change', user, event_ts: slack.nextTs() });
    },
    misbehave: (how) => {
      slack.misbehaviour.current = how;
    },
    stop: async () => {
      for (const stop of stopListening) stop();
      browser.stop();
      events.stop();
      slack.close();
    },
  };
}

const generalChannel = 'C0GENERAL';
const peopleOpsChannel = 'C0PEOPLEOPS';

/**
 * Everybody has an account, their DM with the app and `#general`; HR, IT and the general manager share `#people-ops`.
 */
function settle(slack: LocalSlack, people: readonly WorkspacePerson[]): void {
  slack.conversations.ensureChannel({ id: generalChannel, kind: 'channel', name: 'general', memberIds: [bot.userId] });
  slack.conversations.ensureChannel({
    id: peopleOpsChannel,
    kind: 'private',
    name: 'people-ops',
    memberIds: [bot.userId],
  });
  for (const person of people) {
    slack.people.put(person);
    moveIn(slack, person);
  }
}

function moveIn({ conversations }: LocalSlack, person: WorkspacePerson): void {
  conversations.openWith([person.id]);
  conversations.join(generalChannel, person.id);
  if (person.roles.length > 0) conversations.join(peopleOpsChannel, person.id);
}

function pageRouter(pageDir: string): Router {
  const router = express.Router();
  // As a root, so that a dot folder somewhere above it (a cache, a worktree) does not hide the page.
  const root = resolve(pageDir);
  const sendIndex = (_request: express.Request, response: express.Response): void => {
    if (existsSync(join(pageDir, 'index.html'))) response.sendFile('index.html', { root, cacheControl: false });
    else response.status(503).type('text/plain').send('The page is not built yet: run `npm run build:page`.');
  };
  router.get(['/', '/workspace'], sendIndex);
  // A permalink: the page's own addresses are relative, so what to show goes behind the `#`.
  router.get('/workspace/archives/:channel/:message', ({ params }, response) =>
    response.redirect(`/#/archives/${encodeURIComponent(params.channel)}/${encodeURIComponent(params.message)}`),
  );
  // What was built holds nothing about anybody, so nothing can be learned from how well it compresses.
  router.use(
    ['/assets', '/workspace/assets'],
    compression(),
    express.static(join(pageDir, 'assets'), { index: false }),
  );
  router.use(express.static(pageDir, { index: false }));
  router.use('/workspace', express.static(pageDir, { index: false }));
  return router;
}

function constant<T>(value: T): () => T {
  return () => value;
}
