import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createConnectors } from '../../connectors/registry.ts';
import type { Words } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import { type CheckReport, type Connector, ConnectorError } from '../../engine/ports/connector.ts';
import type { ProxyFor } from '../../network/proxy-for.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { localized } from '../../views/words/translate.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long one system may take to answer everything that a departure asks of one person. */
const patience = 60_000;

export interface LookAtSystems {
  systems: RelaisFile['systems'];
  config: Config;
  env: Readonly<Record<string, string | undefined>>;
  proxyFor?: ProxyFor;
  log: Logger;
  /** In which language what a system was found to lack is said. Left out: English. */
  locale?: Locale;
}

/** Asks every system whether it can be reached, and whether the credentials may do what is needed. Changes nothing. */
export async function lookAtSystems(options: LookAtSystems): Promise<Finding[]> {
  const found = await Promise.all(options.systems.map((settings) => lookAtOne(options, settings)));
  return found.flat();
}

async function lookAtOne(
  { config, env, proxyFor, log, locale = 'en' }: LookAtSystems,
  settings: RelaisFile['systems'][number],
): Promise<Finding[]> {
  const name = `${settings.label} (${settings.id})`;
  let connector: Connector | undefined;
  try {
    connector = createConnectors([settings], {
      env,
      log,
      ...(proxyFor && { proxyFor }),
      now: () => new Date(),
      allowPrivateAddresses: config.allowPrivateAddresses,
    }).get(settings.id);
  } catch (error) {
    return [problem('systems', `${name} cannot be made.`, wordsOf(error))];
  }
  if (!connector) return [];
  const said = (words: Words) => localized(words, locale);
  try {
    const report = await connector.check({ now: () => new Date(), signal: AbortSignal.timeout(patience) });
    const notes = (report.notes ?? []).map((each) => note('systems', `${name}: ${said(each)}.`));
    return report.ok && report.problems.length === 0
      ? [good('systems', `${name} answers${scopesWords(report)}.`), ...notes]
      : [
          ...report.problems.map(({ message, fix }) => problem('systems', `${name}: ${said(message)}`, said(fix))),
          ...scopesNote(name, report),
          ...notes,
        ];
  } catch (error) {
    const fix =
      error instanceof ConnectorError && error.kind === 'unauthorised'
        ? 'Give Relais credentials that the system accepts; the secret is named in relais.yaml.'
        : 'Check the address in relais.yaml, and whether this computer can reach it.';
    return [problem('systems', `${name}: ${wordsOf(error)}`, fix)];
  }
}

function scopesWords({ granted, needed }: CheckReport): string {
  if (needed.length === 0) return '';
  return granted === null
    ? `; needs ${needed.join(', ')}, and does not tell what is granted`
    : ' and grants what is needed';
}

function scopesNote(name: string, { granted, needed }: CheckReport): Finding[] {
  if (granted === null || needed.length === 0) return [];
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? []
    : [note('systems', `${name}: needed ${needed.join(', ')}; granted ${granted.join(', ') || 'nothing'}.`)];
}
