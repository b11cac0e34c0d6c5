import { z } from 'zod';
import { auditorEvents } from './auditors/events.ts';
import { evolveGrants, grantSchema } from './auditors/grant.ts';
import type { Instant } from './calendar/time.ts';
import { packEvents } from './evidence/pack-events.ts';

/**
 * What the journal of the installation tells: everything that is decided or done and belongs to no departure. The table
 * of what the rooms declare; each event names people and departures by id only.
 */
export const installationEventSchema = z.discriminatedUnion('type', [...auditorEvents, ...packEvents]);
export type InstallationEvent = z.infer<typeof installationEventSchema>;

/** What these events lead to. */
export const installationSchema = z.strictObject({ auditors: z.array(grantSchema).readonly() });
export type Installation = z.infer<typeof installationSchema>;

export const emptyInstallation: Installation = { auditors: [] };

export function evolveInstallation(
  state: Installation,
  { at, by, event }: { at: Instant; by: string; event: InstallationEvent },
): Installation {
  // That a pack was made changes nothing but the journal.
  if (event.type === 'evidence-pack-made') return state;
  return { ...state, auditors: evolveGrants(state.auditors, { at, by, event }) };
}
