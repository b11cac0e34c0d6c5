import { createHash } from 'node:crypto';
import type { WorkspacePerson } from '../../company.ts';
import { vendorId } from '../vendor-id.ts';
import type { GoogleGroup, GoogleState, GoogleUser } from './state.ts';

const day = 86_400_000;

/** An id that looks like Google's: 21 digits that begin with 1, the same after each reset. */
export function googleId(of: string): string {
  const number = createHash('sha256').update(`google/${of}`).digest().readBigUInt64BE(0);
  return `1${number.toString().padStart(20, '0')}`;
}

/** The account in whose name programs administer the organisation; nobody of the company signs in with it. */
export const automationAddress = 'it-automation@example.com';

/** The licence that everybody has. */
export const workspaceLicence = { product: 'Google-Apps', sku: '1010020020', name: 'Google Workspace Enterprise Plus' };

const superRole = { id: googleId('role/super'), name: '_SEED_ADMIN_ROLE', isSuper: true };
const helpDeskRole = { id: googleId('role/help-desk'), name: '_HELP_DESK_ADMIN_ROLE', isSuper: false };
const groupsRole = { id: googleId('role/groups'), name: '_GROUPS_ADMIN_ROLE', isSuper: false };

/** People who may do everything there; when one of them leaves, another one stays. */
const superAdministrators: readonly string[] = ['U0TOM', 'U0HUGO'];

/** How the invented company uses Google Workspace, seen from `now`. */
export function seedGoogle(people: readonly WorkspacePerson[], now: Date, domain = 'example.com'): GoogleState {
  const users = [...people.map((person, index) => user(person, index, { people, now })), automation(now, domain)];
  const assigned = (roleId: string, userId: string) => ({
    id: googleId(`assigned/${roleId}/${userId}`),
    roleId,
    userId,
  });
  return {
    customer: { id: vendorId('C0', domain, 9).toLowerCase().replace('c', 'C'), domain },
    users,
    groups: groups(people, domain),
    roles: [superRole, helpDeskRole, groupsRole],
    roleAssignments: [
      ...users.filter(({ isAdmin }) => isAdmin).map(({ id }) => assigned(superRole.id, id)),
      ...people.filter(({ id }) => id === 'U0ALEX').map((person) => assigned(helpDeskRole.id, userId(person))),
      ...people.filter(({ id }) => id === 'U0INES').map((person) => assigned(groupsRole.id, userId(person))),
    ],
    deviceUsers: people.map((person, index) => ({
      id: vendorId('EiQ', `on/${person.id}`, 24),
      device: vendorId('EiQ', `device/${person.id}`, 24),
      model: index % 2 === 0 ? 'Pixel 9' : 'iPhone 16',
      type: index % 2 === 0 ? 'ANDROID' : 'IOS',
      userId: userId(person),
      state: 'APPROVED',
      wipedAt: null,
    })),
    files: people.flatMap((person) =>
      ['Notes', 'Budget', 'Plan of the quarter'].map((name) => ({
        id: vendorId('1F', `${person.id}/${name}`, 28),
        name,
        ownerId: userId(person),
      })),
    ),
    events: people.map((person) => ({
      id: vendorId('ev', person.id, 20).toLowerCase(),
      title: `Weekly with ${person.name}`,
      at: ago(now, -60),
      organizerId: userId(person),
      seriesId: vendorId('se', person.id, 20).toLowerCase(),
      attendeeIds: people.filter(({ id, team }) => team === person.team && id !== person.id).map(userId),
    })),
    transfers: [],
    licences: people.map((person) => ({ ...workspaceLicence, userId: userId(person) })),
    signIns: users.flatMap(({ id, lastLogin }) =>
      lastLogin === null ? [] : [{ userId: id, at: lastLogin, id: googleId(`${id}/first`) }],
    ),
  };
}

function userId(person: Pick<WorkspacePerson, 'id'>): string {
  return googleId(`user/${person.id}`);
}

