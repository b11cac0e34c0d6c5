import { z } from 'zod';

export const tierSchema = z.enum([
  'finance',
  'crm',
  'cloud',
  'code',
  'identity',
  'collaboration',
  'mail',
  'devices',
  'other',
]);
export type Tier = z.infer<typeof tierSchema>;
