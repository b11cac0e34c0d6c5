import { inEnglish, inFrench } from '../../domain/localized.ts';
import { groupsOf } from '../../engine/people/role-groups.ts';
import { createLdapDirectory, type LdapSource } from '../../people-sources/ldap/ldap-directory.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { about, type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long one directory may take to tell everybody. */
const patience = 120_000;

export interface LookAtLdap {
  organisation: RelaisFile['organisation'];
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks every LDAP source what Relais would ask: everybody, one person, and the groups that give roles. Changes nothing.
 */
export async function lookAtLdap(options: LookAtLdap): Promise<Finding[]> {
  const sources = options.organisation.sources.filter((one) => one.type === 'ldap');
  const found = await Promise.all(sources.map((source) => lookAtOne(options, source)));
  return found.flat();
}

async function lookAtOne({ organisation, env }: LookAtLdap, source: LdapSource): Promise<Finding[]> {
  const name = `${source.label} (${source.id})`;
  const groups = groupsOf(organisation).flatMap((group) =>
    'group' in group && group.in === source.id ? [group.group] : [],
  );
  try {
    const context = { now: () => new Date(), signal: AbortSignal.timeout(patience) };
    const { problems, notes = [] } = await createLdapDirectory(source, { env }).check(groups, context);
    return [
      ...(problems.length === 0
        ? [
            good('people', {
              en: `${name} answers: it lists people with their addresses.`,
              fr: `${name} répond : il liste des personnes avec leurs adresses.`,
            }),
          ]
        : []),
      ...problems.map(({ message, fix }) => problem('people', about(name, message), fix)),
      ...notes.map((each) =>
        note('people', { en: `${name}: ${inEnglish(each)}.`, fr: `${name} : ${inFrench(each)}.` }),
      ),
    ];
  } catch (error) {
    const why = wordsOf(error);
    return [
      problem(
        'people',
        {
          en: `${name} cannot be asked: ${inEnglish(why)}`,
          fr: `${name} ne peut pas être interrogé : ${inFrench(why)}`,
        },
        { en: 'Mend its entry in organisation.sources.', fr: 'Corrigez son entrée dans organisation.sources.' },
      ),
    ];
  }
}
