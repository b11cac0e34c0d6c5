import { randomBytes, randomUUID } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { createSlackApp, type SlackApp, type SlackAppOptions } from './channels/slack/slack-app.ts';
import {
  createTeamsApp,
  localSecretHeader,
  messagesPath,
  type TeamsApp,
  type TeamsAppOptions,
} from './channels/teams/teams-app.ts';
import { type Config, isLocal } from './config.ts';
import { createTeamsAppInstaller } from './connectors/entra/teams-app.ts';
import { createConnectors, systemsSchema } from './connectors/registry.ts';
import type { ChannelId } from './domain/people/people.ts';
import { createSystemGates } from './engine/access/system-gates.ts';
import { createConversation } from './engine/conversation/create-conversation.ts';
import type { EngineDeps } from './engine/deps.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { createMetrics } from './engine/metrics.ts';
import { createDirectory, organisationSchema } from './engine/people/directory.ts';
import { createKnownLeaving } from './engine/people/leaving.ts';
import type { Channel } from './engine/ports/channel.ts';
import { type Clock, systemClock } from './engine/ports/clock.ts';
import type { Store } from './engine/ports/store.ts';
import { createHolidayCalendar } from './flows/holidays.ts';
import { loadFlows } from './flows/load-flows.ts';
import { fullDiskError } from './full-disk.ts';
import { createHttpServer } from './http/server.ts';
import { createLog } from './log.ts';
import { type RelaisFile, readRelaisFile } from './relais-file.ts';
import { createAgendaScheduler } from './scheduling/agenda-scheduler.ts';
import { SqliteBackend } from './scheduling/agenda-sqlite-backend.ts';
import { makeFolder } from './stores/make-folder.ts';
import { loadMasterKey } from './stores/master-key.ts';
import { openSqliteDatabase } from './stores/sqlite/database.ts';
import { createSqliteStore } from './stores/sqlite/store.ts';
import { slackWords } from './views/words/slack-words.ts';
import { teamsWords } from './views/words/teams-words.ts';
import { company } from './workspace/company.ts';
import { type MovableClock, openMovableClock } from './workspace/movable-clock.ts';
import { installedFromManifest } from './workspace/slack/installed-app.ts';
import { sandboxToken, sandboxTokenName } from './workspace/systems/sandbox.ts';
import { createSandboxSystems, type SandboxSystems } from './workspace/systems/sandbox-systems.ts';
import { readTeamsApp } from './workspace/teams/installed-teams-app.ts';
import { createLocalTeams, type LocalTeams } from './workspace/teams/local-teams.ts';
import { createControls } from './workspace/travel.ts';
import { createWorkspace, slackApiPath, type Workspace } from './workspace/workspace.ts';

/** The folder that holds `flows/`, `manifest/` and `dist/`: one above src/ and above dist/ alike. */
const packageRoot = resolve(import.meta.dirname, '..');

/** Four calls, with room for a slow answer. */
const installPatience = 60_000;

/** A running Relais. */
export interface Relais {
  /** Where the server is reached. */
  url: string;
  engine: Engine;
  store: Store;
  /** Null when Slack or Teams is real. */
  workspace: {
    slack: Workspace;
    teams: LocalTeams;
    systems: SandboxSystems;
    controls: ReturnType<typeof createControls>;
    clock: MovableClock;
  } | null;
  /** Takes nothing new, finishes or hands back what is in flight, closes everything. */
  stop(): Promise<void>;
}

export interface StartOptions {
  config: Config;
  /** For secrets by reference. */
  env: Readonly<Record<string, string | undefined>>;
  log?: Logger;
  /** A workspace of a test's own in place of Slack: where it answers, and how fast it takes messages. */
  slackElsewhere?: Pick<SlackAppOptions, 'slackApiUrl' | 'pace'>;
  /** The same for Teams; `secret`: what the local workspace's Teams proves itself with, for whoever speaks in its place. */
  teamsElsewhere?: Pick<TeamsAppOptions, 'pace'> & { secret?: string };
  /** A test's own time. The local workspace brings one itself. */
  clock?: Clock;
}

/** Composes and starts everything. Rejects, with everything closed again, when a part cannot start. */
export async function startRelais(options: StartOptions): Promise<Relais> {
  const { log = createLog(options.config.logLevel) } = options;
  const undo: (() => Promise<void> | void)[] = [];
  try {
    return await compose({ ...options, log }, undo);
  } catch (error) {
    await unwind(undo, log);
    throw fullDiskError(error, options.config.dataDir) ?? error;
  }
}

async function unwind(undo: (() => Promise<void> | void)[], log: Logger): Promise<void> {
  for (const step of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, 'a part did not close cleanly');
    }
  }
}

