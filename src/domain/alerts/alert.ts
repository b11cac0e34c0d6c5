import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/**
 * What an alarm is about, and its subject. `residual-access`: an action; `activity`, `unchecked`, `account-open`,
 * `own-credential` and `action-failed`: `system/account`, or the action whose transfer has taken days; `appeared`: the
 * hash of the plan that nobody has confirmed in full; `plan-unresolved`: a system; `unassigned`: a task; `proof-waits`:
 * an action; `braked`: `cut-off`, or `calls` of a run; `contact-open`: the instant at which the leaver's own address
 * was given; `mail-returned`: a person; `hold-waits` and `hold-review`: a legal hold, and what of it waits (`#put`,
 * `#lift`), or the day on which it is looked at (`#2026-12-01`); `erasure-waits`: when it was asked for;
 * `remote-waits`: the task of getting a thing back, and when somebody asked that it be locked or wiped (`#`);
 * `thing-lost`: that task, and when it was said that the thing does not come back (`#`).
 */
export const alertKindSchema = z.enum([
  'residual-access',
  'activity',
  'cut-off-unconfirmed',
  'unreleased',
  'unassigned',
  'plan-unresolved',
  'action-failed',
  'account-open',
  'appeared',
  'proof-waits',
  'unchecked',
  'braked',
  'own-credential',
  'contact-open',
  'mail-returned',
  'hold-waits',
  'hold-review',
  'erasure-waits',
  'remote-waits',
  'thing-lost',
]);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** An alarm that was raised; it is up until it is cleared. */
export const alertSchema = z.strictObject({
  id: z.string(),
  at: instantSchema,
  kind: alertKindSchema,
  subject: z.string(),
  clearedAt: instantSchema.nullable(),
});
