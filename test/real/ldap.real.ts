import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource } from '../../src/engine/people/sources/read-source.ts';
import { createLdapDirectory } from '../../src/people-sources/ldap/ldap-directory.ts';
import { ldapSourceSchema } from '../../src/people-sources/ldap/ldap-source-settings.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['openldap', 'samba-ad'], ['bash']);
const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(60_000) });
const everybody = [
  ...['alex.moreau', 'jonas.weber', 'leo.dubois', 'maya.chen', 'nadia.berger', 'priya.nair', 'tom.okafor'],
].map((name) => `${name}@acme.example`);

function directoryOf(real: RealSystem, settings: Record<string, unknown>, password = real.values['ADMIN_PASSWORD']) {
  return createLdapDirectory(
    {
      ...{ type: 'ldap', id: 'directory', label: 'Directory' },
      settings: ldapSourceSchema.parse({
        caFile: real.values['CA'],
        password: 'env:PASSWORD',
        pageSize: 3,
        ...settings,
      }),
    },
    { env: { PASSWORD: password } },
  );
}

const addressesIn = async (directory: ReturnType<typeof directoryOf>) =>
  (await readSource(directory.people, context())).people.flatMap(({ email }) => email ?? []).toSorted();

/** As the directory's own tools read and write it. */
function tool(
  real: RealSystem,
  [program, ...rest]: readonly string[],
  { input = '', as = real.values['ROOT_DN'] ?? '' } = {},
): string {
  const { BASE: base = '', CA: ca } = real.values;
  const signIn = real.values['URL']
    ? ['-ZZ', '-H', real.values['URL'], '-D', as, '-w', real.values['ROOT_PASSWORD'] ?? '']
    : [
        ...['-H', real.values['LDAPS_URL'] ?? '', '-D', real.values['DOMAIN_ADMIN'] ?? ''],
        ...['-w', real.values['DOMAIN_ADMIN_PASSWORD'] ?? ''],
      ];
  const where = program === 'ldapsearch' ? ['-LLL', '-o', 'ldif-wrap=no', '-b', base] : [];
  return execFileSync(program ?? '', ['-x', ...signIn, ...where, ...rest], {
    ...{ input, encoding: 'utf8', env: { ...process.env, LDAPTLS_CACERT: ca }, stdio: ['pipe', 'pipe', 'ignore'] },
  });
}

describe.skipIf(why !== null)('the real OpenLDAP', () => {
  let real: RealSystem;
  const settings = () => ({
    ...{ kind: 'ldap', url: real.values['URL']?.replace('127.0.0.1', 'localhost'), bindDn: real.values['ADMIN_DN'] },
    ...{ peopleBases: [`ou=people,${real.values['BASE']}`], groupsBases: [`ou=groups,${real.values['BASE']}`] },
  });
  const uuidOf = (filter: string) =>
    /entryUUID: (\S+)/.exec(tool(real, ['ldapsearch', filter, 'entryUUID']))?.[1] ?? '';
  const change = (ldif: string) => tool(real, ['ldapmodify'], { input: ldif });

  beforeAll(() => {
    real = startRealSystem('openldap');
  });
  afterAll(() => real?.stop());

  it('tells everybody in pages of three, by StartTLS and by LDAPS', async () => {
    expect(await addressesIn(directoryOf(real, settings()))).toEqual(everybody);
    const url = real.values['LDAPS_URL']?.replace('127.0.0.1', 'localhost');
    expect(await addressesIn(directoryOf(real, { ...settings(), url }))).toEqual(everybody);
  });

  it('reads ids, managers and numbers, and finds somebody by address whatever its case', async () => {
    const { BASE: base } = real.values;
    change(
      `dn: uid=alex,ou=people,${base}\nchangetype: modify\nadd: manager\nmanager: UID=maya,  ou=People,${base}\n-\nadd: employeeNumber\nemployeeNumber: 42\n`,
    );
    const directory = directoryOf(real, settings());
    const alex = await directory.people.byEmail('ALEX.Moreau@acme.example', context());
    expect(alex).toMatchObject({
      ...{ id: uuidOf('(uid=alex)'), employeeNumber: '42', managerId: uuidOf('(uid=maya)') },
      name: 'Alex Moreau',
    });
    const listed = (await readSource(directory.people, context())).people.find(({ id }) => id === alex?.id);
    expect(listed).toEqual(alex);
    expect(await directory.people.byEmail('nobody@acme.example', context())).toBeNull();
  });

  it('tells the members of a group and of groups in it', async () => {
    const { BASE: base } = real.values;
    change(`dn: cn=hr,ou=groups,${base}\nchangetype: modify\nadd: member\nmember: cn=it,ou=groups,${base}\n`);
    const members = await directoryOf(real, settings()).groups?.members(uuidOf('(cn=hr)'), context());
    expect(members?.map(({ email }) => email).toSorted()).toEqual([
      'nadia.berger@acme.example',
      'tom.okafor@acme.example',
    ]);
  });

  it('takes no list that the server cuts short for this account', async () => {
    const { BASE: base } = real.values;
    const limit = (value: string) =>
      tool(real, ['ldapmodify'], {
        as: 'cn=root,cn=config',
        input: `dn: olcDatabase={1}mdb,cn=config\nchangetype: modify\nreplace: olcLimits\nolcLimits: dn.exact="cn=relais,ou=services,${base}" size.prtotal=${value}\n`,
      });
    limit('4');
    try {
      await expect(addressesIn(directoryOf(real, settings()))).rejects.toMatchObject({ kind: 'unproven' });
    } finally {
      limit('unlimited');
    }
    expect(await addressesIn(directoryOf(real, settings()))).toEqual(everybody);
  });

  it('passes doctor, and fails it with a wrong password or an account that sees nobody', async () => {
    const groups = [uuidOf('(cn=hr)')];
    expect(await directoryOf(real, settings()).check(groups, context())).toMatchObject({ ok: true, problems: [] });
    const refused = await directoryOf(real, settings(), 'wrong').check([], context());
    expect(refused.problems[0]?.message).toMatchObject({ en: expect.stringContaining('refuses the sign-in') });
    const blind = directoryOf(
      real,
      {
        ...settings(),
        bindDn: `uid=tom,ou=people,${real.values['BASE']}`,
        peopleBases: [`ou=former,${real.values['BASE']}`],
      },
      'tom-Pw-2026',
    );
    expect((await blind.check([], context())).ok).toBe(false);
  });
});

