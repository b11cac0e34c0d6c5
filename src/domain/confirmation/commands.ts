import { z } from 'zod';

/** What those who confirm ask. */
export const confirmationCommands = [
  z.strictObject({ type: z.literal('access.confirm'), planHash: z.string() }),
  z.strictObject({ type: z.literal('access.withdraw') }),
] as const;
export type ConfirmationCommand = z.infer<(typeof confirmationCommands)[number]>;
