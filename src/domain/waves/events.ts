import { z } from 'zod';

/** What becomes of a departure's part in its wave. */
export const membershipEvents = [
  /** It goes on by itself: whoever confirms it confirms it alone. */
  z.strictObject({ type: z.literal('wave-left') }),
] as const;
export type MembershipEvent = z.infer<(typeof membershipEvents)[number]>;
