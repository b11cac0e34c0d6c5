import { z } from 'zod';

/** What somebody who confirms a wave asks of one departure in it. */
export const membershipCommands = [z.strictObject({ type: z.literal('wave.leave') })] as const;
export type MembershipCommand = z.infer<(typeof membershipCommands)[number]>;
