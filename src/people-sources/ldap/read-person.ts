import { addressIn, countryIn, localeIn, textIn, zoneIn } from '../../connectors/kit/told-person.ts';
import { toldUserNames, type UserNamePlaces } from '../../connectors/kit/told-user-names.ts';
import { guidText } from '../../connectors/ldap-client/guid.ts';
import type { LdapEntry } from '../../connectors/ldap-client/ldap-client.ts';
import type { SourcePerson } from '../../engine/ports/people-source.ts';
import type { LdapAttributes } from './ldap-source-settings.ts';

/** Attributes that tell whether an account is open, besides those of the fields. */
export const stateAttributes = ['userAccountControl', 'accountExpires', 'nsAccountLock', 'pwdAccountLockedTime'];

/**
 * `ACCOUNTDISABLE`:
 * https://learn.microsoft.com/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties
 */
const disabled = 2;
/** Of OpenLDAP's password policy: locked until an administrator lifts it. */
const lockedForGood = '000001010000Z';
/** Filetimes count 100 ns since 1601. */
const filetimeEpoch = 11_644_473_600_000n;
const endless = 9_223_372_036_854_775_807n;

/** The immutable id of an entry; null where it has none, or none that can be read. */
export function idOf(entry: LdapEntry, { id }: LdapAttributes): string | null {
  if (isGuid(id)) return guidText(entry.bytes(id)[0] ?? new Uint8Array());
  return textIn(entry.texts(id)[0]);
}

/** Microsoft's ids are bytes; all others are text. */
export function isGuid(attribute: string): boolean {
  return attribute.toLowerCase() === 'objectguid';
}

const smtp = /^smtp:/i;

/**
 * Every work address, the main one first. Of several values of one attribute the first one counts as the server gives
 * them. Of Active Directory's `proxyAddresses` only those of mail are taken.
 */
export function addressesOf(entry: LdapEntry, { email, otherEmails }: LdapAttributes): string[] {
  const others = otherEmails === undefined ? [] : entry.texts(otherEmails);
  const isProxies = otherEmails?.toLowerCase() === 'proxyaddresses';
  const mails = isProxies ? others.filter((one) => smtp.test(one)).map((one) => one.replace(smtp, '')) : others;
  const all = [...entry.texts(email), ...mails].map(addressIn).filter((one) => one !== null);
  return [...new Set(all)];
}

/** Whether the account is open; null where the directory does not say. */
export function activeOf(entry: LdapEntry, now: Date): boolean | null {
  const control = entry.texts('userAccountControl')[0];
  if (control !== undefined && /^\d{1,10}$/.test(control))
    return (Number(control) & disabled) === 0 && !hasExpired(entry.texts('accountExpires')[0], now);
  if (entry.texts('nsAccountLock')[0]?.toLowerCase() === 'true') return false;
  if (entry.texts('pwdAccountLockedTime').includes(lockedForGood)) return false;
  return null;
}

function hasExpired(told: string | undefined, now: Date): boolean {
  if (told === undefined || !/^\d{1,19}$/.test(told)) return false;
  const time = BigInt(told);
  if (time === 0n || time >= endless) return false;
  return time / 10_000n - filetimeEpoch <= BigInt(now.getTime());
}

interface ReadAs {
  id: string;
  managerId: string | null;
  attributes: LdapAttributes;
  userNames: UserNamePlaces;
  now: Date;
}

/** One entry as a person. `managerId` is what the manager's DN leads to, null where the entry names none. */
export function personOf(entry: LdapEntry, { id, managerId, attributes, userNames, now }: ReadAs): SourcePerson {
  const text = (field: keyof LdapAttributes) => {
    const attribute = attributes[field];
    return attribute === undefined ? null : textIn(entry.texts(attribute)[0]);
  };
  const [email = null, ...otherEmails] = addressesOf(entry, attributes);
  const full = [text('firstName'), text('lastName')].flatMap((part) => part ?? []).join(' ');
  return {
    id,
    name: text('name') ?? textIn(full) ?? textIn(entry.texts('cn')[0]),
    email,
    otherEmails,
    employeeNumber: text('employeeNumber'),
    ...toldUserNames(userNames, (attribute) => entry.texts(attribute)),
    managerId,
    managerEmail: null,
    title: text('title'),
    team: text('team'),
    country: countryIn(text('country')),
    locale: localeIn(text('language')),
    timeZone: zoneIn(text('timeZone')),
    active: activeOf(entry, now),
  };
}
