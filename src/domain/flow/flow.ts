import { z } from 'zod';
import { localizedSchema } from '../localized.ts';
import { tierSchema } from '../systems/tier.ts';

export const departureKindSchema = z.enum([
  'resignation',
  'dismissal',
  'redundancy',
  'retirement',
  'contract-end',
  'internal-move',
]);
export type DepartureKind = z.infer<typeof departureKindSchema>;

export const workerTypeSchema = z.enum(['employee', 'contractor', 'consultant', 'field-agent']);
export type WorkerType = z.infer<typeof workerTypeSchema>;

/** Whom a flow can name: relations to the departure, or a company role. */
export const flowRoleSchema = z.enum(['manager', 'leaver', 'hr', 'it', 'admin']);
export type FlowRole = z.infer<typeof flowRoleSchema>;

const anchorSchema = z.enum(['planned', 'last-working-day', 'contract-end', 'cut-off']);

/**
 * `{ from: last-working-day, offset: -5, unit: business-days, at: '12:00' }`; `at` is on the leaver's clock. Negative
 * is before.
 */
const momentSchema = z.strictObject({
  from: anchorSchema.describe('What is counted from; planned is the moment the plan is made.'),
  offset: z.int().min(-730).max(2600).default(0).describe('Negative is before the anchor.'),
  unit: z
    .enum(['minutes', 'hours', 'days', 'business-days'])
    .default('days')
    .describe("business-days leave out weekends and the public holidays of the leaver's country."),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:mm')
    .optional()
    .describe(
      "HH:mm on the leaver's clock; only with days and business-days. Default: 17:00, or the anchor's own time for cut-off.",
    ),
});
export type Moment = z.infer<typeof momentSchema>;

/** One rung of the reminder ladder, relative to the step's due instant. Negative is before. */
const rungSchema = z.strictObject({
  offset: z.int().min(-60).max(60).describe('Negative is before the step is due.'),
  unit: z.enum(['hours', 'days', 'business-days']).default('business-days'),
});
export type Rung = z.infer<typeof rungSchema>;

const escalationSchema = z.strictObject({ after: rungSchema, to: flowRoleSchema });

const ladderSchema = z.strictObject({
  reminders: z.array(rungSchema).max(6).default([]),
  escalate: escalationSchema.optional(),
});

const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case words joined by hyphens');

const flowStepSchema = z.strictObject({
  id: idSchema,
  title: localizedSchema,
  notes: localizedSchema.optional(),
  owner: flowRoleSchema,
  next: z
    .array(flowRoleSchema)
    .max(4)
    .default([])
    .describe('Who is asked when the owner declines, is missing or is the leaver.'),
  starts: momentSchema.optional().describe('When the step is handed to its owner. Default: at once.'),
  due: momentSchema,
  after: z.array(idSchema).default([]).describe('Ids of the steps that must be done first.'),
  proof: z.enum(['none', 'note']).default('none').describe('What the owner must bring to call it done.'),
  ...ladderSchema.shape,
});
export type FlowStep = z.infer<typeof flowStepSchema>;

const flowTaskDefaultsSchema = z.strictObject({
  starts: momentSchema.optional().describe('When it is handed to its owner; at once when left out.'),
  due: momentSchema,
  ...ladderSchema.shape,
});

export const flowSchema = z.strictObject({
  id: idSchema,
  version: z.int().min(1).describe('Raised by whoever edits the flow; a departure keeps the one it started with.'),
  name: localizedSchema,
  kinds: z.array(departureKindSchema).min(1),
  workerTypes: z.array(workerTypeSchema).min(1),
  confidential: z
    .boolean()
    .default(false)
    .describe(
      'Invisible to the leaver and to teammates until the cut-off has really begun, or is released; for good if it is called off before.',
    ),
  cutOff: z.strictObject({
    mode: z
      .enum(['scheduled', 'released'])
      .describe('scheduled: runs by itself at the cut-off. released: armed, and run by one click at the meeting.'),
    suggested: momentSchema.describe('What the walk proposes; the manager may change it.'),
    holdMinutes: z
      .int()
      .min(0)
      .max(240)
      .default(10)
      .describe(
        'How long sessions, credentials and memberships wait for an account to be closed while that may still succeed. A closing that waits for credentials, as at Google, waits two minutes at most.',
      ),
  }),
  access: z
    .enum(['all', 'old-role'])
    .default('all')
    .describe('all: every account is cut. old-role: only groups and roles, chosen in the walk.'),
  confirmation: z.strictObject({
    confirmers: z
      .array(z.strictObject({ role: z.enum(['hr', 'it', 'admin']), count: z.int().min(1).max(5) }))
      .min(1)
      .describe('Each entry must be met by different people; the requester and the leaver never count.'),
    validForDays: z.int().min(1).max(90).default(30),
    secondPersonTiers: z
      .array(tierSchema)
      .default(['finance'])
      .describe(
        'Tiers of systems in which what was done by hand counts only once a second person of HR, IT or the administrators has accepted it.',
      ),
  }),
  steps: z.array(flowStepSchema).max(60),
  handovers: flowTaskDefaultsSchema,
  equipment: flowTaskDefaultsSchema,
  credentials: flowTaskDefaultsSchema,
  survey: z
    .strictObject({ opens: momentSchema, closes: momentSchema })
    .optional()
    .describe('Left out when the kind has no exit survey.'),
  farewell: momentSchema.describe('When the leaver gets the thank-you and the checklist, unless the manager chooses.'),
  teamTold: idSchema
    .optional()
    .describe(
      'The step that tells the team. Until it is done teammates are asked for nothing, unless the manager wishes it.',
    ),
  recheckDays: z
    .array(z.int().min(1).max(365))
    .default([1, 7, 30])
    .describe('How many days after it was proven each revocation is read back again.'),
});
export type Flow = z.infer<typeof flowSchema>;
