import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { wordsSchema } from '../localized.ts';

/** An account of the leaver, found when the plan was made and named by the system's own stable id ever after. */
export const accountSchema = z.strictObject({
  system: z.string(),
  systemLabel: z.string(),
  /**
   * Which tenant it belongs to: the vendor's own id of the organisation, behind the origin of the address it was
   * reached at.
   */
  tenant: z.string(),
  /** The vendor's immutable id; never an e-mail address where there is anything better. */
  id: z.string(),
  /** The login people recognise. */
  login: z.string(),
  name: z.string().nullable(),
  /** The vendor's own word for its state: `ACTIVE`, `member`, … */
  status: z.string(),
  /** Set when the system itself says that this account must not be touched: last owner, the bot's own, … */
  protectedBecause: wordsSchema.nullable(),
  /** Relais itself acts there by this account, and would lock itself out with it. */
  own: z.literal(true).optional(),
});
export type Account = z.infer<typeof accountSchema>;

/**
 * What one system said about the use of one account. `told`: it answered; `usedAt`: the latest use it knows, in its own
 * event time.
 */
export const accountUseSchema = z.strictObject({
  system: z.string(),
  accountId: z.string(),
  told: z.boolean(),
  usedAt: instantSchema.nullable(),
  /** Why it was not told: `<error kind>: <details>`. */
  reason: wordsSchema.optional(),
});
export type AccountUse = z.infer<typeof accountUseSchema>;
