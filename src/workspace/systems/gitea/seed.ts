import type { WorkspacePerson } from '../../company.ts';
import { vendorNumber } from '../vendor-id.ts';
import type { GiteaState, GiteaUser } from './state.ts';

const day = 86_400_000;

/** The account that the token belongs to. */
export const service = { id: 1, login: 'relais', email: 'relais@example.com' };

const giteaSandboxOrganisation = 'atelier-lumen';

/** How the invented company uses its Git server, seen from `now`; `shift` is added to every number, for another one. */
export function seedGitea(
  people: readonly WorkspacePerson[],
  { now, token, shift = 0 }: { now: Date; token: { lastEight: string; scopes: readonly string[] }; shift?: number },
): GiteaState {
  const users = people.filter(({ team }) => ['Platform', 'IT', 'Direction'].includes(team));
  const engineers = users.filter(({ title }) => /engineer|platform/i.test(title));
  const alex = users.filter(({ id }) => id === 'U0ALEX');
  const number = (what: string) => vendorNumber(`gitea/${what}`) + shift;
  const idOf = ({ id }: { id: string }) => number(id);
  const ago = (days: number) => new Date(Math.trunc(now.getTime() / 1000) * 1000 - days * day).toISOString();
  const own: GiteaUser = {
    ...user({ ...service, id: service.id + shift }, 'Relais', ago(900)),
    isAdmin: true,
    tokens: [{ id: number('token/relais'), name: 'Relais', ...token, scopes: [...token.scopes], usedAt: ago(0.5) }],
  };
  return {
    users: [
      own,
      ...users.map((person, index) => ({
        ...user({ id: idOf(person), login: loginOf(person), email: person.email }, person.name, ago(800 - index)),
        isAdmin: person.roles.includes('it'),
        signedInAt: ago(0.5),
        ...(engineers.includes(person) && {
          tokens: [
            {
              ...{ id: number(`token/${person.id}`), name: 'Local builds', lastEight: '0badcafe' },
              ...{ scopes: ['write:repository'], usedAt: ago(1) },
            },
          ],
          sshKeys: [{ id: number(`ssh/${person.id}`), title: `${loginOf(person)}@laptop`, usedAt: ago(1) }],
          gpgKeys: [{ id: number(`gpg/${person.id}`), keyId: '9F1C0AB352D7E6F4' }],
        }),
        ...(alex.includes(person) && { apps: [{ id: number('app/alex'), name: 'Build lights' }] }),
      })),
    ],
    organisations: [
      {
        id: 12 + shift,
        name: giteaSandboxOrganisation,
        teams: [
          {
            ...{ id: 21 + shift, name: 'Owners', permission: 'owner' },
            members: users.filter(({ id }) => ['U0HUGO', 'U0TOM', 'U0ALEX'].includes(id)).map(idOf),
          },
          { id: 22 + shift, name: 'platform', permission: 'write', members: engineers.map(idOf) },
        ],
      },
      {
        id: 13 + shift,
        name: 'field-tools',
        teams: [{ id: 23 + shift, name: 'Owners', permission: 'owner', members: alex.map(idOf) }],
      },
    ],
    repositories: [
      {
        ...{ id: 34 + shift, name: 'storefront', ownerId: 12 + shift },
        collaborators: alex.map((person) => ({ userId: idOf(person), isAdmin: true })),
        deployKeys: [
          {
            ...{ id: number('deploy/storefront'), title: 'Nightly build', readOnly: false, at: ago(60) },
            fingerprint: 'SHA256:Zm9vYmFyYmF6cXV4cXV1eGZvb2JhcmJheg',
          },
        ],
      },
      { id: 35 + shift, name: 'handbook', ownerId: 12 + shift, collaborators: [], deployKeys: [] },
      ...alex.map((person) => ({
        ...{ id: 36 + shift, name: 'dotfiles', ownerId: idOf(person) },
        ...{ collaborators: [], deployKeys: [] },
      })),
    ],
  };
}

export function loginOf({ email }: { email: string }): string {
  return (email.split('@')[0] ?? '').replaceAll('.', '-');
}

function user(
  { id, login, email }: { id: number; login: string; email: string },
  name: string,
  createdAt: string,
): GiteaUser {
  return {
    ...{ id, login, formerLogins: [], name, email, emails: [], createdAt, signedInAt: null },
    ...{ isAdmin: false, isActive: true, isProhibited: false, sourceId: 0, loginName: '' },
    ...{ tokens: [], sshKeys: [], gpgKeys: [], apps: [] },
  };
}
