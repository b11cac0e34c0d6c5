import type { WorkspacePerson } from '../../company.ts';
import { vendorUuid } from '../vendor-id.ts';
import {
  businessSuite,
  diagrams,
  type EntraAssignment,
  type EntraDevice,
  type EntraGrant,
  type EntraGroup,
  type EntraRole,
  type EntraRoleAssignment,
  type EntraState,
  type EntraUser,
  meetings,
  ownTenant,
  telephone,
} from './state.ts';

const day = 86_400_000;

/** The same in every tenant. */
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const applicationDeveloper = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
const securityReader = '5d6b6bb7-de71-4623-b4af-96380a352509';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const directoryReader = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
/** Made in this tenant. */
const serviceDesk = vendorUuid('entra/role/Service desk');

const roles: readonly EntraRole[] = [
  { id: globalAdministrator, displayName: 'Global Administrator', isBuiltIn: true },
  { id: applicationDeveloper, displayName: 'Application Developer', isBuiltIn: true },
  { id: securityReader, displayName: 'Security Reader', isBuiltIn: true },
  { id: userAdministrator, displayName: 'User Administrator', isBuiltIn: true },
  { id: directoryReader, displayName: 'Directory Readers', isBuiltIn: true },
  { id: serviceDesk, displayName: 'Service desk', isBuiltIn: false },
];

/** People whose roles, groups and licences are less simple than the others'. */
const operators: readonly string[] = ['U0PRIYA'];
/** Who owns the group of their team. */
const teamOwners: readonly string[] = ['U0ALEX', 'U0CLAIRE'];
const globalAdministrators: readonly string[] = ['U0TOM', 'U0HUGO'];
/** Comes from Active Directory: what Graph cannot change there is somebody's task. */
const synced: readonly string[] = ['U0JONAS'];

/** How the invented company uses its Microsoft tenant, seen from `now`. */
export function seedEntra(people: readonly WorkspacePerson[], now: Date): EntraState {
  const members = people.filter((person) => !isConsultant(person));
  const groups = groupsOf(people);
  return {
    tenant: ownTenant,
    users: people.map((person, index) => user(person, { index, now, groups })),
    groups,
    roles: [...roles],
    roleAssignments: roleAssignments(people),
    grants: people.flatMap(grants),
    assignments: people.flatMap((person) => assignments(person, groups)),
    devices: members.flatMap(devices),
    appOwners: [],
    mailboxes: [],
    drives: [],
  };
}

export function entraUserId(person: Pick<WorkspacePerson, 'id'>): string {
  return vendorUuid(`entra/${person.id}`);
}

function user(
  person: WorkspacePerson,
  { index, now, groups }: { index: number; now: Date; groups: readonly EntraGroup[] },
): EntraUser {
  const id = entraUserId(person);
  const guest = isConsultant(person);
  const made = (what: string) => vendorUuid(`entra/${person.id}/${what}`);
  const method = (type: string) => ({ id: made(type), type });
  const byGroup = groups.filter((group) => group.skuId !== null && group.members.includes(id));
  return {
    id,
    userPrincipalName: guest ? `${person.email.replace('@', '_')}#EXT#@lumen.onmicrosoft.example.com` : person.email,
    mail: person.email,
    // Entra keeps there the address that a guest was invited by.
    otherMails: guest ? [person.email] : [],
    employeeId: String(1001 + index),
    proxyAddresses: guest ? [] : [`SMTP:${person.email}`, `smtp:${person.email.replace('@', '@mail.')}`],
    displayName: person.name,
    jobTitle: person.title,
    department: person.team,
    userType: guest ? 'Guest' : 'Member',
    accountEnabled: true,
    onPremisesSyncEnabled: synced.includes(person.id),
    signInSessionsValidFromDateTime: wholeSeconds(ago(now, 60 + index)),
    lastSuccessfulSignInDateTime: ago(now, 0.1 + index * 0.05),
    deletedDateTime: null,
    // A guest's sessions are their own tenant's.
    sessions: guest ? [] : [{ id: made('session'), device: 'Laptop, browser', created: ago(now, 0.3) }],
    methods: [
      method('passwordAuthenticationMethod'),
      ...(guest ? [] : [method('microsoftAuthenticatorAuthenticationMethod')]),
      ...(isEngineer(person) ? [method('fido2AuthenticationMethod')] : []),
    ],
    licences: [
      ...byGroup.map((group) => ({ skuId: group.skuId ?? '', assignedByGroup: group.id })),
      ...(isEngineer(person) ? [{ skuId: diagrams, assignedByGroup: null }] : []),
      ...(operators.includes(person.id)
        ? [meetings, telephone].map((skuId) => ({ skuId, assignedByGroup: null }))
        : []),
    ],
  };
}

