import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { SlackAppOptions } from './channels/slack/slack-app.ts';
import type { TeamsAppOptions } from './channels/teams/teams-app.ts';
import { type Config, isLocal } from './config.ts';
import { systemsSchema } from './connectors/registry.ts';
import { minute } from './domain/calendar/time.ts';
import type { ChannelId } from './domain/people/people.ts';
import { createSystemGates } from './engine/access/system-gates.ts';
import { reachedAt } from './engine/cards/reached-at.ts';
import { createConversation } from './engine/conversation/create-conversation.ts';
import type { EngineDeps } from './engine/deps.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { createMetrics } from './engine/metrics.ts';
import { createDirectory } from './engine/people/directory.ts';
import { createKnownLeaving } from './engine/people/known-leaving.ts';
import { createSettings, withSettings } from './engine/people/settings.ts';
import { headcountOf } from './engine/people/sources/headcount.ts';
import type { Channel } from './engine/ports/channel.ts';
import { type Clock, systemClock } from './engine/ports/clock.ts';
import type { GroupSource } from './engine/ports/group-source.ts';
import type { Store } from './engine/ports/store.ts';
import { mailReturned } from './engine/waves/mail-returned.ts';
import { createHolidayCalendar } from './flows/holidays.ts';
import { loadDossiers, shippedDossiersDir } from './flows/load-dossiers.ts';
import { loadFlows } from './flows/load-flows.ts';
import { fullDiskError } from './full-disk.ts';
import { createHttpServer } from './http/server.ts';
import { createLog } from './log.ts';
import { createOutbound } from './network/outbound.ts';
import { shownProxy } from './network/proxy-for.ts';
import { packageRoot } from './package-root.ts';
import { readRelaisFile } from './relais-file.ts';
import { createAgendaScheduler } from './scheduling/agenda-scheduler.ts';
import { type Closing, closeAll } from './start/closing.ts';
import { hearOfPosts } from './start/critical-posts.ts';
import { startHeads } from './start/heads.ts';
import { hrSourcesOf, startHr } from './start/hr.ts';
import type { LocalWorkspace } from './start/local-workspace.ts';
import type { LocalMail } from './start/mail.ts';
import { openOutside } from './start/open-outside.ts';
import { openStore } from './start/open-store.ts';
import { refreshHomes } from './start/refresh-homes.ts';
import { createReload, type Reload, type Reread, type WatchOptions, watchSecretFiles } from './start/reload.ts';
import { requireFilePages } from './start/require-file-pages.ts';
import { createStoreProbe } from './start/store-probe.ts';
import { createWhoIsWho } from './start/who-is-who.ts';

/** A running Relais. */
export interface Relais {
  /** Where the server is reached. */
  url: string;
  engine: Engine;
  store: Store;
  /** Null when Slack or Teams is real. */
  workspace: LocalWorkspace | null;
  /** Secrets are read again; null where nobody said how. */
  reload: Reload | null;
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
  /** The same for Teams; `secret`: what the local workspace's Teams proves itself with. */
  teamsElsewhere?: Pick<TeamsAppOptions, 'pace'> & { secret?: string };
  /** A mail server of a test's own. */
  mailElsewhere?: LocalMail;
  /** How the settings are read again while Relais runs; never when left out. `watch`: a test's own pace. */
  secrets?: { reread: Reread; watch?: WatchOptions };
  /**
   * The database was moved away while this process was cut off from it: nothing can be done here any more. Called once,
   * after the log has it.
   */
  onMoved?: () => void;
  /** The key service did not give the master key for as long as it may be held: this process must end. Called once. */
  onKeyGivenUp?: () => void;
  /** A test's own time. The local workspace brings one itself. */
  clock?: Clock;
}

/** Composes and starts everything. Rejects, with everything closed again, when a part cannot start. */
export async function startRelais(options: StartOptions): Promise<Relais> {
  const { log = createLog(options.config.logLevel) } = options;
  const closing: Closing = [];
  try {
    return await compose({ ...options, log }, closing);
  } catch (error) {
    await closeAll(closing, log);
    throw fullDiskError(error, options.config.dataDir) ?? error;
  }
}

