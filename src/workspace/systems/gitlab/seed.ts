import type { WorkspacePerson } from '../../company.ts';
import { vendorNumber } from '../vendor-id.ts';
import type { GitlabState, GitlabUser } from './state.ts';

const day = 86_400_000;

/** The account that the token belongs to. */
export const service = { id: 2, username: 'relais', email: 'relais@example.com' };

const topGroupId = 12;
export const gitlabSandboxGroup = 'atelier-lumen';

/**
 * How the invented company uses its code hosting, seen from `now`; `shift` is added to every number, for another
 * company.
 */
export function seedGitlab(people: readonly WorkspacePerson[], now: Date, shift = 0): GitlabState {
  const users = people.filter(({ team }) => ['Platform', 'IT', 'Direction'].includes(team));
  const engineers = users.filter(({ title }) => /engineer|platform/i.test(title));
  const idOf = ({ id }: { id: string }) => vendorNumber(`gitlab/${id}`) + shift;
  const member = (person: { id: string }, level: number) => ({ userId: idOf(person), level });
  const ago = (days: number) => new Date(Math.trunc(now.getTime() - days * day)).toISOString();
  const number = (what: string) => vendorNumber(what) + shift;
  const isOwner = ({ id }: { id: string }) => ['U0HUGO', 'U0TOM'].includes(id);
  const alex = users.filter(({ id }) => id === 'U0ALEX');
  const token = (what: string, person: { id: string }, name: string) => ({
    id: number(`${what}/${person.id}`),
    userId: idOf(person),
    name,
    active: true,
    createdAt: ago(90),
    lastUsedAt: ago(1),
  });
  const own = { userId: service.id + shift, level: 50 };
  return {
    users: [
      { ...user({ ...service, id: service.id + shift }, 'Relais', ago(900)), isAdmin: true, isEnterprise: false },
      ...users.map((person, index) => ({
        ...user({ id: idOf(person), username: loginOf(person), email: person.email }, person.name, ago(800 - index)),
        isAdmin: person.roles.includes('it'),
        signedInAt: ago(0.5),
        sshKeys: engineers.includes(person)
          ? [{ id: number(`ssh/${person.id}`), title: `${loginOf(person)}@laptop` }]
          : [],
        gpgKeys: engineers.includes(person) ? [number(`gpg/${person.id}`)] : [],
      })),
    ],
    groups: [
      {
        id: topGroupId + shift,
        path: gitlabSandboxGroup,
        parentId: null,
        members: [own, ...users.map((person) => member(person, isOwner(person) ? 50 : 30))],
      },
      {
        id: 13 + shift,
        path: `${gitlabSandboxGroup}/platform`,
        parentId: topGroupId + shift,
        members: engineers.map((person) => member(person, 40)),
      },
    ],
    projects: [
      {
        id: 34 + shift,
        path: `${gitlabSandboxGroup}/platform/storefront`,
        groupId: 13 + shift,
        ownerId: null,
        members: alex.map((person) => member(person, 40)),
        schedules: alex.map((person) => ({
          id: number('nightly'),
          description: 'Nightly build',
          ownerId: idOf(person),
        })),
      },
      {
        id: 35 + shift,
        path: `${gitlabSandboxGroup}/handbook`,
        groupId: topGroupId + shift,
        ownerId: null,
        members: [],
        schedules: [],
      },
      ...alex.map((person) => ({
        id: 36 + shift,
        path: `${loginOf(person)}/dotfiles`,
        groupId: null,
        ownerId: idOf(person),
        members: [],
        schedules: [],
      })),
    ],
    tokens: [
      { ...token('pat', { id: 'relais' }, 'Relais'), userId: service.id + shift },
      ...engineers.map((person) => token('pat', person, 'Local builds')),
    ],
    impersonation: alex.map((person) => token('impersonation', person, 'Support case')),
    runners: [
      { id: number('runner/shared'), description: 'Shared runner', createdBy: service.id + shift },
      ...alex.map((person) => ({
        id: number('runner/alex'),
        description: 'Alex’s old laptop',
        createdBy: idOf(person),
      })),
    ],
  };
}

export function loginOf({ email }: { email: string }): string {
  return (email.split('@')[0] ?? '').replaceAll('.', '-');
}

function user(
  { id, username, email }: { id: number; username: string; email: string },
  name: string,
  createdAt: string,
): Omit<GitlabUser, 'isAdmin'> {
  return {
    id,
    username,
    name,
    email,
    emails: [],
    state: 'active',
    createdAt,
    signedInAt: null,
    sshKeys: [],
    gpgKeys: [],
    isEnterprise: true,
  };
}
