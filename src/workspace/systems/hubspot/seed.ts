import type { WorkspacePerson } from '../../company.ts';
import { vendorNumber } from '../vendor-id.ts';
import { type HubspotRecord, type HubspotState, recordKinds } from './state.ts';

const day = 86_400_000;

/** What an administrator of the invented company granted the private app. */
export const hubspotSandboxScopes: readonly string[] = [
  'oauth',
  'settings.users.read',
  'settings.users.write',
  'settings.users.teams.read',
  'crm.objects.owners.read',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'tickets',
  'account-info.security.read',
];

/** How many records of each kind the people own who own any. */
const counts: Readonly<Record<HubspotRecord['kind'], number>> = { contacts: 12, companies: 4, deals: 5, tickets: 2 };

/**
 * How the invented company keeps its customers, seen from `now`; `shift` is added to every number, for another company.
 */
export function seedHubspot(people: readonly WorkspacePerson[], now: Date, shift = 0): HubspotState {
  const idOf = (what: string) => String(vendorNumber(`hubspot/${shift}/${what}`));
  const at = (days: number) => new Date(Math.trunc(now.getTime() + days * day)).toISOString();
  const teams = [...new Set(people.map(({ team }) => team))];
  const pilots = { id: idOf('team/pilots'), name: 'Pilot customers' };
  const owners = people.filter(({ id, team }) => team === 'Sales' || id === 'U0ALEX' || id === 'U0MAYA');
  let number = 500_000 + shift;
  return {
    portalId: 4_711_000 + shift,
    users: people.map((person) => ({
      id: idOf(person.id),
      ownerId: idOf(`owner/${person.id}`),
      email: person.email,
      name: person.name,
      status: 'active',
      superAdmin: ['U0HUGO', 'U0TOM'].includes(person.id),
      roleId: idOf('role/seller'),
      primaryTeamId: idOf(`team/${person.team}`),
      secondaryTeamIds: ['U0ALEX', 'U0LEO'].includes(person.id) ? [pilots.id] : [],
      createdAt: at(-600),
      signIns: [at(-3), at(-1)],
    })),
    teams: [...teams.map((name) => ({ id: idOf(`team/${name}`), name })), pilots],
    records: owners.flatMap((person) =>
      recordKinds.flatMap((kind) =>
        Array.from({ length: counts[kind] }, (_, index) => {
          number += 1;
          const name = `${kind} ${index + 1} of ${person.name}`;
          return { id: String(number), kind, name, ownerId: idOf(`owner/${person.id}`), createdAt: at(-200) };
        }),
      ),
    ),
    privateApps: ['Relais', 'Website forms'],
    tokenUserId: '1',
  };
}
