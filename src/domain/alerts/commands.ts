import { z } from 'zod';

/** What people ask of alarms. */
export const alertCommands = [
  /** Somebody looked at what the alarm is about, and takes it off. */
  z.strictObject({ type: z.literal('alert.acknowledge'), alertId: z.string() }),
] as const;
export type AlertCommand = z.infer<(typeof alertCommands)[number]>;
