import type { WorkspacePerson } from '../../company.ts';
import { vendorId, vendorUuid } from '../vendor-id.ts';
import type { OktaApp, OktaGroup, OktaLogEntry, OktaState, OktaUser } from './state.ts';

const day = 86_400_000;

/** How the invented company uses its identity provider, seen from `now`. */
export function seedOkta(people: readonly WorkspacePerson[], now: Date): OktaState {
  const users = people.map((person, index) => user(person, index, now));
  return {
    organisation: vendorId('00o', 'example.com'),
    users,
    groups: groups(people),
    apiTokens: people.flatMap((person) =>
      (apiTokenNames[person.id] ?? []).map((name) => ({
        id: vendorId('00T', `${person.id}/${name}`),
        name,
        userId: userId(person),
        created: ago(now, 200),
        expiresAt: ago(now, -30),
        lastUpdated: ago(now, 2),
      })),
    ),
    apps: apps(people),
    log: users.flatMap((each) => lastSignIn(each)),
  };
}

/** Who made API tokens, and for what. */
const apiTokenNames: Readonly<Record<string, readonly string[]>> = {
  U0TOM: ['Directory export'],
  U0PRIYA: ['Terraform pipeline'],
  U0ALEX: ['Release dashboard'],
};

/** Who may do everything there; when one of them leaves, the other one stays. */
export const oktaSuperAdmins: readonly string[] = ['U0TOM', 'U0HUGO'];

const superAdmin = { type: 'SUPER_ADMIN', label: 'Super Administrator' };
const roleTypes: Readonly<Record<string, { type: string; label: string }>> = {
  ...Object.fromEntries(oktaSuperAdmins.map((id) => [id, superAdmin])),
  U0INES: { type: 'READ_ONLY_ADMIN', label: 'Read-Only Administrator' },
  U0PRIYA: { type: 'APP_ADMIN', label: 'Application Administrator' },
  U0ALEX: { type: 'REPORT_ADMIN', label: 'Report Administrator' },
};

function userId(person: WorkspacePerson): string {
  return vendorId('00u', person.id);
}

function user(person: WorkspacePerson, index: number, now: Date): OktaUser {
  const [firstName = person.name, ...rest] = person.name.split(' ');
  const has = (what: string) => vendorId(what, person.id);
  const engineer = isEngineer(person);
  const created = ago(now, 300 + index * 37);
  const role = roleTypes[person.id];
  const client = (id: string, name: string, scopes: string[]): OktaUser['clients'][number] => ({
    id: vendorId('0oa', id),
    name,
    tokens: [{ id: vendorId('oar', `${person.id}/${id}`), created: ago(now, 5), expiresAt: ago(now, -85), scopes }],
  });
  const clients = [
    client('mail', 'Mail on the phone', ['openid', 'email', 'offline_access']),
    ...(engineer ? [client('cli', 'Command line', ['openid', 'groups', 'offline_access'])] : []),
  ];
  return {
    id: userId(person),
    status: 'ACTIVE',
    created,
    activated: created,
    statusChanged: created,
    lastLogin: ago(now, 0.1 + index * 0.05),
    lastUpdated: ago(now, 20),
    passwordChanged: ago(now, 60),
    profile: {
      // A consultant's login is not their address: whoever looks up by login alone does not find them.
      login: isConsultant(person) ? person.email.replace('@', '@ext.') : person.email,
      email: person.email,
      secondEmail: null,
      employeeNumber: null,
      firstName,
      lastName: rest.join(' '),
      displayName: person.name,
      title: person.title,
      department: person.team,
    },
    indexed: null,
    sessions: [
      { id: has('102'), device: 'Laptop, browser', created: ago(now, 0.3) },
      ...(index % 3 === 0 ? [] : [{ id: has('103'), device: 'Phone', created: ago(now, 3) }]),
    ],
    clients,
    grants: clients.map((each) => ({
      id: vendorId('oag', `${person.id}/${each.id}`),
      clientId: each.id,
      scopeId: 'offline_access',
      created: ago(now, 90),
    })),
    factors: [
      { id: has('opf'), factorType: 'push', provider: 'OKTA', created },
      ...(engineer ? [{ id: has('fwf'), factorType: 'webauthn', provider: 'FIDO', created }] : []),
    ],
    roles: role ? [{ id: has('ra1'), ...role, created }] : [],
    devices: [{ id: has('guo'), name: `${firstName}’s laptop`, platform: 'MACOS', status: 'ACTIVE' }],
  };
}

function groups(people: readonly WorkspacePerson[]): OktaGroup[] {
  const group = (
    name: string,
    description: string,
    belongs: (person: WorkspacePerson) => boolean,
    type: OktaGroup['type'] = 'OKTA_GROUP',
  ): OktaGroup => ({
    id: vendorId('00g', name),
    type,
    name,
    description,
    members: people.filter(belongs).map(userId),
  });
  const teams = [...new Set(people.map((person) => person.team))];
  return [
    group('Everyone', 'All users in your organization', () => true, 'BUILT_IN'),
    ...teams.map((team) => group(`Team ${team}`, `Everybody in ${team}`, (person) => person.team === team)),
    group('VPN', 'May open the company network from outside', (person) => isEngineer(person) || person.team === 'IT'),
    group('Production access', 'May read production systems', isEngineer),
    group('Contractors', 'People under a service contract', isConsultant),
    group('Heads', 'Leads a team', (person) => people.some((other) => other.managerId === person.id)),
    group('Plant floor', 'Comes from Active Directory', (person) => person.id === 'U0JONAS', 'APP_GROUP'),
  ].filter((each) => each.members.length > 0);
}

function apps(people: readonly WorkspacePerson[]): OktaApp[] {
  const app = (name: string, label: string, uses: (person: WorkspacePerson) => boolean): OktaApp => ({
    id: vendorId('0oa', name),
    name,
    label,
    users: people.filter(uses).map(userId),
  });
  return [
    app('mail', 'Mail and calendar', () => true),
    app('expenses', 'Expenses', (person) => !isConsultant(person)),
    app('code', 'Code hosting', (person) => isEngineer(person) || person.team === 'IT'),
    app('crm', 'Sales CRM', (person) => person.team === 'Sales' || person.team === 'Direction'),
  ];
}

function lastSignIn(user: OktaUser): OktaLogEntry[] {
  if (user.lastLogin === null) return [];
  return [
    {
      uuid: vendorUuid(`sign-in/${user.id}`),
      published: user.lastLogin,
      eventType: 'user.session.start',
      displayMessage: 'User login to Okta',
      actorId: user.id,
      actorLogin: user.profile.login,
    },
  ];
}

function isEngineer(person: WorkspacePerson): boolean {
  return /engineer|platform/i.test(person.title);
}

function isConsultant(person: WorkspacePerson): boolean {
  return /consultant|contractor|freelance/i.test(person.title);
}

function ago(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString();
}
