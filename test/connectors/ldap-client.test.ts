import { describe, expect, it } from 'vitest';
import { foldedDn, isWithinBase } from '../../src/connectors/ldap-client/dn.ts';
import { equals } from '../../src/connectors/ldap-client/filters.ts';
import { guidBytes, guidText } from '../../src/connectors/ldap-client/guid.ts';

describe('names of a directory', () => {
  it('are the same with other capitals, spaces and escapes', () => {
    const forms = [
      'CN=Moreau\\, Alex,OU=People,DC=example,DC=com',
      'cn=moreau\\2c alex, ou=People , dc=Example,dc=com',
      'cn="Moreau, Alex",ou=people;dc=example,dc=com',
    ];
    expect(new Set(forms.map(foldedDn)).size).toBe(1);
    expect(foldedDn('cn=L\\C3\\A9o')).toBe(foldedDn('CN=Léo'));
    expect(foldedDn('cn=a\\\\,dc=b')).not.toBe(foldedDn('cn=a\\,dc=b'));
    expect(foldedDn('cn=a,dc=b')).not.toBe(foldedDn('cn=a\\,dc=b'));
  });

  it('stand below a base only behind a whole part', () => {
    expect(isWithinBase('uid=a,OU=People,dc=example', 'ou=people, dc=example')).toBe(true);
    expect(isWithinBase('ou=people,dc=example', 'ou=people,dc=example')).toBe(true);
    expect(isWithinBase('uid=a,xou=people,dc=example', 'ou=people,dc=example')).toBe(false);
    expect(isWithinBase('cn=x\\,ou=people,dc=example', 'ou=people,dc=example')).toBe(false);
  });
});

it('writes the id of Active Directory as its tools do', () => {
  const bytes = Buffer.from('3e4a1b7b0c5f4e4f9d2e2f6f5a0c9b11', 'hex');
  expect(guidText(bytes)).toBe('7b1b4a3e-5f0c-4f4e-9d2e-2f6f5a0c9b11');
  expect(guidBytes('7B1B4A3E-5F0C-4F4E-9D2E-2F6F5A0C9B11')).toEqual(bytes);
  expect(guidText(bytes.subarray(1))).toBeNull();
});

it('leaves nothing in a filter that the filter would read as its own', () => {
  expect(equals('mail', 'a*)(uid=\\*\0')).toBe('(mail=a\\2a\\29\\28uid=\\5c\\2a\\00)');
});
