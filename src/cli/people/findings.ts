import type { Localized } from '../../domain/localized.ts';
import { disagreementsIn, labelsOf, nameOf } from '../../engine/people/sources/disagreements.ts';
import type { KnownPeople } from '../../engine/people/sources/known-people.ts';
import { selfWrittenNames } from '../../engine/people/sources/user-names.ts';
import { counted, countedInFrench } from '../terminal.ts';

/**
 * What a person has to decide about who is who, one line each: people who cannot be told apart, circles,
 * contradictions.
 */
export function findingsOf(known: Pick<KnownPeople, 'merged' | 'sources'>): Localized[] {
  const merged = known.merged();
  const label = labelsOf(known);
  const named = ({ person }: { person: { name: string | null; id: string } }) => person.name ?? person.id;
  const conflicts = merged.conflicts.map((one) => {
    const who = one.records
      .map((record) => `${named(record)} (${label(record.source)} ${record.person.id})`)
      .join(', ');
    return one.type === 'shared'
      ? {
          en: `${label(one.source)} gives the ${sharedWords[one.what].en} ${one.value} to several people: ${who}. Relais takes it for nobody's there.`,
          fr: `${label(one.source)} donne ${sharedWords[one.what].fr} ${one.value} à plusieurs personnes : ${who}. Relais n’y voit ceux de personne.`,
        }
      : {
          en: `Aliases and numbers lead to several people of ${label(one.source)}: ${who}. Relais goes by their main addresses alone.`,
          fr: `Des alias et des matricules mènent à plusieurs personnes de ${label(one.source)} : ${who}. Relais ne se fie qu’à leurs adresses principales.`,
        };
  });
  const circles = merged.circles.map((circle) => {
    const names = [...circle, circle[0]].map((one) => nameOf(one?.addresses[0] ?? '', merged)).join(' → ');
    return {
      en: `Managers in a circle: ${names}. Nobody of them has a manager from the sources until one is mended.`,
      fr: `Des responsables en cercle : ${names}. Aucun d’eux n’a de responsable venu des sources tant que l’un n’est pas corrigé.`,
    };
  });
  const contradictions = merged.people.flatMap((person) =>
    disagreementsIn(person, known).flatMap((one) => {
      // Said once for everybody below.
      if (one.field === 'selfWrittenNames') return [];
      const { said } = one;
      const words = {
        en: said.map(({ source, value }) => `${source} says ${value ?? 'somebody it does not list'}`).join(', '),
        fr: said.map(({ source, value }) => `${source} dit ${value ?? 'quelqu’un qu’il ne liste pas'}`).join(', '),
      };
      const who = nameOf(person.addresses[0] ?? '', merged);
      if (one.field === 'userNames')
        return {
          en: `${who}, user names in ${one.system}: ${words.en}; Relais asks for each.`,
          fr: `${who}, identifiants dans ${one.system} : ${words.fr} ; Relais les cherche tous.`,
        };
      const { field, goesBy } = one;
      const decision =
        goesBy === null
          ? {
              en: `Relais goes by none until organisation.precedence.${field} says which`,
              fr: `Relais n’en suit aucune tant que organisation.precedence.${field} ne dit pas laquelle`,
            }
          : { en: `Relais goes by ${goesBy}`, fr: `Relais suit ${goesBy}` };
      return {
        en: `${who}, ${field}: ${words.en}; ${decision.en}.`,
        fr: `${who}, ${field} : ${words.fr} ; ${decision.fr}.`,
      };
    }),
  );
  return [...conflicts, ...circles, ...contradictions, ...selfWritten(known)];
}

/** One line for each source and system: who may write an attribute is decided for everybody at once. */
function selfWritten(known: Pick<KnownPeople, 'merged' | 'sources'>): Localized[] {
  const label = labelsOf(known);
  const counts = new Map<string, { source: string; system: string; people: number }>();
  for (const person of known.merged().people)
    for (const { system, said } of selfWrittenNames(person))
      for (const { source } of said) {
        const key = `${source}\n${system}`;
        counts.set(key, { source, system, people: (counts.get(key)?.people ?? 0) + 1 });
      }
  return [...counts.values()].map(({ source, system, people }) => ({
    en: `${label(source)} has user names for ${system} where people may write about themselves, or does not tell Relais who may (${counted(people, 'person', 'people')}): the walk shows them, and Relais looks for no account by them. Let only administrators write the attribute; in Okta, Profile Editor, user permission Read Only or Hide, and grant okta.schemas.read and okta.userTypes.read.`,
    fr: `${label(source)} donne des identifiants pour ${system} là où chacun peut écrire sur soi, ou ne dit pas à Relais qui le peut (${countedInFrench(people, 'personne', 'personnes')}) : le parcours les montre, et Relais ne cherche aucun compte par eux. Réservez l’attribut aux administrateurs ; dans Okta, Profile Editor, User permission sur Read Only ou Hide, et accordez okta.schemas.read et okta.userTypes.read.`,
  }));
}

const sharedWords = {
  address: { en: 'address', fr: 'l’adresse' },
  number: { en: 'employee number', fr: 'le matricule' },
  'user-name': { en: 'user name', fr: 'le nom d’utilisateur' },
} as const;