const operatorsGroup = 'Directory operators';

function groupId(displayName: string): string {
  return vendorUuid(`entra/group/${displayName}`);
}

function groupsOf(people: readonly WorkspacePerson[]): EntraGroup[] {
  const group = (
    displayName: string,
    kind: EntraGroup['kind'],
    belongs: (person: WorkspacePerson) => boolean,
    skuId: string | null = null,
  ): EntraGroup => ({
    id: groupId(displayName),
    displayName,
    kind,
    members: people.filter(belongs).map(entraUserId),
    isAssignableToRole: displayName === operatorsGroup,
    skuId,
  });
  const owned = (each: EntraGroup): EntraGroup => {
    const owners = people.filter(({ id, team }) => teamOwners.includes(id) && each.displayName === `${team} team`);
    return owners.length === 0 ? each : { ...each, owners: owners.map(entraUserId) };
  };
  const teams = [...new Set(people.map((person) => person.team))];
  return [
    ...teams.map((team) => group(`${team} team`, 'microsoft-365', (person) => person.team === team)),
    group('Business suite users', 'security', (person) => !isConsultant(person), businessSuite),
    group(operatorsGroup, 'security', ({ id }) => operators.includes(id)),
    group('Security operations', 'dynamic', (person) => person.team === 'IT'),
    group('Domain users', 'active-directory', (person) => synced.includes(person.id)),
    group('Board news', 'distribution-list', (person) => person.team === 'Direction'),
  ]
    .filter((each) => each.members.length > 0)
    .map(owned);
}

function roleAssignments(people: readonly WorkspacePerson[]): EntraRoleAssignment[] {
  const everybody = people.map(({ id }) => id);
  const assign = (roleDefinitionId: string, principalId: string, directoryScopeId = '/'): EntraRoleAssignment => ({
    id: `assignment-${vendorUuid(`entra/role-assignment/${roleDefinitionId}/${principalId}/${directoryScopeId}`)}`,
    principalId,
    roleDefinitionId,
    directoryScopeId,
  });
  const to = (roleDefinitionId: string, ids: readonly string[], scope?: string) =>
    everybody.filter((id) => ids.includes(id)).map((id) => assign(roleDefinitionId, vendorUuid(`entra/${id}`), scope));
  const unit = `/administrativeUnits/${vendorUuid('entra/unit/London')}`;
  return [
    ...to(globalAdministrator, globalAdministrators),
    ...to(applicationDeveloper, ['U0ALEX', ...operators]),
    ...to(securityReader, ['U0INES']),
    ...to(serviceDesk, operators),
    ...to(userAdministrator, operators, unit),
    assign(directoryReader, groupId(operatorsGroup)),
  ];
}

function grants(person: WorkspacePerson): EntraGrant[] {
  if (!isEngineer(person)) return [];
  return [
    {
      id: `grant-${vendorUuid(`entra/grant/${person.id}`)}`,
      clientId: vendorUuid('entra/client/notes'),
      resourceId: vendorUuid('entra/resource/graph'),
      principalId: entraUserId(person),
      scope: 'Mail.Read offline_access',
    },
  ];
}

function assignments(person: WorkspacePerson, groups: readonly EntraGroup[]): EntraAssignment[] {
  const id = entraUserId(person);
  const assignment = (app: string, principalId: string, principalType: 'User' | 'Group'): EntraAssignment => ({
    id: `assignment-${vendorUuid(`entra/assignment/${app}/${principalId}`)}`,
    principalId,
    principalType,
    resourceId: vendorUuid(`entra/app/${app}`),
    resourceDisplayName: app,
    appRoleId: vendorUuid('entra/app-role/user'),
  });
  const suite = groups.find(({ skuId, members }) => skuId !== null && members.includes(id));
  return [
    ...(isEngineer(person) || isConsultant(person) ? [assignment('Data platform', id, 'User')] : []),
    ...(suite && suite.members[0] === id ? [assignment('Expenses', suite.id, 'Group')] : []),
  ];
}

function devices(person: WorkspacePerson): EntraDevice[] {
  return [
    {
      id: vendorUuid(`entra/device/${person.id}`),
      displayName: `${person.name.split(' ')[0]}-laptop`,
      operatingSystem: 'Windows',
      accountEnabled: true,
      onPremisesSyncEnabled: synced.includes(person.id),
      userId: entraUserId(person),
    },
  ];
}

function isEngineer(person: WorkspacePerson): boolean {
  return /engineer/i.test(person.title);
}

function isConsultant(person: WorkspacePerson): boolean {
  return /consultant|contractor|freelance/i.test(person.title);
}

function ago(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString();
}

/** As Graph writes it: without a fraction. */
export function wholeSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
