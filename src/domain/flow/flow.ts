import { z } from 'zod';
import { countrySchema } from '../people/country.ts';
import { tierSchema } from '../systems/tier.ts';
import { flowTextSchema } from './flow-text.ts';
import { mostOwnQuestions, ownQuestionSchema } from './survey-question.ts';

/** So many clauses fit whole, with their signature, into one form of every platform. */
export const mostClauses = 8;

/** How steps, flows and roles are named. */
export const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case words joined by hyphens');

/** The kinds of departure that Relais knows by itself. */
export const commonKindSchema = z.enum([
  'resignation',
  'dismissal',
  'redundancy',
  'retirement',
  'contract-end',
  'internal-move',
]);

/** What kind of departure it is: one of these, or one of a company's own that a flow gives a name to. */
export const departureKindSchema = idSchema.meta({ examples: [...commonKindSchema.options] });
export type DepartureKind = z.infer<typeof departureKindSchema>;

/** The contracts that Relais knows by itself. */
export const commonWorkerTypeSchema = z.enum(['employee', 'contractor', 'consultant', 'field-agent']);

/** Under which contract somebody works: one of these, or one of a company's own that a flow gives a name to. */
export const workerTypeSchema = idSchema.meta({ examples: [...commonWorkerTypeSchema.options] });
export type WorkerType = z.infer<typeof workerTypeSchema>;

/** Whom every flow can name: relations to the departure, or a company role. */
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

/**
 * Who does a step: one of `flowRoleSchema`, or the id of a role of the organisation's own, which `checkFlow` looks up.
 */
const stepRoleSchema = idSchema.meta({ examples: [...flowRoleSchema.options] });

/** When a step is due; `start` is when it is handed over, which may hang on other steps. */
const dueSchema = momentSchema.extend({
  from: z.enum([...anchorSchema.options, 'start']).describe('As of a moment, or start: when the step begins.'),
});
export type DueMoment = z.infer<typeof dueSchema>;

const waitSchema = z.strictObject({
  step: idSchema.describe('The id of the step that must be settled first.'),
  offset: z.int().min(0).max(730).default(0).describe('How long after that this step begins.'),
  unit: momentSchema.shape.unit,
  if: z
    .literal('done')
    .optional()
    .describe('done: when the other step is left out instead of done, this one is left out with it.'),
});
export type Wait = z.infer<typeof waitSchema>;

const names = z.array(z.string().min(1)).min(1);

/** Which departures a step is for. Everything that is named must hold, or not be known of the person. */
const conditionSchema = z
  .strictObject({
    countries: z.array(countrySchema).min(1).optional().describe("The leaver's country: ISO codes, such as FR."),
    teams: names.optional().describe("Whole names of the leaver's team."),
    titles: names.optional().describe('Words that the job title contains, such as “engineer”.'),
    kinds: z.array(departureKindSchema).min(1).optional(),
    workerTypes: z.array(workerTypeSchema).min(1).optional(),
    hasEquipment: z.boolean().optional().describe('Whether something to hand back was named in the walk.'),
    managesPeople: z.boolean().optional().describe('Whether relais.yaml names the person as the manager of somebody.'),
  })
  .refine((when) => Object.values(when).some((one) => one !== undefined), {
    error: 'expected at least one condition, such as countries or teams',
  });
export type Condition = z.infer<typeof conditionSchema>;
export const conditionKeySchema = conditionSchema.keyof();
export type ConditionKey = z.infer<typeof conditionKeySchema>;

/** What the walk collects lists of. */
const repeatedThingSchema = z.enum(['equipment', 'credential', 'handover']);
export type RepeatedThing = z.infer<typeof repeatedThingSchema>;

const linkSchema = z.strictObject({
  label: flowTextSchema,
  url: z
    .url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' })
    .refine((address) => !/[\s<>|]/.test(address), { error: 'expected an address without spaces, < > and |' }),
});

const escalationSchema = z.strictObject({ after: rungSchema, to: flowRoleSchema });

