import { z } from 'zod';
import { type Instant, instantSchema } from '../calendar/time.ts';

/** That a departure is one of a wave. It keeps every rule of its own. */
export const membershipSchema = z.strictObject({
  /** The wave's id. */
  id: z.string(),
  /**
   * Everybody who leaves with it, by id: none of them learns of another before that may be known, whatever roles they
   * hold.
   */
  members: z.array(z.string()),
  /**
   * Since when this person is on their own, because somebody who confirmed the wave left them out, or because their
   * departure was begun anew: what is confirmed of the wave is nothing of theirs, and its card tells nothing of them.
   */
  leftAt: instantSchema.optional(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** Who leaves with the wave of this departure, and so may not know of it before everybody may. */
export function isApart({ wave }: { wave?: Membership | undefined }, person: string): boolean {
  return wave?.members.includes(person) ?? false;
}

/**
 * Of what is begun anew after it was over: the wave may have ended meanwhile, and nobody goes on with one that has.
 */
export function onTheirOwn({ wave }: { wave?: Membership | undefined }, at: Instant): { wave?: Membership } {
  return wave === undefined ? {} : { wave: { ...wave, leftAt: wave.leftAt ?? at } };
}

/** Whether the wave speaks for this departure: its one card stands for theirs, and its one confirmation counts. */
export function isInWave({ wave }: { wave?: Membership | undefined }): boolean {
  return wave !== undefined && wave.leftAt === undefined;
}
