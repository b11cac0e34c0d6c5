import { foldedDn, isWithinBase } from '../../connectors/ldap-client/dn.ts';
import { equals } from '../../connectors/ldap-client/filters.ts';
import { guidBytes } from '../../connectors/ldap-client/guid.ts';
import type { LdapEntry, LdapSession, WithLdap } from '../../connectors/ldap-client/ldap-client.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { GroupMember, GroupSource } from '../../engine/ports/group-source.ts';
import { peopleQuery } from './ldap-people.ts';
import { attributesOf, type LdapSourceSettings, ldapKinds } from './ldap-source-settings.ts';
import { activeOf, addressesOf, isGuid } from './read-person.ts';

const groupClasses = new Set(['groupofnames', 'groupofuniquenames', 'posixgroup', 'group']);
/** By name, with the unique identifier that `uniqueMember` may carry, and by login. */
const memberAttributes = ['member', 'uniqueMember', 'memberUid'];
const uniqueIdentifier = /#'[01]*'B$/;
/** So many entries are looked at for one group; a larger one was hardly meant. */
const mostEntries = 5_000;
const atOnce = 20;

/**
 * Groups of a directory, by their immutable ids; members of groups that are members count too. Names that lead nowhere
 * any more are of nobody who has an account. A part that another server has makes the whole unknown.
 */
export function createLdapGroups(
  settings: LdapSourceSettings,
  { id, withLdap }: { id: string; withLdap: WithLdap },
): GroupSource {
  const attributes = attributesOf(settings);
  const people = peopleQuery(settings);
  const { groupFilter } = ldapKinds[settings.kind];
  const query = {
    attributes: [...people.attributes, 'objectClass', ...memberAttributes],
    bytes: people.bytes,
    filter: `(|${people.filter}${groupFilter})`,
  };

  async function groupOf(session: LdapSession, wanted: string): Promise<LdapEntry> {
    const isIt = isGuid(attributes.id)
      ? { filter: groupFilter, isBytes: { attribute: attributes.id, value: guidBytes(wanted) } }
      : { filter: `(&${groupFilter}${equals(attributes.id, wanted)})` };
    const found = new Map<string, LdapEntry>();
    for (const base of settings.groupsBases ?? settings.peopleBases)
      for (const entry of await session.search({ ...query, base, ...isIt })) found.set(foldedDn(entry.dn), entry);
    const [group, another] = [...found.values()];
    if (another !== undefined) throw new ConnectorError('unproven', severalGroups);
    if (group === undefined) throw new ConnectorError('not-found', noGroup);
    return group;
  }

  async function membersOf(session: LdapSession, group: LdapEntry, now: Date): Promise<GroupMember[]> {
    const seen = new Set([foldedDn(group.dn)]);
    const members: GroupMember[] = [];
    let groups = [group];
    while (groups.length > 0) {
      const dns = groups.flatMap(namesIn).filter((dn) => isNew(seen, foldedDn(dn)));
      if (seen.size > mostEntries) throw new ConnectorError('rejected', tooMany);
      const byName = await inBatches(dns, (dn) => session.entry(dn, query));
      const byLogin = await inBatches([...new Set(groups.flatMap(loginsIn))], (login) => byLoginOf(session, login));
      const entries = [...byName, ...byLogin.filter((entry) => entry && isNew(seen, foldedDn(entry.dn)))];
      groups = [];
      for (const entry of entries) {
        if (entry === null) continue;
        if (isGroup(entry)) groups.push(entry);
        // Who was moved out of the bases is none of this source's people, whatever groups still name them.
        else if (isTheirs(entry) && activeOf(entry, now) !== false)
          members.push({ handle: null, email: addressesOf(entry, attributes)[0] ?? null });
      }
    }
    return members;
  }

  function isTheirs({ dn }: LdapEntry): boolean {
    return settings.peopleBases.some((base) => isWithinBase(dn, base));
  }

  /** Of POSIX groups. */
  async function byLoginOf(session: LdapSession, login: string): Promise<LdapEntry | null> {
    const found: LdapEntry[] = [];
    const filter = `(&${people.filter}${equals('uid', login)})`;
    for (const base of settings.peopleBases) found.push(...(await session.search({ ...query, base, filter })));
    if (found.length > 1) throw new ConnectorError('unproven', severalLogins);
    return found[0] ?? null;
  }

  return {
    id,
    members: (group, context) =>
      withLdap(context, async (session) => membersOf(session, await groupOf(session, group), context.now())),
  };
}

function namesIn(group: LdapEntry): string[] {
  return [...group.texts('member'), ...group.texts('uniqueMember').map((one) => one.replace(uniqueIdentifier, ''))];
}

function loginsIn(group: LdapEntry): readonly string[] {
  return group.texts('memberUid');
}

function isGroup(entry: LdapEntry): boolean {
  return entry.texts('objectClass').some((one) => groupClasses.has(one.toLowerCase()));
}

function isNew(seen: Set<string>, name: string): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}

async function inBatches<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < items.length; at += atOnce)
    answers.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  return answers;
}

const noGroup = {
  en: 'the directory has no group with this id',
  fr: 'l’annuaire n’a aucun groupe avec cet identifiant',
};
const severalGroups = {
  en: 'several groups of the directory have this id',
  fr: 'plusieurs groupes de l’annuaire ont cet identifiant',
};
const severalLogins = {
  en: 'a login of the group is that of several people',
  fr: 'un identifiant du groupe est celui de plusieurs personnes',
};
const tooMany = {
  en: `the group has more than ${mostEntries} members, with those of the groups in it`,
  fr: `le groupe compte plus de ${mostEntries} membres, avec ceux des groupes qu’il contient`,
};
