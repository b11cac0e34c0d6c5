import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { SourcePerson } from '../../engine/ports/people-source.ts';
import type { ConnectorDependencies, SystemDirectory } from '../define-connector.ts';
import { path } from '../http/path.ts';
import { addressIn, countryIn, localeIn, textIn, zoneIn } from '../kit/told-person.ts';
import { toldHints, toldUserNames, type UserNamePlaces } from '../kit/told-user-names.ts';
import { idText, optional } from '../kit/vendor-shapes.ts';
import { oktaSystem } from './okta-connector.ts';
import type { OktaSettings } from './okta-settings.ts';
import { isClosed, type OktaSystem } from './okta-system.ts';
import { createSelfService, selfServiceScopes } from './self-service.ts';
import { usersBy } from './user-search.ts';
import { wholeList } from './whole-list.ts';

/**
 * The default profile and its usual additions:
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
 */
const text = optional(z.string());
const personShape = z.object({
  id: idText,
  status: z.string(),
  // Each organisation adds attributes of its own.
  profile: z.looseObject({
    ...{ login: text, email: text, displayName: text, firstName: text, lastName: text },
    ...{ employeeNumber: optional(idText), manager: text, managerId: optional(idText) },
    ...{ title: text, department: text, countryCode: text, preferredLanguage: text, locale: text, timezone: text },
  }),
});
type OktaPerson = z.infer<typeof personShape>;

/** Where user names stand: in attributes that people cannot write, and in those that they may write themselves. */
interface NamesToRead {
  names: UserNamePlaces;
  hints: UserNamePlaces;
}

const userId = /^00u[A-Za-z0-9]{10,30}$/;

/** Who is who in an Okta organisation. Deactivated users are not listed; they end up as missing. */
export function createOktaDirectory(
  settings: OktaSettings,
  deps: ConnectorDependencies,
  names: UserNamePlaces,
): SystemDirectory {
  const { system } = oktaSystem(settings, deps);
  const selfService = createSelfService(oktaSystem(settings, deps, selfServiceScopes).system.http);
  const namesFor = async (context: ConnectorContext, fresh: boolean): Promise<NamesToRead> => {
    if (Object.keys(names).length === 0) return { names: {}, hints: {} };
    const others = await selfService.writtenByOthers(context, fresh);
    const [certain, own] = [true, false].map((isOthers) =>
      Object.fromEntries(Object.entries(names).filter(([, attribute]) => others.has(attribute) === isOthers)),
    );
    return { names: certain ?? {}, hints: own ?? {} };
  };
  const { id, label } = settings;

  return {
    people: {
      id,
      label,
      async *everybody(context) {
        const { items } = await wholeList(
          system,
          { path: '/api/v1/users', shape: z.array(personShape), limited: true },
          context,
        );
        const named = namedBy(items);
        const read = await namesFor(context, true);
        for (const item of items) {
          const managerId = named(item.profile.managerId) ?? named(item.profile.manager);
          yield personOf(item, { managerId, read });
        }
      },
      async byEmail(email, context) {
        const found = await wholeList(
          system,
          { path: '/api/v1/users', shape: z.array(personShape), query: { search: loginOrMail(email) }, limited: true },
          context,
        );
        const theirs = found.items.filter((one) => addressesIn(one).includes(email.toLowerCase()));
        const open = theirs.filter(({ status }) => !isClosed(status));
        const [only] = open.length > 0 ? open : theirs;
        if (open.length > 1 || only === undefined) return null;
        const [managerId, read] = [await managerOf(system, only, context), await namesFor(context, false)];
        return personOf(only, { managerId, read });
      },
    },
    groups: {
      id,
      async members(group, context) {
        const { items } = await wholeList(
          system,
          { path: path`/api/v1/groups/${group}/users`, shape: z.array(personShape), limited: true },
          context,
        );
        return items
          .filter(({ status }) => !isClosed(status))
          .map((one) => ({ handle: null, email: addressesIn(one)[0] ?? null }));
      },
    },
  };
}

function loginOrMail(email: string): string {
  const quoted = JSON.stringify(email);
  return `profile.email eq ${quoted} or profile.login eq ${quoted}`;
}

/** The second e-mail is left out: it is private, and people may change it themselves. */
function addressesIn({ profile: { email, login } }: OktaPerson): string[] {
  const all = [addressIn(email), addressIn(login)].filter((one) => one !== null);
  return [...new Set(all)];
}

/**
 * What a manager is written by in Okta is up to each company: an id, a number, a login or an address; a name means
 * nobody.
 */
function namedBy(all: readonly OktaPerson[]): (said: string | undefined) => string | null {
  const ids = new Map<string, string | null>();
  const add = (key: string | undefined, id: string) => {
    const folded = key?.toLowerCase();
    // What two people have means neither.
    if (folded) ids.set(folded, ids.has(folded) && ids.get(folded) !== id ? null : id);
  };
  for (const { id, profile } of all)
    for (const key of [id, profile.employeeNumber, profile.login, profile.email]) add(key, id);
  return (said) => (said === undefined ? null : (ids.get(said.trim().toLowerCase()) ?? null));
}

async function managerOf(
  system: OktaSystem,
  { profile: { managerId, manager } }: OktaPerson,
  context: ConnectorContext,
): Promise<string | null> {
  const said = managerId ?? manager;
  if (said === undefined || userId.test(said)) return said ?? null;
  const by = said.includes('@') ? { address: said } : { employeeNumber: said };
  const { items } = await usersBy(system, by, context);
  return items.length === 1 ? (items[0]?.id ?? null) : null;
}

function personOf(
  told: OktaPerson,
  { managerId, read }: { managerId: string | null; read: NamesToRead },
): SourcePerson {
  const { id, status, profile } = told;
  const [email = null, ...otherEmails] = addressesIn(told);
  const full = [profile.firstName, profile.lastName].flatMap((part) => textIn(part) ?? []).join(' ');
  return {
    id,
    name: textIn(profile.displayName) ?? textIn(full),
    email,
    otherEmails,
    employeeNumber: textIn(profile.employeeNumber),
    ...toldUserNames(read.names, (attribute) => profile[attribute]),
    ...toldHints(read.hints, (attribute) => profile[attribute]),
    managerId,
    managerEmail: null,
    title: textIn(profile.title),
    team: textIn(profile.department),
    country: countryIn(profile.countryCode),
    locale: localeIn(profile.preferredLanguage) ?? localeIn(profile.locale),
    timeZone: zoneIn(profile.timezone),
    active: !isClosed(status),
  };
}
