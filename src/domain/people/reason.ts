import { z } from 'zod';

/** Why somebody does something, in their own words. */
export const reasonSchema = z.string().trim().min(3).max(500);
