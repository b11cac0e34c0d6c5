import type { Localized } from '../../../domain/localized.ts';
import { path } from '../../http/path.ts';
import { type Membership, membershipsOf } from '../organisations.ts';
import { removable } from '../removable.ts';

const nobodyElse: Localized = {
  en: 'nobody else who can sign in owns the organisation: name another owner first',
  fr: 'personne d’autre pouvant se connecter ne possède l’organisation : nommez d’abord un autre propriétaire',
};

/**
 * Takes the person out of an organisation, and so out of all its teams. Whom nobody else owns it with stays until a
 * person named another owner (`ownedOrganisations`).
 */
export const organisations = removable<Membership>({
  verb: 'organisations',
  named: { en: 'organisations and their teams', fr: 'organisations et leurs équipes' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'membership',
  list: membershipsOf,
  target: ({ id, name, teams }) => ({ id, label: teams.length === 0 ? name : `${name} (${teams.join(', ')})` }),
  staysBecause: ({ isSoleOwner }) => (isSoleOwner ? nobodyElse : null),
  call: ({ name }, { login }) => ({ path: path`/orgs/${name}/members/${login}` }),
});
