import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createConnectors, loadSystems } from '../../connectors/registry.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import { type CheckReport, type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import type { ProxyFor } from '../../network/proxy-for.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { about, type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long one system may take to answer everything that a departure asks of one person. */
const patience = 60_000;

export interface LookAtSystems {
  systems: RelaisFile['systems'];
  config: Config;
  env: Readonly<Record<string, string | undefined>>;
  proxyFor?: ProxyFor;
  log: Logger;
}

/** Asks every system whether it can be reached, and whether the credentials may do what is needed. Changes nothing. */
export async function lookAtSystems(options: LookAtSystems): Promise<Finding[]> {
  const found = await Promise.all(options.systems.map((settings) => lookAtOne(options, settings)));
  return found.flat();
}

async function lookAtOne(
  { config, env, proxyFor, log }: LookAtSystems,
  settings: RelaisFile['systems'][number],
): Promise<Finding[]> {
  const name = `${settings.label} (${settings.id})`;
  let connector: Connector | undefined;
  try {
    connector = createConnectors(await loadSystems([settings]), {
      env,
      log,
      ...(proxyFor && { proxyFor }),
      now: () => new Date(),
      allowPrivateAddresses: config.allowPrivateAddresses,
    }).get(settings.id);
  } catch (error) {
    return [
      problem('systems', { en: `${name} cannot be made.`, fr: `${name} ne peut pas être créé.` }, wordsOf(error)),
    ];
  }
  if (!connector) return [];
  try {
    const report = await connector.check({ now: () => new Date(), signal: AbortSignal.timeout(patience) });
    const notes = (report.notes ?? []).map((each) =>
      note('systems', { en: `${name}: ${inEnglish(each)}.`, fr: `${name} : ${inFrench(each)}.` }),
    );
    return report.ok && report.problems.length === 0
      ? [
          good('systems', {
            en: `${name} answers${scopesWords(report).en}.`,
            fr: `${name} répond${scopesWords(report).fr}.`,
          }),
          ...notes,
        ]
      : [
          ...report.problems.map(({ message, fix }) => problem('systems', about(name, message), fix)),
          ...scopesNote(name, report),
          ...notes,
        ];
  } catch (error) {
    const fix =
      error instanceof ConnectorError && error.kind === 'unauthorised'
        ? {
            en: 'Give Relais credentials that the system accepts; the secret is named in relais.yaml.',
            fr: 'Donnez à Relais des identifiants que le système accepte ; le secret est nommé dans relais.yaml.',
          }
        : {
            en: 'Check the address in relais.yaml, and whether this computer can reach it.',
            fr: 'Vérifiez l’adresse dans relais.yaml, et si cet ordinateur peut la joindre.',
          };
    return [problem('systems', about(name, wordsOf(error)), fix)];
  }
}

function scopesWords({ granted, needed }: CheckReport): Localized {
  if (needed.length === 0) return { en: '', fr: '' };
  return granted === null
    ? {
        en: `; needs ${needed.join(', ')}, and does not tell what is granted`,
        fr: ` ; il faut ${needed.join(', ')}, et il ne dit pas ce qui est accordé`,
      }
    : { en: ' and grants what is needed', fr: ' et accorde ce qu’il faut' };
}

function scopesNote(name: string, { granted, needed }: CheckReport): Finding[] {
  if (granted === null || needed.length === 0) return [];
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? []
    : [
        note('systems', {
          en: `${name}: needed ${needed.join(', ')}; granted ${granted.join(', ') || 'nothing'}.`,
          fr: `${name} : il faut ${needed.join(', ')} ; accordé : ${granted.join(', ') || 'rien'}.`,
        }),
      ];
}
