import { z } from 'zod';

/** `auditor`: roles and codes in place of whoever and whatever somebody could be known by. `full`: names too. */
export const levelSchema = z.enum(['auditor', 'full']);
export type Level = z.infer<typeof levelSchema>;
