import type { WorkspacePerson } from '../../company.ts';
import { vendorId, vendorNumber } from '../vendor-id.ts';
import { adminRole, memberRole, ownerRole, type ZoomState } from './state.ts';

const day = 86_400_000;

/** Who lets the invented company's program in: the ids are no secret. */
export const zoomSandboxApp = { accountId: 'sandbox-zoom-account', clientId: 'relais-sandbox' };

/** What an administrator of the invented company granted it. */
export const zoomSandboxScopes: readonly string[] = [
  'user:read:user',
  'user:read:list_users',
  'user:read:settings',
  'user:update:status',
  'user:update:user',
  'user:delete:token',
  'user:delete:user',
  'role:delete:member',
  'group:read:list_groups',
  'group:delete:member',
  'meeting:read:list_meetings',
  'webinar:read:list_webinars',
  'cloud_recording:read:list_user_recordings',
].map((scope) => `${scope}:admin`);

/** How the invented company meets, seen from `now`; `other` marks another company's ids. */
export function seedZoom(people: readonly WorkspacePerson[], now: Date, other = ''): ZoomState {
  const idOf = ({ id }: { id: string }) => vendorId('', `zoom${other}/${id}`, 22);
  const at = (days: number) => new Date(Math.trunc(now.getTime() + days * day)).toISOString();
  const teams = [...new Set(people.map(({ team }) => team))];
  const groupOf = (team: string) => vendorId('', `zoom${other}/group/${team}`, 22);
  const supportRole = vendorId('R', `zoom${other}/support`, 20);
  const roleOf = ({ id, roles }: WorkspacePerson) => {
    if (id === 'U0HUGO') return ownerRole;
    if (id === 'U0INES') return supportRole;
    return roles.includes('it') ? adminRole : memberRole;
  };
  const hosts = people.filter(({ id }) => ['U0ALEX', 'U0LEO'].includes(id));
  const hosted = (
    person: WorkspacePerson,
    kind: ZoomState['hosted'][number]['kind'],
    [topic, days]: [string, number],
  ) => ({
    id: 80_000_000_000 + vendorNumber(`zoom${other}/${person.id}/${topic}`),
    kind,
    hostId: idOf(person),
    topic,
    startsAt: at(days),
  });
  return {
    accountId: `${zoomSandboxApp.accountId}${other}`,
    users: people.map((person) => ({
      id: idOf(person),
      email: person.email,
      name: person.name,
      status: 'active',
      type: 2,
      roleId: roleOf(person),
      groupIds: [groupOf(person.team)],
      createdAt: at(-700),
      signedInAt: at(-0.5),
      ssoTokens: 2,
      hasPhone: hosts.includes(person),
    })),
    groups: teams.map((team) => ({ id: groupOf(team), name: team })),
    roles: [
      { id: ownerRole, name: 'Owner' },
      { id: adminRole, name: 'Admin' },
      { id: memberRole, name: 'Member' },
      { id: supportRole, name: 'Support desk' },
    ],
    hosted: hosts.flatMap((person) => [
      hosted(person, 'meeting', ['Weekly review', 3]),
      hosted(person, 'meeting', ['Customer call', 6]),
      hosted(person, 'webinar', ['Product tour', 20]),
      hosted(person, 'recording', ['Architecture talk', -8]),
    ]),
  };
}
