import { inEnglish, inFrench, type Words } from '../../domain/localized.ts';
import type { Locale } from '../../domain/people/people.ts';
import { groupsOf } from '../../engine/people/role-groups.ts';
import { createLdapDirectory, type LdapSource } from '../../people-sources/ldap/ldap-directory.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** How long one directory may take to tell everybody. */
const patience = 120_000;

export interface LookAtLdap {
  organisation: RelaisFile['organisation'];
  env: Readonly<Record<string, string | undefined>>;
  /** In which language what a directory was found to lack is said. Left out: English. */
  locale?: Locale;
}

/** Asks every LDAP source what Relais would ask: everybody, one person, and the groups that give roles. Changes nothing. */
export async function lookAtLdap(options: LookAtLdap): Promise<Finding[]> {
  const sources = options.organisation.sources.filter((one) => one.type === 'ldap');
  const found = await Promise.all(sources.map((source) => lookAtOne(options, source)));
  return found.flat();
}

async function lookAtOne({ organisation, env, locale = 'en' }: LookAtLdap, source: LdapSource): Promise<Finding[]> {
  const name = `${source.label} (${source.id})`;
  const said = (words: Words) => (locale === 'fr' ? inFrench(words) : inEnglish(words));
  const groups = groupsOf(organisation).flatMap((group) =>
    'group' in group && group.in === source.id ? [group.group] : [],
  );
  try {
    const context = { now: () => new Date(), signal: AbortSignal.timeout(patience) };
    const { problems, notes = [] } = await createLdapDirectory(source, { env }).check(groups, context);
    return [
      ...(problems.length === 0 ? [good('people', `${name} answers: it lists people with their addresses.`)] : []),
      ...problems.map(({ message, fix }) => problem('people', `${name}: ${said(message)}`, said(fix))),
      ...notes.map((each) => note('people', `${name}: ${said(each)}.`)),
    ];
  } catch (error) {
    return [problem('people', `${name} cannot be asked: ${wordsOf(error)}`, 'Mend its entry in organisation.sources.')];
  }
}
