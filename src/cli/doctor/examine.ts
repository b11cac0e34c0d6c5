import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Config, ConfigError, isLocal, readConfig } from '../../config.ts';
import { createOutbound, type Outbound } from '../../network/outbound.ts';
import { shownProxy } from '../../network/proxy-for.ts';
import { packageRoot } from '../../package-root.ts';
import { type RelaisFile, RelaisFileError, readRelaisFile } from '../../relais-file.ts';
import { installedFromManifest } from '../../workspace/slack/installed-app.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { asRead, type Finding, good, note, problem } from './finding.ts';
import { lookAtReleasers } from './look-at-brakes.ts';
import { lookAtCountries } from './look-at-countries.ts';
import { lookAtData } from './look-at-data.ts';
import { lookAtFlows, lookAtRoles } from './look-at-flows.ts';
import { lookAtHeads } from './look-at-heads.ts';
import { lookAtHrSystems } from './look-at-hr-systems.ts';
import { lookAtLdap } from './look-at-ldap.ts';
import { lookAtMail } from './look-at-mail.ts';
import { lookAtPeople } from './look-at-people.ts';
import { lookAtSlack } from './look-at-slack.ts';
import { lookAtSlackPeople } from './look-at-slack-people.ts';
import { lookAtSystems } from './look-at-systems.ts';
import { lookAtInstalling, lookAtReach, lookAtTeams } from './look-at-teams.ts';
import { withTokenOfNow } from './token-of-now.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const manifestFile = join(packageRoot, 'manifest', 'slack.yaml');

/** Everything that can be found out without changing anything, in the order in which it should be mended. */
export async function examine(env: Environment): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.words.map((one) =>
      problem('environment', one, {
        en: 'Mend it in the environment or in .env.',
        fr: 'Corrigez-le dans l’environnement ou dans .env.',
      }),
    );
  }
  const outbound = await createOutbound(config.proxy);
  try {
    return await lookAtAll(config, { env, outbound });
  } finally {
    await outbound.close();
  }
}

async function lookAtAll(
  given: Config,
  { env, outbound }: { env: Environment; outbound: Outbound },
): Promise<readonly Finding[]> {
  const { fetch, proxyFor } = outbound;
  const config = await withTokenOfNow(given);
  const file = lookAtFile(config);
  const { flows, findings } = await lookAtFlows(config, file.read?.organisation ?? null);
  return [
    good('environment', { en: 'Every setting can be read.', fr: 'Tous les réglages peuvent être lus.' }),
    ...platforms(config),
    ...findings,
    ...file.findings,
    ...(file.read ? lookAtCountries(file.read.organisation) : []),
    ...(file.read && flows.length > 0 ? lookAtRoles(flows, file.read.organisation) : []),
    ...(file.read ? lookAtReleasers(file.read.organisation, { readsHr: file.read.hris.length > 0 }) : []),
    ...(await lookAtData(config, file.read?.brakes)),
    ...(file.read ? await lookAtPeople(config, file.read) : []),
    ...(file.read ? await lookAtLdap({ organisation: file.read.organisation, env }) : []),
    ...(file.read
      ? await lookAtSystems({
          ...{ systems: file.read.systems, config, env, proxyFor },
          log: pino({ level: 'silent' }),
        })
      : []),
    ...(file.read ? await lookAtHrSystems({ entries: file.read.hris, config, env, proxyFor }) : []),
    ...(config.slack ? await lookAtSlack({ settings: config.slack, needed: neededScopes(), fetch }) : []),
    ...(file.read ? await lookAtSlackPeople({ config, organisation: file.read.organisation, fetch }) : []),
    ...(config.teams ? await lookAtTeams({ settings: config.teams, fetch }) : []),
    ...(await lookAtInstalling(config, { proxyFor })),
    ...(config.teams && file.read ? await lookAtReach(config, file.read.organisation) : []),
    ...(config.mail ? await lookAtMail(config.mail) : []),
    ...(file.read?.evidence.heads ? await lookAtHeads(file.read.evidence.heads, { env, fetch }) : []),
  ];
}

function platforms(config: Config): Finding[] {
  const { slack, teams } = config;
  if (isLocal(config))
    return [
      note('environment', {
        en: 'No Slack or Teams setting: "relais start" opens the local workspace, with people and systems of its own.',
        fr: 'Aucun réglage Slack ni Teams : « relais start » ouvre l’espace local, avec ses propres personnes et systèmes.',
      }),
    ];
  return [
    ...(config.proxy?.https
      ? [
          good('environment', {
            en: `Outbound calls go through ${shownProxy(config.proxy.https)}.`,
            fr: `Les appels sortants passent par ${shownProxy(config.proxy.https)}.`,
          }),
        ]
      : []),
    ...(slack
      ? [
          good('environment', {
            en: `Relais talks to Slack, by ${slack.appToken ? 'Socket Mode' : 'HTTP'}.`,
            fr: `Relais parle à Slack, par ${slack.appToken ? 'Socket Mode' : 'HTTP'}.`,
          }),
        ]
      : []),
    ...(teams
      ? [
          good('environment', {
            en: `Relais talks to Teams, as a bot of the type ${teams.type}.`,
            fr: `Relais parle à Teams, comme bot de type ${teams.type}.`,
          }),
        ]
      : []),
  ];
}

function neededScopes(): readonly string[] {
  return installedFromManifest(readFileSync(manifestFile, 'utf8')).scopes;
}

/** Null where there is none, or none that can be read. */
function lookAtFile({ configFile, slack, teams }: Config): { read: RelaisFile | null; findings: Finding[] } {
  if (configFile === null && !existsSync('relais.yaml')) {
    const findings = !isLocal({ slack, teams })
      ? [
          problem(
            'configuration',
            {
              en: 'There is no relais.yaml: Relais knows neither HR nor IT, and no system.',
              fr: 'Il n’y a pas de relais.yaml : Relais ne connaît ni RH, ni IT, ni aucun système.',
            },
            {
              en: 'Write relais.yaml beside where Relais is started, or name it with RELAIS_CONFIG. See README.md, "Configuration".',
              fr: 'Écrivez relais.yaml à côté de l’endroit où Relais est démarré, ou nommez-le avec RELAIS_CONFIG. Voyez README.md, « Configuration ».',
            },
          ),
        ]
      : [];
    return { read: null, findings };
  }
  try {
    const read = readRelaisFile(configFile);
    const findings = [
      good('configuration', {
        en: `${configFile ?? 'relais.yaml'} can be read: ${counted(read.systems.length, 'system', 'systems')}.`,
        fr: `${configFile ?? 'relais.yaml'} peut être lu : ${countedInFrench(read.systems.length, 'système', 'systèmes')}.`,
      }),
    ];
    if (isLocal({ slack, teams }))
      findings.push(
        note('configuration', {
          en: 'The local workspace brings its own; this file counts once Slack or Teams is set.',
          fr: 'L’espace local apporte le sien ; ce fichier compte dès que Slack ou Teams est réglé.',
        }),
      );
    return { read, findings };
  } catch (error) {
    if (!(error instanceof RelaisFileError)) throw error;
    return {
      read: null,
      findings: [
        problem('configuration', asRead(error.message), { en: 'Mend these lines.', fr: 'Corrigez ces lignes.' }),
      ],
    };
  }
}