function user(
  person: WorkspacePerson,
  index: number,
  { people, now }: { people: readonly WorkspacePerson[]; now: Date },
): GoogleUser {
  const isExternal = /consultant|contractor|freelance/i.test(person.title);
  const isEngineer = /engineer|platform/i.test(person.title);
  const manager = people.find(({ id }) => id === person.managerId);
  const [local = ''] = person.email.split('@');
  const token = (app: string, scopes: string[]) => ({
    clientId: `${googleId(`client/${app}`).slice(0, 12)}.apps.googleusercontent.com`,
    name: app,
    scopes,
  });
  return {
    ...empty,
    id: userId(person),
    // A consultant's primary address is another one; the one that people know is an alias.
    primaryEmail: isExternal ? person.email.replace('@', '@ext.') : person.email,
    aliases: isExternal ? [person.email] : [],
    fullName: person.name,
    orgUnitPath: isExternal ? '/External' : `/${person.team}`,
    created: ago(now, 400 + index * 31),
    lastLogin: ago(now, 0.2 + index * 0.1),
    isAdmin: superAdministrators.includes(person.id),
    isEnrolledIn2Sv: true,
    isEnforcedIn2Sv: person.team === 'IT',
    recoveryEmail: index % 2 === 0 ? `${local}@private.example.net` : '',
    recoveryPhone: index % 3 === 0 ? '+33123456789' : '',
    sessions: [
      { id: `s1-${person.id}`, device: 'Laptop, Chrome' },
      { id: `s2-${person.id}`, device: 'Phone' },
    ],
    tokens: [
      token('Mail on the phone', ['https://mail.google.com/']),
      ...(isEngineer ? [token('Backup of Drive', ['https://www.googleapis.com/auth/drive.readonly'])] : []),
    ],
    appPasswords: isEngineer ? [{ codeId: 1, name: 'Old mail program' }] : [],
    backupCodes: isEngineer ? ['31415926', '27182818'] : [],
    mailbox: {
      forwardsTo: person.id === 'U0ALEX' ? 'alex@private.example.net' : null,
      delegates: isEngineer && manager !== undefined ? [manager.email] : [],
      filters: isEngineer
        ? [
            {
              id: vendorId('ANe', `forward/${person.id}`),
              from: 'alerts@example.com',
              forward: 'pager@partner.example.org',
            },
            { id: vendorId('ANe', `label/${person.id}`), from: 'news@example.com', forward: null },
          ]
        : [],
      sendAs: isEngineer ? [{ email: 'support@partner.example.org', name: 'Support' }] : [],
    },
  };
}

function automation(now: Date, domain: string): GoogleUser {
  return {
    ...empty,
    id: googleId(`user/automation/${domain}`),
    primaryEmail: automationAddress.replace('example.com', domain),
    fullName: 'IT automation',
    orgUnitPath: '/',
    created: ago(now, 900),
    isAdmin: true,
    mailbox: { forwardsTo: null, delegates: [], filters: [], sendAs: [] },
  };
}

const empty: Omit<GoogleUser, 'id' | 'primaryEmail' | 'fullName' | 'orgUnitPath' | 'created'> = {
  aliases: [],
  otherEmails: [],
  employeeNumber: null,
  lastLogin: null,
  suspended: false,
  suspensionReason: null,
  archived: false,
  deletedAt: null,
  isAdmin: false,
  isEnrolledIn2Sv: false,
  isEnforcedIn2Sv: false,
  changePasswordAtNextLogin: false,
  knowsPassword: true,
  recoveryEmail: '',
  recoveryPhone: '',
  sessions: [],
  tokens: [],
  appPasswords: [],
  backupCodes: [],
  mailbox: null,
};

function groups(people: readonly WorkspacePerson[], domain: string): GoogleGroup[] {
  const teams = [...new Set(people.map(({ team }) => team))];
  const group = (
    name: string,
    members: readonly WorkspacePerson[],
    roleOf: (person: WorkspacePerson) => GoogleGroup['members'][number]['role'],
  ): GoogleGroup => ({
    id: vendorId('0', `group/${name}/${domain}`, 15),
    name,
    email: `${name.toLowerCase().replaceAll(' ', '-')}@${domain}`,
    members: members.map((person) => ({ id: userId(person), role: roleOf(person) })),
  });
  const leads = (person: WorkspacePerson) => people.some(({ managerId }) => managerId === person.id);
  return [
    group('All staff', people, () => 'MEMBER'),
    ...teams.map((team) =>
      group(
        `Team ${team}`,
        people.filter((person) => person.team === team),
        (person) => (leads(person) ? 'OWNER' : 'MEMBER'),
      ),
    ),
    group(
      'On call',
      people.filter(({ title }) => /engineer/i.test(title)),
      (person) => (person.id === 'U0ALEX' ? 'OWNER' : 'MANAGER'),
    ),
  ];
}

function ago(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString();
}
