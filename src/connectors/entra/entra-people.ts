import { z } from 'zod';
import type { SourcePerson } from '../../engine/ports/people-source.ts';
import type { ConnectorDependencies, SystemDirectory } from '../define-connector.ts';
import { path } from '../http/path.ts';
import { addressIn, countryIn, localeIn, textIn } from '../kit/told-person.ts';
import { toldUserNames, type UserNamePlaces } from '../kit/told-user-names.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { entraSystem } from './entra-connector.ts';
import type { EntraSettings } from './entra-settings.ts';
import { largestPage, listAll, quoted } from './entra-system.ts';

const text = z.string().nullish().catch(null);

/** https://learn.microsoft.com/graph/api/resources/user */
const personShape = z.looseObject({
  id: idText,
  ...{ displayName: text, mail: text, userPrincipalName: text, employeeId: text, jobTitle: text, department: text },
  ...{ usageLocation: text, country: text, preferredLanguage: text },
  proxyAddresses: z.array(z.string()).nullish().catch(null),
  accountEnabled: z.boolean().nullish().catch(null),
  manager: z.object({ id: idText }).nullish().catch(null),
  onPremisesExtensionAttributes: z.record(z.string(), z.unknown()).nullish().catch(null),
});
type EntraPerson = z.infer<typeof personShape>;

const ownFields = Object.keys(personShape.shape).filter(
  (name) => name !== 'manager' && name !== 'onPremisesExtensionAttributes',
);

/** The fifteen that Exchange has always had stand together in one property. */
function isNumbered(attribute: string): boolean {
  return /^extensionAttribute\d+$/i.test(attribute);
}

/** What is asked of each person: Graph tells nothing that is not named. */
function queryFor(names: UserNamePlaces) {
  const asked = Object.values(names).map((one) => (isNumbered(one) ? 'onPremisesExtensionAttributes' : one));
  return { $select: [...new Set([...ownFields, ...asked])].join(','), $expand: 'manager($select=id)' };
}

/** What stands in an attribute of Entra, whatever the capitals in which the settings write it. */
function valueAt(told: EntraPerson, attribute: string): unknown {
  const place = isNumbered(attribute) ? (told.onPremisesExtensionAttributes ?? {}) : told;
  return Object.entries(place).find(([name]) => name.toLowerCase() === attribute.toLowerCase())?.[1];
}

const memberShape = personShape.pick({ id: true, mail: true, userPrincipalName: true, accountEnabled: true });

/** Who is who in an Entra tenant. Deleted users are not listed; they end up as missing. */
export function createEntraDirectory(
  settings: EntraSettings,
  deps: ConnectorDependencies,
  names: UserNamePlaces,
): SystemDirectory {
  const withManager = queryFor(names);
  const asPerson = (told: EntraPerson): SourcePerson => ({
    ...personOf(told),
    ...toldUserNames(names, (attribute) => valueAt(told, attribute)),
  });
  const { system } = entraSystem(settings, deps);
  const { id, label } = settings;

  return {
    people: {
      id,
      label,
      async *everybody(context) {
        const query = { ...withManager, $top: largestPage };
        const { items } = await listAll(system, { path: '/users', shape: personShape, query }, context);
        for (const item of items) yield asPerson(item);
      },
      async byEmail(email, context) {
        const value = quoted(email.toLowerCase());
        const proxy = quoted(`smtp:${email.toLowerCase()}`);
        const $filter = `mail eq ${value} or userPrincipalName eq ${value} or proxyAddresses/any(p:p eq ${proxy})`;
        const call = {
          path: '/users',
          shape: personShape,
          query: { ...withManager, $filter, $count: true },
          headers: { ConsistencyLevel: 'eventual' },
        };
        const { items } = await listAll(system, call, context);
        const theirs = items.map(asPerson).filter((one) => addressesIn(one).includes(email.toLowerCase()));
        const open = theirs.filter(({ active }) => active !== false);
        return open.length > 1 ? null : (open[0] ?? theirs[0] ?? null);
      },
    },
    groups: {
      id,
      async members(group, context) {
        const call = {
          path: path`/groups/${group}/transitiveMembers/microsoft.graph.user`,
          shape: memberShape,
          query: { $select: 'id,mail,userPrincipalName,accountEnabled', $top: largestPage },
        };
        const { items } = await listAll(system, call, context);
        return items
          .filter(({ accountEnabled }) => accountEnabled !== false)
          .map((one) => ({ handle: null, email: mainAddress(one) }));
      },
    },
  };
}

function addressesIn({ email, otherEmails }: SourcePerson): readonly string[] {
  return email === null ? otherEmails : [email, ...otherEmails];
}

/** A guest's sign-in name is no address. */
function mainAddress({ mail, userPrincipalName }: Pick<EntraPerson, 'mail' | 'userPrincipalName'>): string | null {
  return addressIn(mail) ?? (userPrincipalName?.includes('#EXT#') ? null : addressIn(userPrincipalName));
}

const smtp = /^smtp:/i;

/** `otherMails` is left out: it is for recovery, and people write it themselves. */
function personOf(told: EntraPerson): SourcePerson {
  const email = mainAddress(told);
  const proxies = (told.proxyAddresses ?? []).filter((one) => smtp.test(one)).map((one) => one.replace(smtp, ''));
  const signIn = told.userPrincipalName?.includes('#EXT#') ? [] : [told.userPrincipalName];
  const others = [...proxies, ...signIn].map(addressIn).filter((one) => one !== null);
  return {
    id: told.id,
    name: textIn(told.displayName),
    email,
    otherEmails: [...new Set(others)].filter((one) => one !== email),
    employeeNumber: textIn(told.employeeId),
    managerId: told.manager?.id ?? null,
    managerEmail: null,
    title: textIn(told.jobTitle),
    team: textIn(told.department),
    country: countryIn(told.country) ?? countryIn(told.usageLocation),
    locale: localeIn(told.preferredLanguage),
    timeZone: null,
    active: told.accountEnabled ?? null,
  };
}
