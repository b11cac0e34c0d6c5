import { zoneSchema } from '../../domain/calendar/time.ts';
import { countrySchema } from '../../domain/people/country.ts';
import type { Person } from '../../domain/people/people.ts';
import { localeSchema } from '../../domain/people/people.ts';
import type { PlatformUser } from '../ports/channel.ts';
import type { Organisation } from './organisation.ts';
import type { MergedPerson } from './sources/merge.ts';
import type { SourceField } from './sources/precedence.ts';

type Details = Pick<
  Person,
  'otherEmails' | 'employeeNumber' | 'userNames' | 'title' | 'team' | 'locale' | 'timeZone' | 'country'
>;

/** As a person is kept; more addresses than that are nobody's. */
const mostAddresses = 20;
/** The same of user names in one system. */
const mostUserNames = 10;

/**
 * What is known of somebody besides who they are. What `relais.yaml` says wins. Titles and teams then come from the
 * sources before the chat platform, where people write their own. Language and zone are what people chose on the
 * platform, unless `organisation.precedence` names a source for them.
 */
export function toldDetails({
  address,
  organisation,
  own,
  said,
  user,
}: {
  /** The main one. */
  address: string;
  organisation: Organisation;
  own: Organisation['people'][number] | undefined;
  said: MergedPerson | null;
  user: Pick<PlatformUser, 'title' | 'locale' | 'timeZone'> | null;
}): Details {
  const value = (field: SourceField) => said?.fields[field].value ?? null;
  const preferred = (field: 'locale' | 'timeZone') =>
    organisation.precedence[field]?.includes(said?.fields[field].from ?? '') ? value(field) : null;
  const locale = (text: string | null) => localeSchema.safeParse(text).data;
  const zone = (text: string | null) => zoneSchema.safeParse(text).data;
  const others = [...(own?.alsoKnownAs ?? []), ...(said?.addresses ?? [])].filter((one) => one !== address);
  const employeeNumber = own?.employeeNumber ?? value('employeeNumber');
  return {
    ...(others.length > 0 && { otherEmails: [...new Set(others)].slice(0, mostAddresses) }),
    ...(employeeNumber !== null && employeeNumber.length <= 60 && { employeeNumber }),
    ...userNamesToldBy(own, said),
    title: own?.title ?? value('title') ?? user?.title ?? null,
    team: own?.team ?? value('team'),
    locale:
      own?.locale ?? locale(preferred('locale')) ?? user?.locale ?? locale(value('locale')) ?? organisation.locale,
    timeZone:
      own?.timeZone ??
      zone(preferred('timeZone')) ??
      user?.timeZone ??
      zone(value('timeZone')) ??
      organisation.timeZone,
    country: own?.country ?? countrySchema.safeParse(value('country')).data ?? organisation.country,
  };
}

/** Everybody who tells one is believed: what `relais.yaml` says, and beside it what the sources say of nobody else. */
function userNamesToldBy(
  own: Organisation['people'][number] | undefined,
  said: MergedPerson | null,
): Pick<Person, 'userNames'> {
  const all = new Map<string, string[]>(
    Object.entries(own?.userNames ?? {}).map(([system, names]) => [system, [...names]]),
  );
  for (const { system, name } of said?.userNames ?? []) {
    const names = all.get(system) ?? [];
    if (!names.some((one) => one.toLowerCase() === name.toLowerCase()) && names.length < mostUserNames)
      all.set(system, [...names, name]);
  }
  return all.size === 0 ? {} : { userNames: Object.fromEntries(all) };
}
