import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtLdap } from '../../src/cli/doctor/look-at-ldap.ts';
import { inEnglish, inFrench, type Words } from '../../src/domain/localized.ts';
import { fileOrganisationSchema } from '../../src/relais-file.ts';
import { createLdapWorld, openBase, uuid } from '../people-sources/ldap/ldap-world.ts';

describe('relais doctor, of directories', () => {
  it('says that one answers, what a role lacks, and what is wrong with the sign-in, and no secret', async () => {
    const { fake, caFile } = await createLdapWorld('ldap');
    onTestFinished(() => fake.close());
    const organisation = fileOrganisationSchema.parse({
      roles: { hr: [{ group: uuid(40), in: 'directory' }] },
      sources: [
        {
          id: 'directory',
          ldap: {
            ...{ kind: 'ldap', url: `ldap://localhost:${fake.port}`, bindDn: 'cn=relais', caFile },
            ...{ password: 'env:LDAP_PASSWORD', peopleBases: [openBase] },
          },
        },
      ],
    });
    const look = async (env: Record<string, string>, locale: 'en' | 'fr' = 'en') => {
      const said = (words: Words) => (locale === 'fr' ? inFrench(words) : inEnglish(words));
      return (await lookAtLdap({ organisation, env })).map((finding) => ({
        ...{ ...finding, message: said(finding.message) },
        ...('fix' in finding && { fix: said(finding.fix) }),
      }));
    };
    const secret = { LDAP_PASSWORD: 'canary' };
    const [noGroup] = await look(secret);
    expect(noGroup).toMatchObject({
      ...{
        level: 'problem',
        area: 'people',
        message: 'directory (directory): the directory has no group with this id',
      },
      fix: 'Check the id in organisation.roles, and groupsBases.',
    });
    fake.entries.push({
      dn: `cn=hr,${openBase}`,
      attributes: { objectClass: ['groupOfNames'], entryUUID: [uuid(40)], member: [`uid=maya,${openBase}`] },
    });
    expect(await look(secret)).toEqual([
      {
        level: 'good',
        area: 'people',
        message: 'directory (directory) answers: it lists people with their addresses.',
      },
    ]);
    fake.behaviour = { bindCode: 49 };
    const [refused] = await look(secret, 'fr');
    expect(refused).toMatchObject({ message: expect.stringContaining('refuse la connexion') });
    const [missing] = await look({});
    expect(missing).toMatchObject({ level: 'problem', message: expect.stringContaining('env:LDAP_PASSWORD') });
    expect(JSON.stringify([noGroup, refused, missing])).not.toContain('canary');
  });
});
