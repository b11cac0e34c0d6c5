import { type CompanyRole, companyRoleSchema, type Person } from '../../domain/people/people.ts';
import type { Directory } from '../ports/directory.ts';
import type { GroupMember } from '../ports/group-source.ts';
import type { Organisation, RoleMember } from './organisation.ts';
import type { RoleGroups } from './role-groups.ts';
import { isSpokenWith } from './spoken-with.ts';

/**
 * Who holds which role. By an address counts the one that the chat platform itself tells and those that `relais.yaml`
 * adds to it, never one that a source of people says is theirs: a wrong entry there must give nobody a role.
 */
export function createRoleHolders({
  organisation,
  groups,
  byEmail,
  byHandle,
}: {
  organisation: Organisation;
  groups?: Pick<RoleGroups, 'membersOf'>;
  byEmail(address: string): Promise<Person | null>;
  /** On Slack, whose groups know their members by it. */
  byHandle(handle: string): Promise<Person | null>;
}): Pick<Directory, 'rolesOf' | 'ownRoles' | 'holders'> {
  const aliases = new Map(organisation.people.map(({ email, alsoKnownAs = [] }) => [email, alsoKnownAs]));
  const membersOf = (member: Exclude<RoleMember, string>) => groups?.membersOf(member) ?? [];

  function vouchedFor({ email }: Person): readonly string[] {
    const address = email.toLowerCase();
    return [address, ...(aliases.get(address) ?? [])];
  }

  function isMeant(person: Person, member: RoleMember): boolean {
    const addresses = vouchedFor(person);
    if (typeof member === 'string') return addresses.includes(member);
    const isThem = ({ handle, email }: GroupMember) =>
      handle === null ? email !== null && addresses.includes(email) : handle === person.handles.slack;
    return membersOf(member).some(isThem);
  }

  async function meantBy(members: readonly RoleMember[]): Promise<Person[]> {
    const found = await Promise.all(members.map(personsOf));
    const spokenWith = found.flat().filter((one) => one !== null && isSpokenWith(one)) as Person[];
    return [...new Map(spokenWith.map((person) => [person.id, person])).values()];
  }

  async function personsOf(member: RoleMember): Promise<(Person | null)[]> {
    const members = typeof member === 'string' ? [{ handle: null, email: member }] : membersOf(member);
    const found = await Promise.all(
      members.map(({ handle, email }) => {
        if (handle !== null) return byHandle(handle);
        return email === null ? null : byEmail(email);
      }),
    );
    // Whom an address leads to by an alias of a source is not taken for the one who holds the role.
    return found.filter((person) => person !== null && isMeant(person, member));
  }

  return {
    rolesOf(person): readonly CompanyRole[] {
      if (!isSpokenWith(person)) return [];
      return companyRoleSchema.options.filter((role) =>
        organisation.roles[role]?.some((member) => isMeant(person, member)),
      );
    },
    async ownRoles() {
      const found = await Promise.all(
        organisation.ownRoles.map(
          async ({ id, name, people }) => [id, { name, people: await meantBy(people) }] as const,
        ),
      );
      return new Map(found);
    },
    holders: (role) => meantBy(organisation.roles[role] ?? []),
  };
}
