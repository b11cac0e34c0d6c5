import { createTeamsApp, type TeamsApp, type TeamsAppOptions } from '../channels/teams/teams-app.ts';
import type { Config } from '../config.ts';
import { createTeamsAppInstaller } from '../connectors/entra/teams-app.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { NotesStore } from '../engine/ports/store.ts';
import type { HttpServer } from '../http/server.ts';
import type { Outbound } from '../network/outbound.ts';
import { teamsWords } from '../views/words/teams-words.ts';
import type { Spoken } from './slack.ts';

/** Four calls, with room for a slow answer; in milliseconds. */
const installPatience = 60_000;

/** Teams' side of Relais, mounted on the server. */
export function mountTeams(
  config: Pick<Config, 'teams' | 'allowPrivateAddresses'>,
  given: {
    spoken: Spoken;
    http: HttpServer;
    outbound: Outbound;
    notes: NotesStore;
    clock: Clock;
    /** What the local workspace proves itself with, where no Teams is set. */
    localSecret: string;
    /** A test's own pace of messages. */
    elsewhere: Pick<TeamsAppOptions, 'pace'> | undefined;
  },
): TeamsApp {
  const { spoken, http, outbound, notes, clock, localSecret, elsewhere } = given;
  const teams = createTeamsApp({
    ...spoken,
    notes,
    words: teamsWords,
    wayOut: outbound,
    ...installing(config, outbound, clock),
    ...(elsewhere?.pace && { pace: elsewhere.pace }),
    trust: config.teams ? { type: 'microsoft', credentials: config.teams } : { type: 'local', secret: localSecret },
  });
  http.mount(teams.router);
  return teams;
}

/** Where an administrator allowed it, Relais installs itself for people in Teams. */
function installing(
  { teams, allowPrivateAddresses }: Pick<Config, 'teams' | 'allowPrivateAddresses'>,
  { proxyFor }: Outbound,
  clock: Clock,
): Pick<TeamsAppOptions, 'installFor'> {
  if (!teams?.installForPeople || teams.password === null) return {};
  const { appId, tenantId, password, cloud } = teams;
  const installer = createTeamsAppInstaller({ appId, tenantId, password, cloud }, { allowPrivateAddresses, proxyFor });
  return {
    installFor: (objectId) =>
      installer.install(objectId, { now: () => clock.now(), signal: AbortSignal.timeout(installPatience) }),
  };
}