async function compose(
  { config, env, log, slackElsewhere, teamsElsewhere, clock: given }: StartOptions & { log: Logger },
  undo: (() => Promise<void> | void)[],
): Promise<Relais> {
  const local = isLocal(config);
  // The local workspace has an organisation of its own; a file that was named must be right all the same.
  const named = local && config.configFile === null ? null : readRelaisFile(config.configFile);
  if (local && named) log.warn({ file: config.configFile }, 'the local workspace has its own people and systems');
  const file = local ? null : named;
  const flows = await loadFlows(config.flowsDir ?? join(packageRoot, 'flows'));
  makeDataFolder(config.dataDir);
  const masterKey = loadMasterKey({ value: config.masterKey ?? undefined, dataDir: config.dataDir });
  const database = openSqliteDatabase(join(config.dataDir, 'relais.db'));
  undo.push(() => {
    database.close();
  });
  const store = await createSqliteStore({ database, masterKey, log });
  undo.push(() => store.close());

  const metrics = createMetrics();
  const state = { ready: false };
  const http = createHttpServer({
    port: config.port,
    host: config.host,
    log,
    registry: metrics.registry,
    async ready() {
      if (!state.ready) throw new Error('starting');
      await store.departures.overdue(new Date().toISOString(), 1);
    },
  });
  const url = await http.listen();
  undo.push(() => http.close());

  const clock = local ? await openMovableClock(store.notes) : null;
  const now: Clock = clock ?? given ?? systemClock;
  const systems = clock
    ? createSandboxSystems({ dataDir: config.dataDir, people: company, now: () => clock.now() })
    : null;
  if (systems) undo.push(() => systems.close());
  const organised: RelaisFile = file ?? sandboxFile(systems?.configuration(url) ?? []);

  const connectors = createConnectors(organised.systems, {
    env: { ...env, [sandboxTokenName]: sandboxToken },
    now: () => now.now(),
    log,
    allowPrivateAddresses: config.allowPrivateAddresses || systems !== null,
  });

  const channels = new Map<ChannelId, Channel>();
  const directory = createDirectory({
    people: store.people,
    channels,
    organisation: organised.organisation,
    clock: now,
    newId: randomUUID,
    log,
  });
  const scheduler = createAgendaScheduler({ backend: new SqliteBackend({ database }), log, clock: now });
  const deps: EngineDeps = {
    gates: createSystemGates(),
    turns: new Map(),
    leaving: createKnownLeaving(),
    store,
    scheduler,
    clock: now,
    calendar: createHolidayCalendar(),
    channels,
    connectors,
    directory,
    flows,
    metrics,
    log,
    newId: randomUUID,
  };
  const engine = createEngine(deps);
  const conversation = createConversation(deps, engine);

  const locale = organised.organisation.locale;
  const spoken = {
    ...{ conversation: () => conversation, directory: () => directory, log, defaultLocale: locale },
    once: store.once,
  };
  const secrets = {
    botToken: 'xoxb-local-workspace',
    signingSecret: randomBytes(24).toString('hex'),
    teams: teamsElsewhere?.secret ?? randomBytes(24).toString('hex'),
  };
  const slack =
    config.slack || local
      ? createSlackApp({ ...spoken, words: slackWords, ...slackTransport(config, secrets, url), ...slackElsewhere })
      : null;
  if (slack) {
    channels.set('slack', slack.channel);
    const { listener } = slack;
    if (listener)
      http.mount((request, response, next) => {
        if (request.path === '/slack/events') listener(request, response);
        else next();
      });
  }
  const teams =
    config.teams || local
      ? createTeamsApp({
          ...spoken,
          notes: store.notes,
          words: teamsWords,
          ...installing(config, now),
          ...(teamsElsewhere?.pace && { pace: teamsElsewhere.pace }),
          trust: config.teams
            ? { type: 'microsoft', credentials: config.teams }
            : { type: 'local', secret: secrets.teams },
        })
      : null;
  if (teams) {
    channels.set('teams', teams.channel);
    http.mount(teams.router);
    undo.push(() => teams.stop());
  }

  let workspace: Relais['workspace'] = null;
  if (systems && clock) {
    http.mount(systems.router);
    const controls = createControls({ clock, scheduler, engine, systems: systems.systems });
    const slackHere = await createWorkspace({
      dataDir: config.dataDir,
      people: company,
      app: installedFromManifest(manifestOf('slack.yaml')),
      signingSecret: secrets.signingSecret,
      botToken: secrets.botToken,
      eventsUrl: `${url}/slack/events`,
      controls,
      pageDir: join(packageRoot, 'dist', 'page'),
      log,
    });
    undo.push(() => slackHere.stop());
    const teamsHere = createLocalTeams({
      people: company,
      path: join(config.dataDir, 'workspace-teams.db'),
      app: readTeamsApp(manifestOf('teams/manifest.json'), manifestOf('teams/fr.json')),
      messagesUrl: () => `${url}${messagesPath}`,
      headers: { [localSecretHeader]: secrets.teams },
      now: () => clock.now(),
      tell: (change) =>
        slackHere.tell({
          type: 'teams',
          chat: change.type === 'chat' ? change.chat : null,
          people: change.type === 'chat' ? [...change.people] : [],
        }),
      // What `channel` in relais.yaml would say, or a first word there.
      onMove: async ({ email }, platform) => {
        const person = await directory.byEmail(email);
        if (person) await directory.spokeOn(platform, person);
      },
    });
    undo.push(() => teamsHere.stop());
    http.mount(teamsHere.router);
    http.mount(slackHere.router);
    workspace = { slack: slackHere, teams: teamsHere, systems, controls, clock };
  }

  if (slack) {
    await startSlack(slack);
    undo.push(() => slack.stop());
  }
  const apps = [slack, teams].filter((app) => app !== null);
  engine.onChange((departure) => void refreshHomes(apps, directory, departure));
  // What is waited for next is written down last, after every card.
  const page = workspace?.slack;
  if (page) engine.onChange(() => page.tell({ type: 'clock' }));
  await engine.start();
  undo.push(() => engine.stop());
  state.ready = true;
  log.info({ url, flows: flows.length, systems: connectors.size, workspace: workspace !== null }, 'Relais is ready');
  return {
    url,
    engine,
    store,
    workspace,
    stop: () => unwind(undo, log),
  };
}