describe.skipIf(why !== null)('a real Active Directory (Samba)', () => {
  let real: RealSystem;
  const settings = () => ({
    ...{ kind: 'active-directory', url: real.values['LDAPS_URL'], bindDn: real.values['ADMIN'] },
    ...{ peopleBases: [`OU=People,${real.values['BASE']}`], groupsBases: [`OU=Teams,${real.values['BASE']}`] },
  });
  const guidOf = (filter: string): string => {
    const bytes = Buffer.from(
      /objectGUID:: (\S+)/.exec(tool(real, ['ldapsearch', filter, 'objectGUID']))?.[1] ?? '',
      'base64',
    );
    const parts = [bytes.subarray(0, 4).reverse(), bytes.subarray(4, 6).reverse(), bytes.subarray(6, 8).reverse()];
    return [...parts, bytes.subarray(8, 10), bytes.subarray(10)].map((part) => part.toString('hex')).join('-');
  };
  const change = (ldif: string) => tool(real, ['ldapmodify'], { input: ldif });

  beforeAll(() => {
    real = startRealSystem('samba-ad');
  });
  afterAll(() => real?.stop());

  it('tells everybody in pages of three, with ids as its own tools write them', async () => {
    const directory = directoryOf(real, settings());
    expect(await addressesIn(directory)).toEqual(everybody);
    const alex = await directory.people.byEmail('alex.moreau@acme.example', context());
    expect(alex).toMatchObject({ id: guidOf('(sAMAccountName=alex)'), name: 'Alex Moreau', active: true });
  });

  it('reads the top of the domain although that refers to other partitions', async () => {
    const directory = directoryOf(real, { ...settings(), peopleBases: [real.values['BASE']] });
    expect(await addressesIn(directory)).toEqual(everybody);
  });

  it('tells the manager, and who is disabled', async () => {
    const dnOf = (name: string) =>
      /^dn: (.+)$/m.exec(tool(real, ['ldapsearch', `(sAMAccountName=${name})`, 'dn']))?.[1] ?? '';
    change(`dn: ${dnOf('alex')}\nchangetype: modify\nreplace: manager\nmanager: ${dnOf('maya')}\n`);
    change(`dn: ${dnOf('jonas')}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 514\n`);
    const { people } = await readSource(directoryOf(real, settings()).people, context());
    const by = new Map(people.map((one) => [one.email, one]));
    expect(by.get('alex.moreau@acme.example')?.managerId).toBe(by.get('maya.chen@acme.example')?.id);
    expect(by.get('jonas.weber@acme.example')?.active).toBe(false);
    expect(by.get('maya.chen@acme.example')?.active).toBe(true);
  });

  it('tells the members of a group by its id, and of groups in it', async () => {
    const { BASE: base } = real.values;
    change(`dn: CN=hr,OU=Teams,${base}\nchangetype: modify\nadd: member\nmember: CN=platform,OU=Teams,${base}\n`);
    const directory = directoryOf(real, settings());
    const members = await directory.groups?.members(guidOf('(sAMAccountName=hr)'), context());
    // Jonas is disabled by now.
    expect(members?.map(({ email }) => email).toSorted()).toEqual([
      ...['alex.moreau', 'leo.dubois', 'nadia.berger', 'priya.nair'].map((name) => `${name}@acme.example`),
    ]);
    await expect(directory.groups?.members('00000000-0000-0000-0000-000000000000', context())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('passes doctor, and fails it with a wrong password', async () => {
    expect(await directoryOf(real, settings()).check([guidOf('(sAMAccountName=hr)')], context())).toMatchObject({
      problems: [],
    });
    expect((await directoryOf(real, settings(), 'wrong').check([], context())).ok).toBe(false);
  });
});
