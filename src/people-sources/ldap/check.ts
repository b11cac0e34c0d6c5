import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { GroupSource } from '../../engine/ports/group-source.ts';
import type { PeopleSource, SourcePerson } from '../../engine/ports/people-source.ts';
import { attributesOf, type LdapSourceSettings } from './ldap-source-settings.ts';

type Problem = CheckReport['problems'][number];

interface Checked {
  settings: LdapSourceSettings;
  people: PeopleSource;
  groups: GroupSource;
}

/** What does not work of what Relais asks a directory, each with what to do. */
export async function checkLdap(
  { settings, people, groups }: Checked,
  wanted: readonly string[],
  context: ConnectorContext,
): Promise<CheckReport> {
  const problems: Problem[] = [];
  const notes: CheckReport['notes'] & object[] = [];
  const tried = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      problems.push({ message: error.words, fix: fixFor(error) });
      return false;
    }
  };
  const all: SourcePerson[] = [];
  const isRead = await tried(async () => {
    for await (const one of people.everybody(context)) all.push(one);
  });
  if (isRead) {
    problems.push(...inList(all, settings));
    const known = all.find(({ email, active }) => email !== null && active !== false);
    if (known?.email) await tried(async () => void problems.push(...(await askedFor(people, known, context))));
  }
  for (const group of wanted)
    await tried(async () => {
      if ((await groups.members(group, context)).length === 0) notes.push(emptyGroup(group));
    });
  return { ok: problems.length === 0, granted: null, needed: [], problems, notes };
}

function inList(all: readonly SourcePerson[], settings: LdapSourceSettings): Problem[] {
  const { id, email, manager } = attributesOf(settings);
  const problems: Problem[] = [];
  const nameless = all.filter((one) => one.id === '').length;
  if (nameless > 0)
    problems.push({
      message: {
        en: `${nameless} of ${all.length} people have no ${id} that can be read`,
        fr: `${nameless} personnes sur ${all.length} n’ont aucun ${id} lisible`,
      },
      fix: {
        en: `Let the account read ${id}, or name another attribute that never changes (attributes: { id: … }).`,
        fr: `Donnez au compte le droit de lire ${id}, ou nommez un autre attribut qui ne change jamais (attributes: { id: … }).`,
      },
    });
  if (all.every((one) => one.email === null))
    problems.push({
      message: { en: `nobody has an address in ${email}`, fr: `personne n’a d’adresse dans ${email}` },
      fix: {
        en: `Let the account read ${email}, or name the attribute that holds the work address (attributes: { email: … }).`,
        fr: `Donnez au compte le droit de lire ${email}, ou nommez l’attribut qui porte l’adresse professionnelle (attributes: { email: … }).`,
      },
    });
  if (manager !== undefined && all.length > 1 && all.every(({ managerId }) => managerId === null))
    problems.push({
      message: { en: `nobody has a manager in ${manager}`, fr: `personne n’a de responsable dans ${manager}` },
      fix: {
        en: `Let the account read ${manager}, or name the attribute that holds the manager’s DN (attributes: { manager: … }); managers can also come from another source.`,
        fr: `Donnez au compte le droit de lire ${manager}, ou nommez l’attribut qui porte le DN du responsable (attributes: { manager: … }) ; les responsables peuvent aussi venir d’une autre source.`,
      },
    });
  return problems;
}

async function askedFor(people: PeopleSource, known: SourcePerson, context: ConnectorContext): Promise<Problem[]> {
  const found = await people.byEmail(known.email ?? '', context);
  if (found?.id === known.id) return [];
  return [
    {
      message: {
        en: 'somebody who is listed is not found by their address',
        fr: 'une personne de la liste n’est pas trouvée par son adresse',
      },
      fix: {
        en: 'Two open accounts may have that address; else the attribute of the address must be compared without regard to case, as mail is.',
        fr: 'Deux comptes ouverts ont peut-être cette adresse ; sinon, l’attribut de l’adresse doit être comparé sans égard aux majuscules, comme mail.',
      },
    },
  ];
}

const emptyGroup = (group: string) => ({
  en: `the group ${group} has no member with an open account, so it gives nobody a role; a primary group of Active Directory does not name its members`,
  fr: `le groupe ${group} n’a aucun membre dont le compte est ouvert et ne donne donc aucun rôle ; un groupe principal d’Active Directory ne nomme pas ses membres`,
});

function fixFor({ kind }: ConnectorError) {
  switch (kind) {
    case 'unauthorised':
      return {
        en: 'Check bindDn and the password, and what the account may read.',
        fr: 'Vérifiez bindDn et le mot de passe, et ce que le compte a le droit de lire.',
      };
    case 'unavailable':
    case 'throttled':
      return {
        en: 'Check url, caFile and whether this computer can reach the server.',
        fr: 'Vérifiez url, caFile et si cet ordinateur peut joindre le serveur.',
      };
    case 'not-found':
      return {
        en: 'Check the id in organisation.roles, and groupsBases.',
        fr: 'Vérifiez l’identifiant dans organisation.roles, et groupsBases.',
      };
    default:
      return {
        en: 'Check peopleBases, groupsBases and the limits of the server for this account.',
        fr: 'Vérifiez peopleBases, groupsBases et les limites du serveur pour ce compte.',
      };
  }
}