function manifestOf(file: string): string {
  return readFileSync(join(packageRoot, 'manifest', file), 'utf8');
}

/** Before anything is written: a folder that cannot be written to is said in words, not by the first part that trips over it. */
function makeDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(
      `Relais cannot write to its data folder ${dataDir}. Expected a folder that this user may write to: mend its rights or its disk, or name another one in RELAIS_DATA_DIR.`,
      { cause },
    );
  }
}

/** Local secrets are made anew at each start: nothing outside this process needs them. */
function slackTransport(config: Config, local: { botToken: string; signingSecret: string }, url: string) {
  const { slack } = config;
  if (!slack)
    return {
      botToken: local.botToken,
      transport: { type: 'http' as const, signingSecret: local.signingSecret },
      slackApiUrl: `${url}${slackApiPath}`,
    };
  if (slack.appToken)
    return { botToken: slack.botToken, transport: { type: 'socket' as const, appToken: slack.appToken } };
  return { botToken: slack.botToken, transport: { type: 'http' as const, signingSecret: slack.signingSecret ?? '' } };
}

/** The invented company as a `relais.yaml` would describe it. */
function sandboxFile(systems: unknown[]): RelaisFile {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    company.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  const emailOf = (id: string | null) => company.find((person) => person.id === id)?.email;
  return {
    organisation: organisationSchema.parse({
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      people: company.map(({ email, managerId, team, country, locale, timeZone, title }) => ({
        email,
        manager: emailOf(managerId),
        team,
        title,
        country,
        locale,
        timeZone,
      })),
    }),
    systems: systemsSchema.parse(systems),
  };
}

/** Where an administrator allowed it, Relais installs itself for people in Teams. */
function installing({ teams, allowPrivateAddresses }: Config, clock: Clock): Pick<TeamsAppOptions, 'installFor'> {
  if (!teams?.installForPeople || teams.password === null) return {};
  const { appId, tenantId, password } = teams;
  const installer = createTeamsAppInstaller({ appId, tenantId, password }, { allowPrivateAddresses });
  return {
    installFor: (objectId) =>
      installer.install(objectId, { now: () => clock.now(), signal: AbortSignal.timeout(installPatience) }),
  };
}

/** Asks Slack who we are before anything else happens: a wrong token shows at once, in words that say what to do. */
async function startSlack(slack: SlackApp): Promise<void> {
  try {
    await slack.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    throw new Error(
      `Slack did not accept Relais: ${reason}\nCheck SLACK_BOT_TOKEN (and SLACK_APP_TOKEN), and that this machine reaches slack.com; "relais doctor" looks closer. See README.md, "Going live on Slack".`,
      { cause: error },
    );
  }
}

async function refreshHomes(
  apps: readonly Pick<SlackApp | TeamsApp, 'refreshHome'>[],
  directory: EngineDeps['directory'],
  departure: { people: Record<string, unknown> },
): Promise<void> {
  for (const id of Object.keys(departure.people)) {
    const person = await directory.byId(id);
    if (person) await Promise.all(apps.map((app) => app.refreshHome(person)));
  }
}