async function compose(options: StartOptions & { log: Logger }, closing: Closing): Promise<Relais> {
  const { config, env, log, slackElsewhere, teamsElsewhere, mailElsewhere, secrets: again, clock: given } = options;
  const { onMoved, onKeyGivenUp } = options;
  const local = isLocal(config);
  // The local workspace has an organisation of its own; a file that was named must be right all the same.
  const named = local && config.configFile === null ? null : readRelaisFile(config.configFile);
  if (local && named) log.warn({ file: config.configFile }, 'the local workspace has its own people and systems');
  // What is not set is not loaded: it would only be memory, and time to start.
  const [outside, slackPart, teamsPart, mailPart, filesPart, deskPart] = await Promise.all([
    local ? import('./start/local-workspace.ts') : null,
    config.slack || local ? import('./start/slack.ts') : null,
    config.teams || local ? import('./start/teams.ts') : null,
    config.mail || local ? import('./start/mail.ts') : null,
    config.publicUrl || local ? import('./start/file-pages.ts') : null,
    config.publicUrl || local ? import('./start/desk.ts') : null,
  ]);
  const ownRoles = outside?.localOwnRoles ?? named?.organisation.ownRoles.map(({ id }) => id) ?? [];
  const flows = await loadFlows(config.flowsDir ?? join(packageRoot, 'flows'), { ownRoles });
  const dossierTemplates = await loadDossiers(config.dossiersDir ?? shippedDossiersDir);
  const gone = { told: false };
  const movedAway = () => {
    if (gone.told) return;
    gone.told = true;
    log.fatal(
      { event: 'store.moved' },
      'the database was moved away by "relais migrate" while this process ran; it takes no more work and ends: start from where it went',
    );
    onMoved?.();
  };
  // The local workspace talks to itself.
  const outbound = await createOutbound(local ? null : config.proxy);
  closing.push(() => outbound.close());
  const { fetch } = outbound;
  const around = { log, closing, fetch, again, onMoved: movedAway, onKeyGivenUp: onKeyGivenUp ?? (() => {}) };
  const { store, wakes, keyWarnings } = await openStore(config, around);

  const storeAnswers = createStoreProbe(store.departures);
  const metrics = createMetrics();
  const state = { ready: false };
  const http = createHttpServer({
    port: config.port,
    host: config.host,
    log,
    registry: metrics.registry,
    async ready() {
      if (!state.ready) throw new Error('starting');
      if (!(await storeAnswers())) throw new Error('the database does not answer');
    },
    warnings: keyWarnings,
  });
  const url = await http.listen();
  closing.push(() => http.close());

  const sandbox = outside && (await outside.openSandbox({ dataDir: config.dataDir, notes: store.notes, url, closing }));
  const clock: Clock = sandbox?.clock ?? given ?? systemClock;
  const organised = sandbox?.file ?? named ?? readRelaisFile(config.configFile);

  const { live, liveHr, liveCalendars, liveLdap, liveWiki } = await openOutside(organised, {
    env: { ...env, ...sandbox?.systems.secrets(), ...sandbox?.hr.secrets() },
    proxyFor: outbound.proxyFor,
    now: () => clock.now(),
    log,
    callBudget: store.calls,
    allowPrivateAddresses: config.allowPrivateAddresses || sandbox !== null,
  });
  const { connectors } = live;
  const calendars = [...liveCalendars.calendars];
  const platforms = { slack: config.slack, teams: config.teams, mail: config.mail };

  const channels = new Map<ChannelId, Channel>();
  const settings = createSettings(store.notes);
  let slackGroups: GroupSource | null = null;
  const whoIsWho = createWhoIsWho(organised, {
    hrSystems: liveHr.systems,
    ...{ store, clock, log, works: config.roles.includes('worker') },
    directoryOf: (id) => live.directoryOf(id) ?? liveLdap?.get(id) ?? null,
    slackGroups: () => slackGroups,
  });
  const known = createDirectory({
    people: store.people,
    channels,
    organisation: organised.organisation,
    clock,
    newId: randomUUID,
    log,
    ...{ known: whoIsWho.known, groups: whoIsWho.groups },
  });
  const directory = withSettings(known, settings);
  const scheduler = createAgendaScheduler({ backend: wakes, log, clock });
  const publicUrl = sandbox ? url : config.publicUrl;
  requireFilePages(flows, publicUrl);
  const desk = (publicUrl && deskPart?.openDeskPart({ publicUrl, notes: store.notes, clock })) || null;
  const files = (publicUrl && filesPart?.openFilePart({ publicUrl, notes: store.notes, clock })) || null;
  const deps: EngineDeps = {
    gates: createSystemGates(),
    turns: new Map(),
    leaving: createKnownLeaving(),
    store,
    scheduler,
    clock,
    calendar: createHolidayCalendar(),
    ...{ brakes: organised.brakes, retention: organised.retention, review: organised.review },
    ...{ contracts: organised.contracts, sharedAccounts: organised.sharedAccounts },
    ...{ criticalPosts: organised.criticalPosts, alumni: organised.alumni, peopleTold: whoIsWho },
    auditors: organised.evidence.auditors,
    ...{ figures: organised.figures, survey: organised.survey },
    channels,
    calendars,
    connectors,
    directory,
    settings,
    flows,
    ...(files && { filePages: files.pages, dossierPages: files.dossiers, listPages: files.lists }),
    hrFiles: organised.hris.flatMap(({ file }) => file ?? []),
    ...(desk && { deskPages: desk.pages, auditPages: desk.auditPages, evidencePages: desk.evidencePages }),
    dossierTemplates,
    ...(liveWiki && { dossierWiki: liveWiki.wiki }),
    hrSources: hrSourcesOf(organised),
    organisationName: organised.organisation.name,
    mailsAfter: config.chatDownMinutes === 0 ? null : config.chatDownMinutes * minute,
    metrics,
    log,
    newId: randomUUID,
  };
  const engine = createEngine(deps, { works: config.roles.includes('worker') });
  const conversation = createConversation(deps, engine);
  hearOfPosts(config, { deps, engine, http });

  const locale = organised.organisation.locale;
  let readHrNow: (system: string) => void = () => {};
  const pages = { http, roles: config.roles, deps, engine, defaultLocale: locale };
  files?.mount({ ...pages, onHrFile: (system) => readHrNow(system) });
  desk?.mount({ ...pages, evidence: organised.evidence, fetch: outbound.fetch });
  const spoken = {
    ...{ conversation: () => conversation, directory: () => directory, log, defaultLocale: locale },
    ...{ once: store.once, storeAnswers },
  };
  const secrets = {
    botToken: 'xoxb-local-workspace',
    signingSecret: randomBytes(24).toString('hex'),
    teams: teamsElsewhere?.secret ?? randomBytes(24).toString('hex'),
  };
  const slack =
    slackPart?.mountSlack(config, {
      spoken,
      http,
      outbound,
      platforms,
      ...{ notes: store.notes, metrics },
      local: { ...secrets, slackApiUrl: sandbox?.slackApiUrl },
      elsewhere: slackElsewhere,
    }) ?? null;
  if (slack) {
    channels.set('slack', slack.channel);
    slackGroups = slack.groups;
  }
  const teams =
    teamsPart?.mountTeams(config, {
      ...{ spoken, http, outbound, platforms, notes: store.notes, clock },
      localSecret: secrets.teams,
      elsewhere: teamsElsewhere,
    }) ?? null;
  if (teams) {
    channels.set('teams', teams.channel);
    closing.push(() => teams.stop());
  }
  const mail =
    mailPart?.mountMail(config, {
      ...spoken,
      ...{ http, platforms, notes: store.notes, clock, organisation: organised.organisation, deps },
      addressOf: (...asked) => reachedAt(deps, ...asked),
      returned: async (...told) => {
        for (const changed of await mailReturned(deps, ...told)) void engine.reconcile(changed);
      },
      local: mailElsewhere ?? (sandbox && { mailer: sandbox.mail.mailer, publicUrl: url }),
    }) ?? null;
  if (mail) {
    channels.set('email', mail.channel);
    deps.alumniPages = mail.alumni;
    // The last: for whoever no other serves.
    calendars.push(mail.calendar);
    closing.push(() => mail.stop());
  }
  const workspace =
    outside &&
    sandbox &&
    (await outside.openLocalWorkspace(sandbox, {
      dataDir: config.dataDir,
      ...{ url, secrets, http, engine, scheduler, directory, deps, log, closing },
      connect: (entry) => live.add(systemsSchema.parse([entry]), { ...env, ...sandbox.systems.secrets() }),
    }));

  if (slackPart && slack) {
    await slackPart.startSlack(slack);
    closing.push(() => slack.stop());
  }
  const reload =
    again && !local
      ? createReload({
          reread: again.reread,
          parts: [live, liveHr, liveCalendars, liveLdap, liveWiki].filter((part) => part != null),
          platforms,
          checkBotToken: async (token) => slack?.checkToken(token) ?? null,
          checkMailServer: async (settings) => mailPart?.checkMailServer(settings) ?? null,
          log,
        })
      : null;
  if (reload) closing.push(watchSecretFiles(reload, again?.watch));
  const apps = [slack, teams].filter((app) => app !== null);
  engine.onChange((departure) => void refreshHomes(apps, { directory, log }, departure));
  // What is waited for next is written down last, after every card.
  const page = workspace?.slack;
  if (page) engine.onChange(() => page.tell({ type: 'clock' }));
  await engine.start();
  closing.push(() => engine.stop());
  whoIsWho.refresh.start();
  closing.push(() => whoIsWho.refresh.stop());
  // Ends before the engine does: nothing new begins while what is under way is finished.
  const hr = startHr(liveHr.systems, {
    ...{ file: organised, deps, engine, http, works: config.roles.includes('worker') },
    headcount: () => headcountOf(whoIsWho),
  });
  closing.push(() => hr.stop());
  if (config.roles.includes('worker'))
    readHrNow = (system) => void hr.pollNow(system).catch((err: unknown) => log.error({ err }, 'HR could not be read'));
  const way = { env, fetch: outbound.fetch, mailer: mail?.mailer ?? null, locale };
  await startHeads(organised.evidence, { store, clock, log, closing, roles: config.roles, ...way });
  state.ready = true;
  const proxy = local ? null : (config.proxy?.https ?? null);
  if (proxy) log.info({ proxy: shownProxy(proxy) }, 'outbound calls go through a proxy');
  log.info(
    { url, roles: config.roles, flows: flows.length, systems: connectors.size, workspace: workspace !== null },
    'Relais is ready',
  );
  return {
    url,
    engine,
    store,
    workspace,
    reload,
    stop: () => closeAll(closing, log),
  };
}
