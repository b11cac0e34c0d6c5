import type { WorkspacePerson } from '../../company.ts';
import { vendorId } from '../vendor-id.ts';
import { recordKinds, type SalesforceState } from './state.ts';

const day = 86_400_000;

/** What the user in whose name Relais works was allowed. */
export const salesforceSandboxPermissions: readonly string[] = [
  'PermissionsApiEnabled',
  'PermissionsViewSetup',
  'PermissionsManageUsers',
  'PermissionsAssignPermissionSets',
  'PermissionsViewAllData',
  'PermissionsTransferAnyEntity',
];

export const salesforceSandboxClient = 'relais-sandbox';

const counts = { Account: 3, Contact: 9, Lead: 4, Opportunity: 5, Case: 6 } as const;

/** How the invented company sells, seen from `now`; `other` marks another company's ids. */
export function seedSalesforce(people: readonly WorkspacePerson[], now: Date, other = ''): SalesforceState {
  const id = (prefix: string, of: string) => vendorId(prefix, `salesforce${other}/${of}`, 18);
  const at = (days: number) => new Date(Math.trunc(now.getTime() + days * day)).toISOString();
  const userId = (person: { id: string }) => id('005', person.id);
  const owners = people.filter(({ team, id: own }) => team === 'Sales' || ['U0ALEX', 'U0MAYA'].includes(own));
  const alex = people.filter((person) => person.id === 'U0ALEX' || person.id === 'U9ALEX');
  const row = <Kind extends string>(kind: Kind, person: { id: string }, [prefix, name]: [string, string]) => ({
    id: id(prefix, `${kind}/${person.id}/${name}`),
    kind,
    userId: userId(person),
    name,
  });
  return {
    organisationId: id('00D', 'organisation'),
    users: people.map((person, index) => ({
      id: userId(person),
      loginId: id('0Yw', person.id),
      // A user name has the shape of an address and need not be one.
      username: person.email.replace('@', '.crm@'),
      email: person.email,
      federationId: null,
      employeeNumber: null,
      name: person.name,
      profile: person.roles.includes('it') || person.roles.includes('admin') ? 'System Administrator' : 'Standard User',
      managesUsers: person.roles.includes('it') || person.roles.includes('admin'),
      isActive: true,
      isFrozen: false,
      standsAs: null,
      createdAt: at(-900 + index),
      signIns: [at(-2), at(-1)],
      sessions: [id('0Ak', `${person.id}/desktop`), id('0Ak', `${person.id}/mobile`)],
      tokens: [
        {
          id: id('0CX', `${person.id}/mail`),
          app: 'Mail add-in',
          secret: `delete-token-of-${id('', `${person.id}/mail`)}`,
        },
      ],
    })),
    assignments: owners.flatMap((person) => [
      row('PermissionSetAssignment', person, ['0Pa', 'Sales forecasts']),
      row('GroupMember', person, ['011', 'Customers of the north']),
      row('GroupMember', person, ['011', 'Support queue']),
      row('PermissionSetLicenseAssign', person, ['2LA', 'Sales analytics']),
      row('UserPackageLicense', person, ['052', 'esign']),
    ]),
    records: owners.flatMap((person) =>
      recordKinds.flatMap((kind) =>
        Array.from({ length: counts[kind] }, (_, index) => row(kind, person, ['500', `${kind} ${index + 1}`])),
      ),
    ),
    running: alex.flatMap((person) => [
      row('CronTrigger', person, ['08e', 'Nightly forecast']),
      row('Dashboard', person, ['01Z', 'Pipeline of the quarter']),
      row('Report', person, ['00O', 'My open cases']),
    ]),
  };
}
