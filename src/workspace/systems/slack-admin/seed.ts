import type { WorkspacePerson } from '../../company.ts';
import { vendorId, vendorNumber } from '../vendor-id.ts';
import type { SlackAdminState, SlackAdminUser } from './state.ts';

const day = 86_400_000;

/** The account that the token belongs to: an administrator who is nobody. */
export const service = { id: 'U0RELAISADMIN', name: 'relais-admin', email: 'relais-admin@example.com' };

/** How the invented company uses its chat, seen from `now`. */
export function seedSlackAdmin(
  people: readonly WorkspacePerson[],
  now: Date,
  { teamId, isEnterprise }: { teamId: string; isEnterprise: boolean },
): SlackAdminState {
  const ids = people.map(({ id }) => id);
  const everybody = [...ids, service.id];
  const engineers = people.filter(({ title }) => /engineer|platform/i.test(title));
  const channel = (name: string, creator: string, members: readonly string[]) => ({
    id: vendorId('C', `channel/${name}`, 11).toUpperCase(),
    name,
    creator,
    isPrivate: members.length < everybody.length,
    isGeneral: name === 'general',
    members: [...new Set([...members, service.id])],
  });
  return {
    teamId,
    enterpriseId: isEnterprise ? `E${teamId.slice(1)}` : null,
    users: [...people.map((person) => userOf(person, isEnterprise)), serviceUser(isEnterprise)],
    channels: [
      channel('general', 'U0HUGO', everybody),
      channel(
        'on-call',
        'U0ALEX',
        engineers.map(({ id }) => id),
      ),
      channel(
        'postmortems',
        'U0ALEX',
        engineers.slice(0, 2).map(({ id }) => id),
      ),
      channel(
        'deals',
        'U0CLAIRE',
        people.filter(({ team }) => team === 'Sales').map(({ id }) => id),
      ),
    ],
    installs: [
      install('Relais administration', service.id, 300, 'users:read'),
      ...people
        .filter(({ id }) => id === 'U0ALEX')
        .flatMap(({ id }) => [
          install('Deploy notices', id, 200, 'incoming-webhook,bot'),
          install('Old pager', id, 400, 'incoming-webhook'),
          { ...install('Old pager', id, 100, 'incoming-webhook'), change: 'removed' as const },
        ]),
    ],
    workflows: ids.includes('U0ALEX')
      ? [
          { id: 'Wf0RELEASE', title: 'Release sign-off', collaborators: ['U0ALEX'] },
          { id: 'Wf0HOLIDAY', title: 'Holiday request', collaborators: [ids[0] ?? service.id] },
        ]
      : [{ id: 'Wf0HOLIDAY', title: 'Holiday request', collaborators: [ids[0] ?? service.id] }],
    logins: ids.map((userId, index) => ({
      userId,
      at: new Date(now.getTime() - (index + 1) * 3_600_000).toISOString(),
    })),
  };

  function install(name: string, userId: string, daysAgo: number, scope: string) {
    const at = new Date(now.getTime() - daysAgo * day).toISOString();
    return { appId: vendorId('A', `app/${name}`, 11).toUpperCase(), name, userId, at, change: 'added' as const, scope };
  }
}

function userOf({ id, name, email, title, roles, outsider }: WorkspacePerson, isEnterprise: boolean): SlackAdminUser {
  return {
    id,
    name: email.split('@')[0] ?? id,
    realName: name,
    email,
    role: roleOf({ id, title, roles, outsider }),
    deleted: false,
    sessions: isEnterprise ? ['Mac', 'iPhone'].map((device) => ({ id: vendorNumber(`${device}/${id}`), device })) : [],
    tokens: /engineer/i.test(title) ? 1 : 0,
  };
}

function roleOf({
  id,
  title,
  roles,
  outsider,
}: Pick<WorkspacePerson, 'id' | 'title' | 'roles' | 'outsider'>): SlackAdminUser['role'] {
  if (outsider !== undefined) return outsider === 'single-channel-guest' ? 'single-channel guest' : outsider;
  if (id === 'U0HUGO') return 'primary owner';
  if (roles.includes('it')) return 'admin';
  return /consultant/i.test(title) ? 'guest' : 'member';
}

function serviceUser(isEnterprise: boolean): SlackAdminUser {
  const sessions = isEnterprise ? [{ id: 1001, device: 'server' }] : [];
  return { ...service, realName: 'Relais', role: 'admin', deleted: false, sessions, tokens: 1 };
}
