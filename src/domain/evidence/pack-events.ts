import { z } from 'zod';
import { periodSchema } from '../calendar/period.ts';
import { levelSchema } from './level.ts';

/** Of the journal of the installation: packs of evidence that nobody took as an auditor. */
export const packEvents = [
  /**
   * Before the bytes were given. `via`: whoever runs commands on the server is named by that alone; in chat the entry
   * names the person. `period`: null for one departure. `digest`: SHA-256 of the file.
   */
  z.strictObject({
    type: z.literal('evidence-pack-made'),
    via: z.enum(['command-line', 'chat']),
    level: levelSchema,
    period: periodSchema.nullable(),
    departures: z.array(z.string()),
    digest: z.hex(),
  }),
] as const;
export type PackEvent = z.infer<(typeof packEvents)[number]>;
