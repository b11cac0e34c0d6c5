import { z } from 'zod';
import { allowanceSchema } from '../brake/brake.ts';
import { accountUseSchema } from '../systems/account.ts';

/** The run as a whole, and the watch after it. */
export const runEvents = [
  /** The confirmed time has come: what was confirmed is bound to its accounts from here on. */
  z.strictObject({ type: z.literal('run-began'), allowance: allowanceSchema.optional() }),
  z.strictObject({ type: z.literal('run-ended') }),
  /** The accounts were looked at for use after the cut-off. */
  z.strictObject({
    type: z.literal('watched'),
    uses: z.array(accountUseSchema),
  }),
] as const;
export type RunEvent = z.infer<(typeof runEvents)[number]>;
