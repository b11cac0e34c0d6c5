import { foldedDn } from '../../connectors/ldap-client/dn.ts';
import { equals } from '../../connectors/ldap-client/filters.ts';
import type { LdapEntry, LdapSession, WithLdap } from '../../connectors/ldap-client/ldap-client.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { PeopleSource, SourcePerson } from '../../engine/ports/people-source.ts';
import { attributesOf, type LdapSourceSettings, ldapKinds } from './ldap-source-settings.ts';
import { addressesOf, idOf, isGuid, personOf, stateAttributes } from './read-person.ts';

/** What a search for people asks of the directory. */
export function peopleQuery(settings: LdapSourceSettings) {
  const attributes = attributesOf(settings);
  const names = Object.values(settings.userNames);
  const asked = [...new Set([...Object.values(attributes), ...names, 'cn', ...stateAttributes])];
  return {
    attributes: asked,
    bytes: asked.filter(isGuid),
    filter: settings.peopleFilter ?? ldapKinds[settings.kind].filter,
  };
}

/** Who is who in a directory: everybody below the bases of the settings. */
export function createLdapPeople(
  settings: LdapSourceSettings,
  { id, label, withLdap }: { id: string; label: string; withLdap: WithLdap },
): PeopleSource {
  const attributes = attributesOf(settings);
  const { userNames } = settings;
  const query = peopleQuery(settings);

  async function found(session: LdapSession, filter: string): Promise<LdapEntry[]> {
    const all: LdapEntry[] = [];
    for (const base of settings.peopleBases) all.push(...(await session.search({ ...query, base, filter })));
    return all;
  }

  return {
    id,
    label,
    async *everybody(context) {
      const entries = await withLdap(context, (session) => found(session, query.filter));
      // A directory that lets the account see nothing answers just so.
      if (entries.length === 0) throw new ConnectorError('unproven', nobody);
      const ids = new Map(entries.map((entry) => [foldedDn(entry.dn), idOf(entry, attributes)]));
      for (const entry of entries) {
        const manager = managerDn(entry);
        // A name that nobody in the list has means somebody whom this source does not list, and that is said.
        const managerId = manager === null ? null : (ids.get(foldedDn(manager)) ?? manager);
        // Without an id nobody can be told apart: whoever reads this counts them as unreadable.
        yield personOf(entry, {
          id: idOf(entry, attributes) ?? '',
          managerId,
          attributes,
          userNames,
          now: context.now(),
        });
      }
    },
    byEmail: (email, context) => withLdap(context, (session) => byEmail(session, email.toLowerCase(), context)),
  };

  async function byEmail(
    session: LdapSession,
    address: string,
    context: ConnectorContext,
  ): Promise<SourcePerson | null> {
    const entries = await found(session, `(&${query.filter}${hasAddress(address)})`);
    const theirs = entries.filter((entry) => addressesOf(entry, attributes).includes(address));
    const people: SourcePerson[] = [];
    for (const entry of theirs) {
      const id = idOf(entry, attributes);
      if (id === null) throw new ConnectorError('unproven', withoutId(attributes.id));
      const managerId = await managerIdOf(session, entry);
      people.push(personOf(entry, { id, managerId, attributes, userNames, now: context.now() }));
    }
    const open = people.filter(({ active }) => active !== false);
    return open.length > 1 ? null : (open[0] ?? people[0] ?? null);
  }

  function hasAddress(address: string): string {
    const { email, otherEmails } = attributes;
    const own = equals(email, address);
    if (otherEmails === undefined) return own;
    const isProxies = otherEmails.toLowerCase() === 'proxyaddresses';
    return `(|${own}${equals(otherEmails, isProxies ? `smtp:${address}` : address)})`;
  }

  async function managerIdOf(session: LdapSession, entry: LdapEntry): Promise<string | null> {
    const dn = managerDn(entry);
    if (dn === null) return null;
    const manager = await session.entry(dn, { attributes: [attributes.id], bytes: query.bytes });
    return (manager && idOf(manager, attributes)) ?? dn;
  }

  function managerDn(entry: LdapEntry): string | null {
    const { manager } = attributes;
    return (manager !== undefined && entry.texts(manager)[0]?.trim()) || null;
  }
}

const nobody = {
  en: 'the directory tells nobody below peopleBases: the account may see nobody, or peopleFilter means nobody',
  fr: 'l’annuaire ne donne personne sous peopleBases : le compte ne voit peut-être personne, ou peopleFilter ne désigne personne',
};

function withoutId(attribute: string) {
  return {
    en: `the directory does not tell ${attribute}, by which people are told apart`,
    fr: `l’annuaire ne donne pas ${attribute}, qui distingue les personnes`,
  };
}
