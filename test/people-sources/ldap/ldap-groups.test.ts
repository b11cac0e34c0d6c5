import { afterEach, describe, expect, it } from 'vitest';
import type { FakeEntry } from '../../support/ldap/fake-ldap.ts';
import { adBase, adGroups, createLdapWorld, guid, type LdapWorld, openBase, openGroups, uuid } from './ldap-world.ts';

const context = () => ({ now: () => new Date('2026-11-02T09:00:00.000Z'), signal: AbortSignal.timeout(20_000) });

const worlds: LdapWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(({ fake }) => fake.close()));
});

async function worldWith(kind: 'ldap' | 'active-directory', groups: readonly FakeEntry[]): Promise<LdapWorld> {
  const world = await createLdapWorld(kind);
  const base = { dn: kind === 'ldap' ? openGroups : adGroups, attributes: { objectClass: ['organizationalUnit'] } };
  world.fake.entries.push(base, ...groups);
  worlds.push(world);
  return world;
}

const openGroup = (name: string, last: number, attributes: FakeEntry['attributes']): FakeEntry => ({
  dn: `cn=${name},${openGroups}`,
  attributes: { objectClass: ['groupOfNames'], cn: [name], entryUUID: [uuid(last)], ...attributes },
});
const uid = (name: string) => `uid=${name},${openBase}`;
const addresses = async ({ directory }: LdapWorld, last: number) =>
  (await directory.groups?.members(uuid(last), context()))?.map(({ email }) => email).toSorted();

describe('groups of a directory', () => {
  it('tells its members and those of groups in it, each once, also where groups hold one another', async () => {
    const world = await worldWith('ldap', [
      openGroup('hr', 20, { member: [uid('maya'), `cn=more,${openGroups}`] }),
      openGroup('more', 21, { member: [uid('ALEX'), uid('maya'), `cn=hr,${openGroups}`, `cn=unique,${openGroups}`] }),
      openGroup('unique', 22, { objectClass: ['groupOfUniqueNames'], uniqueMember: [`${uid('alex')}#'0101'B`] }),
    ]);
    expect(await addresses(world, 20)).toEqual(['alex@example.com', 'maya@example.com']);
  });

  it('takes nobody whose account is closed, who was moved away, or who is not there any more', async () => {
    const world = await worldWith('ldap', [
      openGroup('hr', 20, { member: [uid('bea'), uid('gone'), 'uid=tom,ou=former,dc=example,dc=com', uid('maya')] }),
      {
        dn: 'uid=tom,ou=former,dc=example,dc=com',
        attributes: { objectClass: ['inetOrgPerson'], entryUUID: [uuid(30)], mail: ['tom@example.com'] },
      },
    ]);
    expect(await addresses(world, 20)).toEqual(['maya@example.com']);
  });

  it('knows the members of a POSIX group by their logins', async () => {
    const world = await worldWith('ldap', [
      openGroup('it', 20, { objectClass: ['posixGroup'], memberUid: ['alex', 'nobody', 'maya'] }),
    ]);
    expect(await addresses(world, 20)).toEqual(['alex@example.com', 'maya@example.com']);
  });

  it('asks for all values of a group of which Active Directory tells the first ones', async () => {
    const crowd = Array.from(
      { length: 7 },
      (_, index): FakeEntry => ({
        dn: `CN=Person ${index},${adBase}`,
        attributes: {
          ...{ objectClass: ['user'], objectCategory: ['person'], objectGUID: [guid(100 + index)] },
          ...{ mail: [`person${index}@example.com`], userAccountControl: ['512'] },
        },
      }),
    );
    const world = await worldWith('active-directory', [
      ...crowd,
      {
        dn: `CN=HR,${adGroups}`,
        attributes: { objectClass: ['group'], objectGUID: [guid(20)], member: crowd.map(({ dn }) => dn) },
      },
    ]);
    world.fake.behaviour = { range: 3 };
    expect(await addresses(world, 20)).toEqual(crowd.map((_, index) => `person${index}@example.com`));
    world.fake.behaviour = { range: 3, repeatsRange: true };
    await expect(addresses(world, 20)).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('throws rather than giving a part, and for a group that is not there', async () => {
    const world = await worldWith('ldap', [openGroup('hr', 20, { member: [uid('maya')] })]);
    await expect(addresses(world, 21)).rejects.toMatchObject({ kind: 'not-found' });
    for (const [behaviour, kind] of [
      [{ searchCode: 4 }, 'unproven'],
      [{ searchCode: 10 }, 'unproven'],
      [{ closesAfter: 0 }, 'unavailable'],
    ] as const) {
      world.fake.behaviour = behaviour;
      await expect(addresses(world, 20)).rejects.toMatchObject({ kind });
    }
  });
});

describe('doctor', () => {
  it('finds nothing wrong where all is right', async () => {
    const { directory } = await worldWith('ldap', [openGroup('hr', 20, { member: [uid('maya')] })]);
    expect(await directory.check([uuid(20)], context())).toMatchObject({ ok: true, problems: [], notes: [] });
  });

  it('says what cannot be read, and what to do, in both languages', async () => {
    const world = await worldWith('ldap', [openGroup('empty', 20, {})]);
    const wrong = world.directoryWith({ attributes: { email: 'email', manager: 'boss', id: 'serial' } });
    const { ok, problems, notes } = await wrong.check([uuid(21)], context());
    expect(ok).toBe(false);
    expect(problems.map(({ message }) => (typeof message === 'string' ? message : message.en))).toEqual([
      '3 of 3 people have no serial that can be read',
      'nobody has an address in email',
      'nobody has a manager in boss',
      'the directory has no group with this id',
    ]);
    for (const { message, fix } of problems) expect([message, fix].every((one) => typeof one === 'object')).toBe(true);
    expect(notes).toEqual([]);
    const { notes: told } = await world.directory.check([uuid(20)], context());
    expect(told).toMatchObject([{ en: expect.stringContaining('gives nobody a role') }]);
    world.fake.behaviour = { bindCode: 49 };
    const refused = await world.directory.check([], context());
    expect(refused.problems).toMatchObject([{ fix: { en: expect.stringContaining('bindDn') } }]);
  });
});
