import type { Localized } from '../../domain/localized.ts';
import type { GithubSystem } from './github-system.ts';

/**
 * The logins that were told of the person, by whatever people wrote in their profile or their file, and of which GitHub
 * itself says that somebody else signs in with them or has proved an address of the organisation's there.
 */
export function somebodyElses(
  told: readonly string[],
  { theirs, others }: { theirs: readonly string[]; others: readonly string[] },
): readonly string[] {
  const folded = (logins: readonly string[]) => new Set(logins.map((login) => login.toLowerCase()));
  const [own, foreign] = [folded(theirs), folded(others)];
  return told.filter((login) => foreign.has(login.toLowerCase()) && !own.has(login.toLowerCase()));
}

/** What to do about logins that GitHub shows to be somebody else's. */
export function disputed({ settings }: GithubSystem, logins: readonly string[]): Localized {
  const named = logins.join(', ');
  return {
    en: `GitHub shows ${named} beside another person’s address. Correct the user name; or add that address to this person, or ${named} under logins of ${settings.id} in relais.yaml, if it is theirs after all.`,
    fr: `GitHub associe ${named} à l’adresse d’une autre personne. Corrigez le nom d’utilisateur ; ou, si le compte est bien à cette personne, ajoutez-lui cette adresse, ou ${named} sous logins de ${settings.id} dans relais.yaml.`,
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
