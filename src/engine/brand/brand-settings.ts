import { z } from 'zod';

const address = z.email().transform((text) => text.toLowerCase());

/**
 * The `criticalPosts:` part of `relais.yaml`: who decides about a public post that harms the company, and within which
 * time.
 */
export const criticalPostsSchema = z.strictObject({
  deciders: z.array(address).max(10).default([]).meta({
    description:
      'Addresses of those who decide, in the order in which they are asked; without any, nobody can tell of a post.',
  }),
  decideWithinHours: z.int().min(1).max(72).default(2).meta({
    description: 'After so many hours without a decision the next one is asked too; HR after the last.',
  }),
  keepDays: z.int().min(1).max(730).default(90).meta({
    description: 'For so many days what was decided is kept; posts are by people.',
  }),
});
export type CriticalPostsSettings = z.infer<typeof criticalPostsSchema>;
