import { z } from 'zod';

/** The `contracts:` part of `relais.yaml`: people who work here for a time, whose end is known (`contractEnd`). */
export const contractSettingsSchema = z.strictObject({
  askDaysBefore: z.int().min(1).max(365).default(30).meta({
    description: 'The sponsor is asked so many days before the end whether the contract is extended.',
  }),
  draftDaysBefore: z.int().min(1).max(365).default(14).meta({
    description: 'The departure is drafted so many days before the end; an end that moves is told to it.',
  }),
  longestExtensionDays: z.int().min(1).max(1830).default(366).meta({
    description: 'By so many days at most one extension moves the end.',
  }),
});
export type ContractSettings = z.infer<typeof contractSettingsSchema>;
