import { z } from 'zod';
import { datesSchema } from '../calendar/dates.ts';
import { instantSchema } from '../calendar/time.ts';
import { mostThings, thingSchema } from '../equipment/thing.ts';
import { flowSchema } from '../flow/flow.ts';
import { hrDraftSchema } from '../hr/commands.ts';
import { employmentFactSchema } from '../hr/employment-fact.ts';
import { companyRoleSchema, ownRoleSchema, peopleByIdSchema, personSchema } from '../people/people.ts';
import { reasonSchema } from '../people/reason.ts';
import { membershipSchema } from '../people/wave-membership.ts';
import { preflightSchema } from '../systems/look.ts';
import { mostSharedAccounts, sharedAccountSchema } from '../tasks/shared-account.ts';
import { draftSchema } from './draft.ts';
import { becauseOfHrSchema } from './end.ts';

/** The one command for which there is no departure yet. */
const startCommand = z.strictObject({
  type: z.literal('draft.start'),
  leaver: personSchema,
  manager: z.string().nullable(),
  people: peopleByIdSchema,
  wave: membershipSchema.optional(),
});

export type StartCommand = z.infer<typeof startCommand>;

/** An HR system begins a departure of which there is none yet; never from outside. */
const hrBeginCommand = z.strictObject({
  type: z.literal('hr.begin'),
  leaver: personSchema,
  manager: z.string().nullable(),
  people: peopleByIdSchema,
  fact: employmentFactSchema,
  /** Who holds the role `hr`. */
  readers: z.array(z.string()),
  patch: hrDraftSchema.partial(),
});
export type HrBeginCommand = z.infer<typeof hrBeginCommand>;

/** Everything a plan is made of. */
const submissionFields = {
  flow: flowSchema,
  preflight: preflightSchema,
  cast: z.record(companyRoleSchema, z.array(z.string())),
  /** Who holds each role of the organisation's own, by its id. */
  ownRoles: z.record(z.string(), ownRoleSchema).optional(),
  /** Whether somebody has the leaver as their manager; null, or left out, where nobody tells. */
  managesPeople: z.boolean().nullable().optional(),
  people: peopleByIdSchema,
  /** Accounts that speak for the company, of which the leaver is an owner or a reader. */
  sharedAccounts: z.array(sharedAccountSchema).max(mostSharedAccounts).optional(),
  /**
   * What the register of equipment says that the leaver was lent. `all`: the plan takes each of these, also what the
   * draft does not name, because nobody was asked; else those that the draft names.
   */
  lent: z.strictObject({ things: z.array(thingSchema).max(mostThings), all: z.boolean() }).optional(),
};

/** What people ask of a departure that is not planned yet. */
export const draftCommands = [
  z.strictObject({
    type: z.literal('draft.edit'),
    patch: draftSchema.partial(),
    manager: z.string().optional(),
    people: peopleByIdSchema.optional(),
  }),
  z.strictObject({ type: z.literal('draft.discard') }),
  z.strictObject({ type: z.literal('plan.submit'), ...submissionFields }),
] as const;
export type DraftCommand = z.infer<(typeof draftCommands)[number]>;

/** What people ask of a departure as a whole. */
export const lifecycleCommands = [
  z.strictObject({ type: z.literal('departure.reschedule'), dates: datesSchema }),
  z.strictObject({ type: z.literal('departure.cancel'), reason: reasonSchema }),
  z.strictObject({ type: z.literal('departure.undo-cancel') }),
  z.strictObject({ type: z.literal('departure.retain'), reason: reasonSchema, because: becauseOfHrSchema.optional() }),
  z.strictObject({ type: z.literal('departure.reopen'), reason: reasonSchema }),
  z.strictObject({ type: z.literal('departure.complete') }),
  z.strictObject({ type: z.literal('cut-off.release'), planHash: z.string() }),
] as const;
export type LifecycleCommand = z.infer<(typeof lifecycleCommands)[number]>;

/** What is reported of the departure as a whole; never from outside. */
export const lifecycleReports = [
  z.strictObject({ type: z.literal('restored.record'), takenAt: instantSchema }),
  /**
   * A draft that an HR system began is planned without a person, where the configuration says so; its manager leads it.
   */
  z.strictObject({ type: z.literal('hr.plan'), ...submissionFields }),
] as const;
export type LifecycleReport = z.infer<(typeof lifecycleReports)[number]>;
