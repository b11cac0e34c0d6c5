import { z } from 'zod';

/**
 * When people hear of a departure that is no secret, as its manager chose. `leaver`: the first message to the person;
 * `flow` is the day of the flow's farewell, or the first step of their own. `teammates`: when those who take something
 * over are asked. `team-told`: once the step that the flow names in `teamTold` is done.
 */
export const hearsSchema = z.strictObject({
  leaver: z.union([z.enum(['flow', 'at-once', 'team-told']), z.iso.date()]),
  teammates: z.enum(['at-once', 'team-told']),
});
export type Hears = z.infer<typeof hearsSchema>;

/** What holds where nobody chose: nobody is asked to take over what the team has not heard of. */
export const usualHears: Hears = { leaver: 'flow', teammates: 'team-told' };
