import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { localSecretHeader, messagesPath } from '../channels/teams/teams-app.ts';
import { choose } from '../engine/conversation/choose.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { Engine } from '../engine/engine.ts';
import type { Directory } from '../engine/ports/directory.ts';
import type { Scheduler } from '../engine/ports/scheduler.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import { csvColumns } from '../hris/csv/csv-settings.ts';
import type { HttpServer } from '../http/server.ts';
import { packageRoot } from '../package-root.ts';
import type { RelaisFile } from '../relais-file.ts';
import { company, fieldStaff } from '../workspace/company.ts';
import { createSandboxHr, type SandboxHr } from '../workspace/hr/sandbox-hr.ts';
import { createLocalMail, type LocalMail } from '../workspace/mail/local-mail.ts';
import { type MovableClock, openMovableClock } from '../workspace/movable-clock.ts';
import { installedFromManifest } from '../workspace/slack/installed-app.ts';
import { createSandboxSystems, type SandboxSystems } from '../workspace/systems/sandbox-systems.ts';
import { readTeamsApp } from '../workspace/teams/installed-teams-app.ts';
import { createLocalTeams, type LocalTeams } from '../workspace/teams/local-teams.ts';
import { createControls } from '../workspace/travel.ts';
import { createWorkspace, slackApiPath, type Workspace } from '../workspace/workspace.ts';
import type { Closing } from './closing.ts';
import { manifestOf } from './package-files.ts';
import { sandboxFile, sandboxOwnRoles } from './sandbox-file.ts';

/** What stands in for the outside where neither Slack nor Teams is set. */
export interface LocalWorkspace extends Sandbox {
  slack: Workspace;
  teams: LocalTeams;
  controls: ReturnType<typeof createControls>;
}

/** What Relais needs of it before anything else is made: a clock that can be moved, and systems. */
export interface Sandbox {
  clock: MovableClock;
  systems: SandboxSystems;
  /** Its HR system. */
  hr: SandboxHr;
  /** The sandbox company: its people, and how its systems are reached. */
  file: RelaisFile;
  /** The entry of `systems:` for a system that was added since. */
  entryOf(id: string): unknown;
  /** Where its Slack takes calls. */
  slackApiUrl: string;
  /** Its mail server. */
  mail: LocalMail;
}

/** The roles of its own that the sandbox company has. */
export const localOwnRoles: readonly string[] = sandboxOwnRoles.map(({ id }) => id);

export async function openSandbox({
  dataDir,
  notes,
  url,
  closing,
}: {
  dataDir: string;
  notes: NotesStore;
  /** Where the server is reached. */
  url: string;
  closing: Closing;
}): Promise<Sandbox> {
  const clock = await openMovableClock(notes);
  const systems = createSandboxSystems({ dataDir, people: [...company, ...fieldStaff], now: () => clock.now() });
  closing.push(() => systems.close());
  const hr = createSandboxHr({ dataDir, people: [...company, ...fieldStaff], now: () => clock.now(), url });
  return {
    clock,
    systems,
    hr,
    file: sandboxFile(systems.configuration(url), [hr.configuration(url), staffList(dataDir)]),
    entryOf: (id) => systems.configuration(url).find((entry) => entryId.safeParse(entry).data?.id === id),
    slackApiUrl: `${url}${slackApiPath}`,
    mail: createLocalMail({ dataDir, people: [...company, ...fieldStaff], now: () => clock.now() }),
  };
}

/** A list that HR brings as a file, beside the HR system; at first it says nothing of anybody. */
function staffList(dataDir: string): unknown {
  const path = join(dataDir, 'workspace-staff.csv');
  if (!existsSync(path)) writeFileSync(path, `${csvColumns.join(',')}\n`, { mode: 0o600 });
  return { id: 'staff', type: 'csv', label: 'Staff list', path };
}

const entryId = z.object({ id: z.string() });

/** Its own Slack and Teams with their page, mounted on the same server as Relais. */
export async function openLocalWorkspace(
  sandbox: Sandbox,
  given: {
    dataDir: string;
    /** Where the server is reached. */
    url: string;
    secrets: { botToken: string; signingSecret: string; teams: string };
    http: HttpServer;
    engine: Engine;
    scheduler: Scheduler;
    directory: Directory;
    deps: Pick<EngineDeps, 'store' | 'settings'>;
    log: Logger;
    closing: Closing;
    /** From now on Relais asks this system too; `entry` is as it stands in `systems:`. */
    connect(entry: unknown): Promise<void>;
  },
): Promise<LocalWorkspace> {
  const { dataDir, url, secrets, http, engine, scheduler, directory, deps, log, closing, connect } = given;
  const { clock, systems } = sandbox;
  http.mount(systems.router);
  http.mount(sandbox.hr.router);
  http.mount(sandbox.mail.router);
  const controls = createControls({
    ...{ clock, scheduler, engine },
    systems: systems.systems,
    offeredSystems: systems.offered,
    async addSystem(id) {
      const system = systems.add(id);
      await connect(sandbox.entryOf(id));
      return system;
    },
  });
  const slack = await createWorkspace({
    dataDir,
    people: company,
    app: installedFromManifest(manifestOf('slack.yaml')),
    signingSecret: secrets.signingSecret,
    botToken: secrets.botToken,
    eventsUrl: `${url}/slack/events`,
    controls,
    pageDir: join(packageRoot, 'dist', 'page'),
    log,
  });
  closing.push(() => slack.stop());
  const teams = createLocalTeams({
    people: company,
    path: join(dataDir, 'workspace-teams.db'),
    app: readTeamsApp(manifestOf('teams/manifest.json'), manifestOf('teams/fr.json')),
    messagesUrl: () => `${url}${messagesPath}`,
    headers: { [localSecretHeader]: secrets.teams },
    now: () => clock.now(),
    tell: (change) =>
      slack.tell({
        type: 'teams',
        chat: change.type === 'chat' ? change.chat : null,
        people: change.type === 'chat' ? [...change.people] : [],
      }),
    // What `channel` in relais.yaml would say, or a first word there.
    onMove: async ({ email }, platform) => {
      const person = await directory.byEmail(email);
      if (person) await directory.spokeOn(platform, person);
    },
    // What the person would choose behind *Settings*.
    onLanguage: async ({ email }, language) => {
      const person = await directory.byEmail(email);
      if (!person) return;
      const { locale: _, ...rest } = await deps.settings.of(person.id);
      const chosen = language === 'auto' ? rest : { ...rest, locale: language };
      await choose(deps, engine, { person: person.id, chosen });
    },
  });
  closing.push(() => teams.stop());
  http.mount(teams.router);
  http.mount(slack.router);
  return { ...sandbox, slack, teams, controls };
}
