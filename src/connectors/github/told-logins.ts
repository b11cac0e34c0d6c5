import type { Localized } from '../../domain/localized.ts';
import type { ConfiguredLogin } from './github-settings.ts';
import type { GithubSystem } from './github-system.ts';

/** What is known of logins; names in small letters, and numbers of accounts as the settings give them. */
export interface KnownLogins {
  /** By the settings or by GitHub the person's own. */
  theirs: ReadonlySet<string>;
  /** GitHub itself says that somebody else signs in with them, or has proved an address of the organisation's there. */
  shown: ReadonlySet<string>;
  /** The settings give them to another address. */
  given: ReadonlySet<string>;
  /** The settings say which logins the person has, or that they have none. */
  isConfigured: boolean;
}

export function folded(logins: readonly ConfiguredLogin[]): ReadonlySet<string> {
  return new Set(logins.map((login) => String(login).toLowerCase()));
}

/** Logins that were told of the person, by whatever people wrote in their profile or their file. */
export interface ToldLogins {
  /** Nothing speaks against them. */
  plain: readonly string[];
  /** GitHub shows them beside somebody else. */
  shown: readonly string[];
  /** The settings give them to somebody else, and say nothing of the person. */
  given: readonly string[];
}

/**
 * Which of the told logins are somebody else's. `idOf`: the number of the account that has the login. Where the
 * settings give a login to somebody else and say besides which ones the person has, they have settled whose it is.
 */
export async function sortTold(
  told: readonly string[],
  { theirs, shown, given, isConfigured }: KnownLogins,
  idOf: (login: string) => Promise<string>,
): Promise<ToldLogins> {
  const sorted = { plain: [] as string[], shown: [] as string[], given: [] as string[] };
  const hasNumbers = [...theirs, ...given].some((one) => /^\d+$/.test(one));
  for (const login of told) {
    const keys = [login.toLowerCase(), ...(hasNumbers ? [await idOf(login)] : [])];
    const isIn = (known: ReadonlySet<string>) => keys.some((key) => known.has(key));
    if (isIn(theirs)) sorted.plain.push(login);
    else if (isIn(given) && isConfigured) continue;
    else if (isIn(shown)) sorted.shown.push(login);
    else if (isIn(given)) sorted.given.push(login);
    else sorted.plain.push(login);
  }
  return sorted;
}

/** What to do about all of these; null where there are none. `lost`: logins that lead out of the organisation. */
export function whatToDo(
  system: GithubSystem,
  { shown, given, lost }: { shown: readonly string[]; given: readonly string[]; lost: readonly string[] },
  leads: (system: GithubSystem, logins: readonly string[]) => Localized,
): Localized | null {
  const all = [
    ...(shown.length > 0 ? [disputed(system, shown)] : []),
    ...(given.length > 0 ? [givenElsewhere(system, given)] : []),
    ...(lost.length > 0 ? [leads(system, lost)] : []),
  ];
  if (all.length === 0) return null;
  return { en: all.map(({ en }) => en).join(' '), fr: all.map(({ fr }) => fr).join(' ') };
}

/** What to do about logins that GitHub shows to be somebody else's. */
function disputed({ settings }: GithubSystem, logins: readonly string[]): Localized {
  const named = logins.join(', ');
  return {
    en: `GitHub shows ${named} beside another person’s address. Correct the user name; or add that address to this person, or ${named} under logins of ${settings.id} in relais.yaml, if it is theirs after all.`,
    fr: `GitHub associe ${named} à l’adresse d’une autre personne. Corrigez le nom d’utilisateur ; ou, si le compte est bien à cette personne, ajoutez-lui cette adresse, ou ${named} sous logins de ${settings.id} dans relais.yaml.`,
  };
}

/** What to do about logins that the settings give to somebody else. */
function givenElsewhere({ settings }: GithubSystem, logins: readonly string[]): Localized {
  const named = logins.join(', ');
  return {
    en: `Under logins of ${settings.id}, relais.yaml gives ${named} to another person. Correct the user name; or write there which ones are this person’s, null for none.`,
    fr: `Sous logins de ${settings.id}, relais.yaml attribue ${named} à une autre personne. Corrigez le nom d’utilisateur ; ou indiquez-y lesquels sont à cette personne, null si aucun.`,
  };
}

/** What to do about logins that exist and have nothing to do with the organisation. */
export function leadsNowhere({ settings: { id, org } }: GithubSystem, logins: readonly string[]): Localized {
  const named = logins.join(', ');
  return {
    en: `The user name ${named} leads to nobody in ${org}, which does not show that the person has no account there. Correct it; or write under logins of ${id} in relais.yaml which one is theirs, null for none.`,
    fr: `Le nom d’utilisateur ${named} ne mène à personne dans ${org}, ce qui ne prouve pas l’absence de compte. Corrigez-le ; ou indiquez sous logins de ${id} dans relais.yaml lequel est le sien, null si aucun.`,
  };
}

/** The same where other accounts of the person are certain. */
export function leadsNowhereBeside({ settings: { id, org } }: GithubSystem, logins: readonly string[]): Localized {
  const named = logins.join(', ');
  return {
    en: `The user name ${named} leads to nobody in ${org}, and may hide one more account of the person there. Correct it; or write the right one under logins of ${id} in relais.yaml, and ${named} under otherLogins.`,
    fr: `Le nom d’utilisateur ${named} ne mène à personne dans ${org}, et cache peut-être un autre compte de la personne. Corrigez-le ; ou indiquez le bon sous logins de ${id} dans relais.yaml, et ${named} sous otherLogins.`,
  };
}
