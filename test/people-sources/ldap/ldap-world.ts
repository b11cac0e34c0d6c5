import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLdapDirectory, type LdapDirectory } from '../../../src/people-sources/ldap/ldap-directory.ts';
import { ldapSourceSchema } from '../../../src/people-sources/ldap/ldap-source-settings.ts';
import { createFakeLdap, type FakeEntry, type FakeLdap } from '../../support/ldap/fake-ldap.ts';

export const openBase = 'ou=people,dc=example,dc=com';
export const openGroups = 'ou=groups,dc=example,dc=com';
export const adBase = 'OU=People,DC=example,DC=com';
export const adGroups = 'OU=Teams,DC=example,DC=com';

export const uuid = (last: number) => `7b1b4a3e-5f0c-4f4e-9d2e-2f6f5a0c9b${last.toString(16).padStart(2, '0')}`;

/** The bytes of Active Directory's id that its tools write as `uuid(last)`, written out by hand. */
export const guid = (last: number) =>
  Buffer.concat([Buffer.from('3e4a1b7b0c5f4e4f9d2e2f6f5a0c9b', 'hex'), Buffer.of(last)]);

/** Maya, whose report is Alex, in an OpenLDAP; Alex' manager is written with other capitals and spaces. */
function openLdapEntries(): FakeEntry[] {
  const person = (uid: string, last: number, more: FakeEntry['attributes']): FakeEntry => ({
    dn: `uid=${uid},${openBase}`,
    attributes: { objectClass: ['top', 'inetOrgPerson'], uid: [uid], entryUUID: [uuid(last)], ...more },
  });
  return [
    { dn: openBase, attributes: { objectClass: ['organizationalUnit'] } },
    person('maya', 1, {
      ...{ cn: ['Maya Chen'], mail: ['Maya@Example.com', 'm.chen@example.com'], employeeNumber: ['7'] },
      ...{ title: ['Head of Platform'], departmentNumber: ['Platform'], c: ['GB'], preferredLanguage: ['en-GB'] },
    }),
    person('alex', 2, {
      ...{ displayName: ['Alex Moreau'], mail: ['alex@example.com'], employeeNumber: ['42'], title: ['Engineer'] },
      ...{ manager: ['UID=Maya, OU=people, DC=example, DC=com'], departmentNumber: ['Platform'] },
    }),
    person('bea', 3, { givenName: ['Béa'], sn: ['Roux'], nsAccountLock: ['TRUE'] }),
  ];
}

/** The same company in an Active Directory. */
function adEntries(): FakeEntry[] {
  const person = (name: string, last: number, more: FakeEntry['attributes']): FakeEntry => ({
    dn: `CN=${name},${adBase}`,
    attributes: {
      ...{ objectClass: ['top', 'person', 'organizationalPerson', 'user'], objectCategory: ['person'] },
      ...{ objectGUID: [guid(last)], userAccountControl: ['512'], accountExpires: ['9223372036854775807'], ...more },
    },
  });
  return [
    { dn: adBase, attributes: { objectClass: ['organizationalUnit'] } },
    person('Maya Chen', 1, {
      ...{ displayName: ['Maya Chen'], mail: ['Maya@Example.com'], employeeID: ['7'], title: ['Head of Platform'] },
      ...{ proxyAddresses: ['SMTP:Maya@Example.com', 'smtp:m.chen@example.com', 'x500:/o=Example/cn=maya'] },
      ...{ department: ['Platform'], c: ['GB'], preferredLanguage: ['en-GB'] },
    }),
    person('Alex\\, Moreau', 2, {
      ...{ displayName: ['Alex Moreau'], mail: ['alex@example.com'], employeeID: ['42'], title: ['Engineer'] },
      ...{ manager: [`CN=Maya Chen,${adBase}`], department: ['Platform'] },
    }),
    person('Bea', 3, { givenName: ['Béa'], sn: ['Roux'], userAccountControl: ['514'] }),
  ];
}

export interface LdapWorld {
  fake: FakeLdap;
  /** Of whoever signed its certificate. */
  caFile: string;
  directory: LdapDirectory;
  /** The same with other settings. */
  directoryWith(settings: Record<string, unknown>): LdapDirectory;
}

const kinds = {
  ldap: { entries: openLdapEntries, base: openBase, groups: openGroups },
  'active-directory': { entries: adEntries, base: adBase, groups: adGroups },
};

/** A directory of one of the two kinds, reached by StartTLS, or `ldaps:` where `secure`. */
export async function createLdapWorld(kind: keyof typeof kinds, { secure = false } = {}): Promise<LdapWorld> {
  const { entries, base, groups } = kinds[kind];
  const fake = await createFakeLdap(entries(), { secure });
  const caFile = join(mkdtempSync(join(tmpdir(), 'relais-ldap-')), 'ca.pem');
  writeFileSync(caFile, fake.authority);
  const directoryWith = (more: Record<string, unknown>) => {
    const settings = ldapSourceSchema.parse({
      ...{ kind, url: `${secure ? 'ldaps' : 'ldap'}://localhost:${fake.port}`, bindDn: 'cn=relais', caFile },
      ...{ password: 'env:LDAP_PASSWORD', pageSize: 2, peopleBases: [base], groupsBases: [groups], ...more },
    });
    const source = { type: 'ldap' as const, id: 'directory', label: 'Directory', settings };
    return createLdapDirectory(source, { env: { LDAP_PASSWORD: 'bind-canary' } });
  };
  return { fake, caFile, directory: directoryWith({}), directoryWith };
}
