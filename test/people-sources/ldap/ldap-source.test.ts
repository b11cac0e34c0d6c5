import { afterEach, describe, expect, it } from 'vitest';
import { readSource } from '../../../src/engine/people/sources/read-source.ts';
import { ConnectorError } from '../../../src/engine/ports/connector.ts';
import type { Behaviour, FakeEntry } from '../../support/ldap/fake-ldap.ts';
import { adBase, createLdapWorld, type LdapWorld, openBase, uuid } from './ldap-world.ts';

const now = () => new Date('2026-11-02T09:00:00.000Z');
const context = () => ({ now, signal: AbortSignal.timeout(20_000) });

const worlds: LdapWorld[] = [];
const worldOf = async (...asked: Parameters<typeof createLdapWorld>) => {
  const world = await createLdapWorld(...asked);
  worlds.push(world);
  return world;
};
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(({ fake }) => fake.close()));
});

const list = async ({ directory }: Pick<LdapWorld, 'directory'>) =>
  (await readSource(directory.people, context())).people;

for (const kind of ['ldap', 'active-directory'] as const)
  describe(`${kind} as a source of people`, () => {
    it('tells everybody of all pages, with what stays when somebody is renamed', async () => {
      const people = await list(await worldOf(kind));
      expect(people).toEqual([
        {
          ...{ id: uuid(1), name: 'Maya Chen', email: 'maya@example.com', otherEmails: ['m.chen@example.com'] },
          ...{ employeeNumber: '7', managerId: null, managerEmail: null, title: 'Head of Platform', team: 'Platform' },
          ...{ country: 'GB', locale: 'en', timeZone: null, active: kind === 'ldap' ? null : true },
        },
        {
          ...{ id: uuid(2), name: 'Alex Moreau', email: 'alex@example.com', otherEmails: [], employeeNumber: '42' },
          ...{ managerId: uuid(1), managerEmail: null, title: 'Engineer', team: 'Platform', country: null },
          ...{ locale: null, timeZone: null, active: kind === 'ldap' ? null : true },
        },
        {
          ...{ id: uuid(3), name: 'Béa Roux', email: null, otherEmails: [], employeeNumber: null, managerId: null },
          ...{ managerEmail: null, title: null, team: null, country: null, locale: null, timeZone: null },
          active: false,
        },
      ]);
    });

    it('finds somebody by any work address, with the manager, and nobody by one that nobody has', async () => {
      const { directory } = await worldOf(kind);
      const byEmail = async (address: string) => directory.people.byEmail(address, context());
      expect(await byEmail('M.Chen@example.com')).toMatchObject({ id: uuid(1), email: 'maya@example.com' });
      expect(await byEmail('alex@example.com')).toMatchObject({ id: uuid(2), managerId: uuid(1) });
      expect(await byEmail('nobody@example.com')).toBeNull();
      // What a filter reads as its own is a letter like any other.
      expect(await byEmail('*@example.com')).toBeNull();
    });

    it('chooses between nobody whom one address means twice, and takes the open account of two', async () => {
      const { fake, directory } = await worldOf(kind);
      const [, maya] = fake.entries;
      const twin = (name: string, more: FakeEntry['attributes']): FakeEntry => ({
        dn: `${kind === 'ldap' ? 'uid' : 'CN'}=${name},${kind === 'ldap' ? openBase : adBase}`,
        attributes: { ...maya?.attributes, mail: ['alex@example.com'], proxyAddresses: [], ...more },
      });
      const id = kind === 'ldap' ? { entryUUID: [uuid(9)] } : { objectGUID: [Buffer.alloc(16, 9)] };
      fake.entries.push(twin('twin', id));
      expect(await directory.people.byEmail('alex@example.com', context())).toBeNull();
      fake.entries.splice(-1, 1, twin('twin', { ...id, nsAccountLock: ['TRUE'], userAccountControl: ['514'] }));
      expect(await directory.people.byEmail('alex@example.com', context())).toMatchObject({ id: uuid(2) });
    });

    it('tells user names in other systems from the attributes that the settings name, in a list and of one', async () => {
      const { fake, directoryWith } = await worldOf(kind);
      Object.assign(fake.entries[2]?.attributes ?? {}, { githubLogin: ['@amoreau', 'am-2'], gitlabLogin: [' '] });
      const directory = directoryWith({ userNames: { github: 'GitHubLogin', gitlab: 'gitlabLogin' } });
      const names = { github: ['amoreau', 'am-2'] };
      expect((await list({ directory })).map(({ userNames }) => userNames)).toEqual([undefined, names, undefined]);
      expect((await directory.people.byEmail('alex@example.com', context()))?.userNames).toEqual(names);
    });

    it('says that a manager is somebody whom it does not list', async () => {
      const { fake, directory } = await worldOf(kind);
      const maya = fake.entries.splice(1, 1)[0]?.dn ?? '';
      const alex = (await list({ directory })).find(({ id }) => id === uuid(2));
      expect(alex?.managerId?.toLowerCase().replaceAll(' ', '')).toBe(maya.toLowerCase().replaceAll(' ', ''));
    });

    const cut: [string, Behaviour, string][] = [
      ['a size limit', { searchCode: 4 }, 'sizeLimitExceeded'],
      ['a time limit', { searchCode: 3 }, 'timeLimitExceeded'],
      ['an administrative limit', { searchCode: 11 }, 'adminLimitExceeded'],
      ['a referral in place of an answer', { searchCode: 10 }, 'referral'],
      ['a page that does not say whether it is the last', { dropsCookie: true }, 'last page'],
      ['the same page again', { repeats: true }, 'repeats itself'],
      [
        'a part on another server',
        { references: ['ldap://dc2.example.com/ou=emea,dc=example,dc=com'] },
        'another server',
      ],
      ['a reference that cannot be read', { references: ['nonsense'] }, 'another server'],
    ];
    for (const [what, behaviour, words] of cut)
      it(`takes no list with ${what}, and nobody for absent`, async () => {
        const { fake, directory } = await worldOf(kind);
        fake.behaviour = behaviour;
        await expect(list({ directory })).rejects.toMatchObject({
          kind: 'unproven',
          message: expect.stringContaining(words),
        });
        if (behaviour.dropsCookie || behaviour.repeats) return;
        await expect(directory.people.byEmail('nobody@example.com', context())).rejects.toMatchObject({
          kind: 'unproven',
        });
      });

    it('reads on after an empty page, and takes an answer in one piece', async () => {
      const { fake, directory } = await worldOf(kind);
      for (const behaviour of [{ emptyPages: true }, { ignoresPaging: true }]) {
        fake.behaviour = behaviour;
        expect(await list({ directory })).toHaveLength(3);
      }
    });

    it('takes no list from a connection that breaks, hangs or tells nobody', async () => {
      const { fake, directory, directoryWith } = await worldOf(kind);
      fake.behaviour = { closesAfter: 1 };
      await expect(list({ directory })).rejects.toMatchObject({ kind: 'unavailable' });
      fake.behaviour = { hangsAtSearch: true };
      await expect(list({ directory: directoryWith({ timeoutSeconds: 0.2 }) })).rejects.toMatchObject({
        kind: 'unavailable',
      });
      const stopped = readSource(directory.people, { now, signal: AbortSignal.timeout(100) });
      await expect(stopped).rejects.toMatchObject({ kind: 'unavailable' });
      fake.behaviour = {};
      fake.entries.splice(1);
      await expect(list({ directory })).rejects.toMatchObject({ kind: 'unproven' });
    });

    it('counts whoever has no id that can be read, and costs nobody else', async () => {
      const { fake, directory } = await worldOf(kind);
      const [, maya] = fake.entries;
      const { entryUUID: _, objectGUID: __, ...rest } = maya?.attributes ?? {};
      fake.entries.splice(1, 1, { dn: maya?.dn ?? '', attributes: rest });
      const { people, unreadable } = await readSource(directory.people, context());
      expect(people.map(({ id }) => id)).toEqual([uuid(2), uuid(3)]);
      expect(unreadable).toHaveLength(1);
    });

    it('holds no personal data and no credential in what it throws', async () => {
      const { fake, directory } = await worldOf(kind);
      fake.behaviour = { bindCode: 49 };
      const error: unknown = await list({ directory }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConnectorError);
      expect(error).toMatchObject({ kind: 'unauthorised' });
      const { message, words, cause } = error as ConnectorError;
      expect(JSON.stringify([message, words, String(cause)])).not.toMatch(/canary|cn=relais/);
    });
  });