const ladderSchema = z.strictObject({
  reminders: z.array(rungSchema).max(6).default([]),
  escalate: escalationSchema.optional(),
});

const flowStepSchema = z.strictObject({
  id: idSchema,
  title: flowTextSchema,
  notes: flowTextSchema.optional(),
  owner: stepRoleSchema.describe('manager, leaver, hr, it, admin, or a role of organisation.ownRoles in relais.yaml.'),
  next: z
    .array(stepRoleSchema)
    .max(4)
    .default([])
    .describe('Who is asked when the owner declines, is missing or is the leaver.'),
  when: conditionSchema.optional().describe('Which departures it is for. Default: every one of this flow.'),
  forEach: repeatedThingSchema
    .optional()
    .describe('One task for each thing of this sort that the walk names; {item} in its texts is the thing.'),
  optional: z.boolean().optional().describe('Whether its owner may leave it out, with a reason.'),
  starts: momentSchema.optional().describe('When the step is handed to its owner. Default: at once.'),
  due: dueSchema,
  until: z
    .literal('cut-off')
    .optional()
    .describe(
      'cut-off: it prepares the end of access, and lapses if it is still open once that has begun: it is left out. What was done is approved all the same.',
    ),
  after: z
    .array(z.union([idSchema, waitSchema]))
    .default([])
    .describe('The steps that must be settled first: ids, or { step, offset, unit } to begin so long after.'),
  checklist: z
    .array(flowTextSchema)
    .min(1)
    .max(20)
    .optional()
    .describe('Parts of the step, ticked one by one; all are ticked before it is done.'),
  links: z.array(linkSchema).min(1).max(5).optional(),
  approvers: z
    .array(stepRoleSchema)
    .min(1)
    .max(4)
    .optional()
    .describe('Who approves it once it is done, each a different person; what waits for the step waits for them.'),
  clauses: z
    .array(flowTextSchema)
    .min(1)
    .max(mostClauses)
    .optional()
    .describe('Of a step with proof: signature, what its owner signs: sentences that they read, in their language.'),
  proof: z
    .enum(['none', 'note', 'file', 'signature'])
    .default('none')
    .describe(
      'What the owner must bring to call it done. file: a picture or a PDF, which is kept sealed. signature: their name under the clauses, which nobody else can write.',
    ),
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
  name: flowTextSchema,
  kinds: z.array(departureKindSchema).min(1),
  workerTypes: z.array(workerTypeSchema).min(1),
  names: z
    .record(idSchema, flowTextSchema)
    .optional()
    .describe('What people read for each worker type and kind of your own: { intern: { en: Intern, fr: Stagiaire } }.'),
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
    .strictObject({
      opens: momentSchema,
      closes: momentSchema,
      questions: z
        .array(ownQuestionSchema)
        .min(1)
        .max(mostOwnQuestions)
        .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
          error: 'expected each question’s id once',
        })
        .optional()
        .describe('Questions of your own, asked after the eight.'),
    })
    .optional()
    .describe('Left out when the kind has no exit survey.'),
  farewell: momentSchema.describe('When the leaver gets the thank-you and the checklist, unless the manager chooses.'),
  teamTold: idSchema
    .optional()
    .describe(
      'The step that tells the team. Until it is done teammates are asked for nothing, unless the manager wishes it.',
    ),
  dossier: z
    .boolean()
    .optional()
    .describe('Whether a dossier of what the leaver knows begins with the plan, as dossiers/ has it for the job.'),
  announcement: z
    .strictObject({
      hr: z.boolean().describe('Whether HR approves what colleagues are told, besides whoever leads the departure.'),
    })
    .optional()
    .describe('Left out: HR approves it where the flow is confidential.'),
  recheckDays: z
    .array(z.int().min(1).max(365))
    .default([1, 7, 30])
    .describe('How many days after it was proven each revocation is read back again.'),
});
export type Flow = z.infer<typeof flowSchema>;
