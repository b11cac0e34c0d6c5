import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = ['password', 'memberships', 'rights', 'owned'] as const;

const roleName = z.string().min(1).max(63);

export const postgresqlSettings = {
  host: z
    .string()
    .regex(/^[\w.:-]+$/, { error: 'expected the name or the address of the server, such as db.example.com' })
    .meta({ description: 'The server itself, the one that is written to: no pooler, and no replica.' }),
  port: z.int().min(1).max(65_535).default(5432).meta({ description: 'Its port.' }),
  databases: z
    .array(roleName)
    .min(1)
    .refine((names) => new Set(names).size === names.length, { error: 'a database is named twice' })
    .meta({
      description:
        'Every database in which people hold rights or own anything; roles and sessions are read in the first one. While a role holds anything in another one, its rights or what it owns are unknown, and that database is named.',
    }),
  user: roleName.meta({ description: 'The role of Relais; its rights are listed above.' }),
  password: secretRefSchema.meta({ description: 'Its password.' }),
  caFile: z.string().min(1).optional().meta({
    description:
      'PEM file of the authority that signed the server’s certificate, where this machine does not know it anyway.',
  }),
  encryption: z.enum(['required', 'none']).default('required').meta({
    description: '`none` is taken for a server on this machine alone (`localhost`, 127.0.0.1, ::1).',
  }),
  roles: z.record(z.email(), roleName).default({}).meta({
    description: 'Role names by address, of people whose role carries no address in its comment.',
  }),
  others: z.array(roleName).default([]).meta({
    description:
      'Roles that sign in and are nobody’s, such as those of applications, or the superuser that the server was made with. While another one carries nobody’s address, Relais says of nobody that they have no account.',
  }),
  data: z
    .strictObject({
      to: z.string().min(1).default('manager').meta({
        description: '`manager`, an address, or the name of a role, such as that of a team.',
      }),
    })
    .optional()
    .meta({
      description:
        'To whom tables, schemas, functions and databases of the leaver pass (`REASSIGN OWNED`), unless somebody is chosen on the walk. Left out: a person does it.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({ description: 'What Relais leaves alone.' }),
  ...kitSettings('Role names or ids'),
  timeoutSeconds: z.number().positive().max(120).default(20).meta({
    description: 'For one connection with its statement; the server is told it too (`statement_timeout`).',
  }),
  perMinute: z.number().positive().optional().meta({ description: 'Connections begun per minute; 600 unless told.' }),
  concurrency: z.int().min(1).max(50).optional().meta({ description: 'Connections open at once; 4 unless told.' }),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .meta({ description: 'Set it for a server inside your own network; else private addresses are refused.' }),
};

export type PostgresqlSettings = Identity & z.output<z.ZodObject<typeof postgresqlSettings>>;

/** What the role of Relais has to have; a superuser has it all, and is not asked for. */
export const neededRights = ['CREATEROLE', 'pg_signal_backend', 'pg_read_all_stats'] as const;

/** Before it, `pg_terminate_backend` does not wait for the end of a session. */
export const oldestVersion = 14;