describe('the connection', () => {
  it('says nothing in the clear but that it wants encryption', async () => {
    const { fake, directory } = await worldOf('ldap');
    await list({ directory });
    expect(fake.calls.filter((call) => call.startsWith('clear:'))).toEqual(['clear:start-tls']);
    expect(fake.calls).toContain('bind cn=relais bind-canary');
  });

  it('begins encrypted with ldaps', async () => {
    const world = await worldOf('ldap', { secure: true });
    expect(await list(world)).toHaveLength(3);
    expect(world.fake.calls[0]).toBe('bind cn=relais bind-canary');
  });

  it('signs in nowhere without encryption, or under a certificate that nobody vouches for', async () => {
    const { fake, directory, directoryWith } = await worldOf('ldap');
    fake.behaviour = { startTlsCode: 2 };
    await expect(list({ directory })).rejects.toBeInstanceOf(ConnectorError);
    fake.behaviour = { hangsAtTls: true };
    await expect(list({ directory: directoryWith({ timeoutSeconds: 0.2 }) })).rejects.toMatchObject({
      kind: 'unavailable',
    });
    fake.behaviour = {};
    await expect(list({ directory: directoryWith({ caFile: undefined }) })).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('certificate'),
    });
    // The certificate is of localhost alone.
    const byNumber = directoryWith({ url: `ldap://127.0.0.1:${fake.port}` });
    await expect(list({ directory: byNumber })).rejects.toMatchObject({
      message: expect.stringContaining('certificate'),
    });
    expect(fake.calls.filter((call) => call.includes('bind'))).toEqual([]);
  });

  it('takes the references of every Active Directory that lead to nobody', async () => {
    const { fake, directoryWith } = await worldOf('active-directory');
    fake.entries.push({ dn: 'DC=example,DC=com', attributes: { objectClass: ['domainDNS'] } });
    fake.behaviour = {
      references: [
        'ldap://example.com/CN=Configuration,DC=example,DC=com',
        'ldap://DomainDnsZones.example.com/DC=DomainDnsZones,DC=example,DC=com',
      ],
    };
    const directory = directoryWith({ peopleBases: ['DC=example,DC=com'] });
    expect(await list({ directory })).toHaveLength(3);
    fake.behaviour = { references: ['ldap://emea.example.com/DC=emea,DC=example,DC=com'] };
    await expect(list({ directory })).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('tells who has expired by the clock that it is given', async () => {
    const { fake, directory } = await worldOf('active-directory');
    const [, , alex] = fake.entries;
    // 2026-11-02 09:00:00 UTC, and a second later, in 100 ns since 1601.
    for (const [expires, active] of [
      ['134380836000000000', false],
      ['134380836010000000', true],
      ['0', true],
    ] as const) {
      fake.entries.splice(2, 1, { dn: alex?.dn ?? '', attributes: { ...alex?.attributes, accountExpires: [expires] } });
      expect((await list({ directory })).find(({ id }) => id === uuid(2))?.active).toBe(active);
    }
  });
});
