import { z } from 'zod';

const ownedSchema = z.strictObject({
  system: z.string().min(1).meta({ description: 'The id of the system.' }),
  account: z.string().min(1).meta({ description: 'The account’s id, or its login.' }),
  kind: z
    .enum(['shared', 'service'])
    .meta({ description: '`service`: a program signs in by it; `shared`: several people.' }),
  owner: z.email().toLowerCase().meta({ description: 'The address of whoever answers for it.' }),
});

/** `review:` of `relais.yaml`: how accounts of all systems are held against who works here. */
export const reviewSettingsSchema = z.strictObject({
  everyDays: z.int().min(1).max(365).nullable().default(null).meta({
    description:
      'A review begins by itself so many days after the last one ended; left out: only when somebody asks for one.',
  }),
  dormantDays: z.int().min(7).max(730).default(90).meta({
    description:
      'After so many days without use an account is dormant. Where a vendor tells no use, nothing is concluded.',
  }),
  invitedDays: z.int().min(1).max(365).default(14).meta({ description: 'For so many days an invitation may be open.' }),
  keepDays: z.int().min(1).max(365).default(90).meta({
    description: 'For so many days findings are kept, which name people; counts stay for the figures over time.',
  }),
  accounts: z.array(ownedSchema).max(1000).default([]).meta({
    description: 'Accounts that are no person’s own, and who answers for each.',
  }),
});
export type ReviewSettings = z.output<typeof reviewSettingsSchema>;
