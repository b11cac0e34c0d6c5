import { z } from 'zod';
import { type SecretRef, secretRefSchema } from '../secrets.ts';

/**
 * Where a directory answers: `ldaps://` begins encrypted, `ldap://` turns it on (StartTLS). Nothing is ever sent in the
 * clear.
 */
const urlSchema = z
  .url({ protocol: /^ldaps?$/, error: 'expected an address such as ldaps://dc1.example.com' })
  .refine((text) => !URL.canParse(text) || isPlain(new URL(text)), {
    error:
      'expected ldaps://host or ldap://host, with a port at most: who signs in is bindDn, and where to look is peopleBases',
  });

function isPlain(url: URL): boolean {
  return [url.username, url.password, url.search, url.hash].every((part) => part === '') && url.pathname.length <= 1;
}

/** A name in the directory, as far as it can be checked without one: at least one `attribute=value`. */
export const dnSchema = z
  .string()
  .regex(/^\s*[A-Za-z][A-Za-z0-9.-]*\s*=.+$/, { error: 'expected a DN such as OU=People,DC=example,DC=com' });

/** How a directory is reached and signed in to; spread into the settings of whatever uses one. */
export const ldapSettings = {
  url: urlSchema.meta({
    description:
      '`ldaps://host`, or `ldap://host`, which is encrypted by StartTLS before anything else is said. A referral to another server is never followed.',
  }),
  bindDn: z.string().min(1).meta({
    description: 'As whom Relais signs in: a DN, or in Active Directory also relais@example.com. It only has to read.',
  }),
  password: secretRefSchema.meta({ description: 'Its password: env:NAME or file:/path.' }),
  caFile: z.string().min(1).optional().meta({
    description:
      'PEM file of the authority that signed the server’s certificate, where this machine does not know it anyway.',
  }),
  timeoutSeconds: z.number().positive().max(120).default(20).meta({ description: 'For one answer of the server.' }),
  pageSize: z.int().min(1).max(1000).default(500).meta({
    description: 'Entries asked for at once. Active Directory gives a thousand at most.',
  }),
};

/** What `ldapSettings` is parsed to. */
export interface LdapSettings {
  url: string;
  bindDn: string;
  password: SecretRef;
  caFile?: string | undefined;
  timeoutSeconds: number;
  pageSize: number;
}
