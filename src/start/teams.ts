import type { Credentials } from '../channels/teams/connection.ts';
import { createTeamsApp, type TeamsApp, type TeamsAppOptions } from '../channels/teams/teams-app.ts';
import type { Config } from '../config.ts';
import { createTeamsAppInstaller } from '../connectors/entra/teams-app.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import type { HttpServer } from '../http/server.ts';
import type { Outbound } from '../network/outbound.ts';
import type { TeamsSettings } from '../teams-config.ts';
import { teamsWords } from '../views/teams-words.ts';
import type { PlatformSecrets } from './reload.ts';
import type { Spoken } from './slack.ts';

/** Four calls, with room for a slow answer; in milliseconds. */
const installPatience = 60_000;

/** Teams' side of Relais, mounted on the server. */
export function mountTeams(
  config: Pick<Config, 'teams' | 'allowPrivateAddresses' | 'roles'>,
  given: {
    spoken: Spoken;
    http: HttpServer;
    outbound: Outbound;
    /** By which secrets Relais speaks at this moment. */
    platforms: PlatformSecrets;
    notes: NotesStore;
    clock: Clock;
    /** What the local workspace proves itself with, where no Teams is set. */
    localSecret: string;
    /** A test's own pace of messages. */
    elsewhere: Pick<TeamsAppOptions, 'pace'> | undefined;
  },
): TeamsApp {
  const { spoken, http, outbound, platforms, notes, clock, localSecret, elsewhere } = given;
  const teams = createTeamsApp({
    ...spoken,
    notes,
    words: teamsWords,
    wayOut: outbound,
    ...installing(config, { outbound, platforms, clock }),
    ...(elsewhere?.pace && { pace: elsewhere.pace }),
    trust: config.teams
      ? { type: 'microsoft', credentials: credentialsOf(config.teams, platforms) }
      : { type: 'local', secret: localSecret },
  });
  if (config.roles.includes('web')) http.mount(teams.router);
  return teams;
}

function credentialsOf(first: TeamsSettings, platforms: PlatformSecrets): Credentials {
  const { password } = first;
  return { ...first, password: password === null ? null : () => platforms.teams?.password ?? password };
}

/** Where an administrator allowed it, Relais installs itself for people in Teams. */
function installing(
  { teams, allowPrivateAddresses }: Pick<Config, 'teams' | 'allowPrivateAddresses'>,
  { outbound: { proxyFor }, platforms, clock }: { outbound: Outbound; platforms: PlatformSecrets; clock: Clock },
): Pick<TeamsAppOptions, 'installFor'> {
  if (!teams?.installForPeople || teams.password === null) return {};
  const { appId, tenantId, password, cloud } = teams;
  const installerWith = (secret: string) =>
    createTeamsAppInstaller({ appId, tenantId, password: secret, cloud }, { allowPrivateAddresses, proxyFor });
  let [known, installer] = [password, installerWith(password)];
  return {
    installFor: (objectId) => {
      const current = platforms.teams?.password ?? known;
      if (current !== known) [known, installer] = [current, installerWith(current)];
      return installer.install(objectId, { now: () => clock.now(), signal: AbortSignal.timeout(installPatience) });
    },
  };
}
