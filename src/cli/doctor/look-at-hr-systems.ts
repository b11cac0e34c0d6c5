import type { Config } from '../../config.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import { createHrSystems, type HrisEntries } from '../../hris/registry.ts';
import type { ProxyFor } from '../../network/proxy-for.ts';
import { about, type Finding, good, problem, wordsOf } from './finding.ts';

/** How long one HR system may take: the whole list is read, and some tell ends only person by person. */
const patience = 120_000;

export interface LookAtHrSystems {
  entries: HrisEntries;
  config: Pick<Config, 'allowPrivateAddresses'>;
  env: Readonly<Record<string, string | undefined>>;
  proxyFor?: ProxyFor;
}

/**
 * Asks every HR system what the feed would ask: one person, the whole list, and whether ends and addresses can be read.
 * Changes nothing.
 */
export async function lookAtHrSystems(options: LookAtHrSystems): Promise<Finding[]> {
  const found = await Promise.all(options.entries.map((entry) => lookAtOne(options, entry)));
  return found.flat();
}

async function lookAtOne({ config, env, proxyFor }: LookAtHrSystems, entry: HrisEntries[number]): Promise<Finding[]> {
  const name = `${entry.label} (${entry.id})`;
  const now = () => new Date();
  try {
    const deps = { env, now, allowPrivateAddresses: config.allowPrivateAddresses, ...(proxyFor && { proxyFor }) };
    const [system] = createHrSystems([entry], deps);
    if (!system) return [];
    const report = await system.check({ now, signal: AbortSignal.timeout(patience) });
    return report.ok
      ? [good('HR systems', { en: `${name} ${wordsFor(entry.type).en}`, fr: `${name} ${wordsFor(entry.type).fr}` })]
      : report.problems.map(({ message, fix }) => problem('HR systems', about(name, message), fix));
  } catch (error) {
    return [
      problem(
        'HR systems',
        {
          en: `${name} cannot be asked: ${inEnglish(wordsOf(error))}`,
          fr: `${name} ne peut pas être interrogé : ${inFrench(wordsOf(error))}`,
        },
        { en: 'Mend its entry under hris: in relais.yaml.', fr: 'Corrigez son entrée sous hris: dans relais.yaml.' },
      ),
    ];
  }
}

/** No more than what was asked: what a file or a program of one's own lists is not looked at. */
function wordsFor(type: string): Localized {
  if (type === 'csv')
    return {
      en: 'can be read; who is in it is not looked at here: "relais hr import" shows it.',
      fr: 'peut être lu ; ce qu’il contient n’est pas regardé ici : « relais hr import » le montre.',
    };
  if (type === 'webhook')
    return {
      en: 'answers as described in README.md; whether it tells of everybody is not known.',
      fr: 'répond comme décrit dans README.md ; s’il dit tout le monde n’est pas connu.',
    };
  return {
    en: 'answers: it lists people with their addresses, and says when they leave.',
    fr: 'répond : il liste les personnes avec leurs adresses, et dit quand elles partent.',
  };
}
