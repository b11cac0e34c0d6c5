import type { WorkspacePerson } from '../../company.ts';
import { vendorNumber, vendorUuid } from '../vendor-id.ts';
import type { AtlassianState, AtlassianUser } from './state.ts';

export const atlassianSandboxOrganisation = vendorUuid('atlassian/organisation');

/** The account whose API token Relais uses at Jira. */
export const service = { id: '712020:relais', email: 'jira-automation@example.com', name: 'Jira automation' };

const organisationAdministrator = 'atlassian/org-admin';

export function atlassianUserId({ id }: { id: string }): string {
  return `712020:${vendorUuid(`atlassian/${id}`)}`;
}

/** How the invented company uses Atlassian, seen from `now`; `company` tells one organisation from another. */
export function seedAtlassian(people: readonly WorkspacePerson[], now: Date, company = 'own'): AtlassianState {
  const isOwn = company === 'own';
  const engineers = people.filter(({ title }) => /engineer|platform/i.test(title));
  const idsOf = (some: readonly WorkspacePerson[]) => some.map(atlassianUserId);
  const group = (name: string, members: readonly string[]) => ({
    id: vendorUuid(`atlassian/${company}/group/${name}`),
    name,
    members: [...members],
  });
  const owned = (what: string, names: readonly string[], owner: WorkspacePerson | undefined) =>
    owner === undefined
      ? []
      : names.map((name) => ({
          id: String((vendorNumber(`atlassian/${company}/${what}/${name}`) % 90_000) + 10_000),
          name,
          ownerId: atlassianUserId(owner),
        }));
  const lead = people.find(({ id }) => id === 'U0ALEX') ?? engineers[0];
  const other = people.find(({ id }) => id === 'U0MAYA') ?? people[0];
  return {
    organisation: isOwn ? atlassianSandboxOrganisation : vendorUuid(`atlassian/${company}`),
    directory: vendorUuid(`atlassian/${company}/directory`),
    users: [
      { ...user(service, now), roles: [], tokens: [{ id: 'token-relais', label: 'Relais' }] },
      ...people.map((person) => ({
        ...user({ id: atlassianUserId(person), email: person.email, name: person.name }, now),
        managed: person.workerType !== 'consultant',
        provisioned: person.id === 'U0JONAS',
        roles: person.roles.includes('it') ? [organisationAdministrator] : [],
        tokens: engineers.includes(person)
          ? [{ id: vendorUuid(`atlassian/token/${person.id}`), label: 'build script' }]
          : [],
      })),
    ],
    groups: [
      group('jira-users', [service.id, ...idsOf(people)]),
      group('confluence-users', idsOf(people)),
      group('platform', idsOf(engineers)),
      group('site-admins', [service.id]),
    ],
    filters: [...owned('filter', ['Open bugs', 'My review queue'], lead), ...owned('filter', ['Roadmap'], other)],
    dashboards: [...owned('dashboard', ['Delivery'], lead), ...owned('dashboard', ['Company'], other)],
    projects: [...owned('project', ['PLAT'], lead), ...owned('project', ['CORE'], other)],
  };
}

function user({ id, email, name }: { id: string; email: string; name: string }, now: Date): AtlassianUser {
  return {
    id,
    email,
    name,
    managed: true,
    provisioned: false,
    accountStatus: 'active',
    membershipStatus: 'active',
    roles: [],
    tokens: [],
    lastActive: new Date(now.getTime() - 86_400_000).toISOString(),
  };
}
