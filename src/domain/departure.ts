import { z } from 'zod';
import { departureKindSchema, flowSchema, workerTypeSchema } from './flow.ts';
import { channelIdSchema, personSchema } from './people.ts';
import { accountSchema, revocationSchema } from './revocation.ts';
import { surveySchema } from './survey.ts';
import { taskSchema } from './task.ts';
import { instantSchema, zonedDaySchema, zonedInstantSchema } from './time.ts';

export type DepartureId = string;

/** `draft`: the walk is not finished. `active`: from the plan on. `retained`: the person stays after all. */
export const departureStatusSchema = z.enum(['draft', 'active', 'completed', 'cancelled', 'retained']);
export type DepartureStatus = z.infer<typeof departureStatusSchema>;

export const datesSchema = z.strictObject({
  lastWorkingDay: zonedDaySchema,
  contractEnd: zonedDaySchema,
  /** The instant access ends. */
  cutOff: zonedInstantSchema,
});
export type Dates = z.infer<typeof datesSchema>;

/** What the walk collects about one responsibility. */
export const handoverDraftSchema = z.strictObject({
  title: z.string().trim().min(1).max(150),
  notes: z.string().trim().max(2000),
  to: z.string(),
  /** Asked when the first one declines. */
  fallback: z.string().nullable(),
  dueDate: z.iso.date(),
});
export type HandoverDraft = z.infer<typeof handoverDraftSchema>;

/** What the walk has collected so far; every page may still be missing. */
export const draftSchema = z.strictObject({
  kind: departureKindSchema.nullable(),
  workerType: workerTypeSchema.nullable(),
  flowId: z.string().nullable(),
  dates: datesSchema.nullable(),
  /** "Access ends now" was confirmed on its own. */
  nowConfirmed: z.boolean(),
  handovers: z.array(handoverDraftSchema).max(20),
  equipment: z.array(z.string().trim().min(1).max(150)).max(30),
  credentials: z.array(z.string().trim().min(1).max(150)).max(30),
  /** A private channel for the manager's card, as the platform's own id; null: the manager's DM. */
  cardChannel: z.strictObject({ channel: channelIdSchema, id: z.string() }).nullable(),
  /** Actions the manager took out of the plan (an internal move keeps the new role's groups). */
  keptActionIds: z.array(z.string()),
});
export type Draft = z.infer<typeof draftSchema>;

export const confirmationSchema = z.strictObject({
  by: z.string(),
  role: z.enum(['hr', 'it', 'admin']),
  at: instantSchema,
  planHash: z.string(),
  expiresAt: instantSchema,
});
export type Confirmation = z.infer<typeof confirmationSchema>;

export const alertKindSchema = z.enum([
  'residual-access',
  'activity',
  'cut-off-unconfirmed',
  'unassigned',
  'plan-unresolved',
  'proof-waits',
]);

/** What was posted where, and what it showed; `hash` is of the view, so that a different view means an update is due. */
const postSchema = z.strictObject({
  key: z.string(),
  to: z.string(),
  /** Null while the first post is under way. */
  ref: z.strictObject({ channel: channelIdSchema, conversation: z.string(), message: z.string() }).nullable(),
  hash: z.string(),
  /** Updates on their way, by the hash of what they show. `contested`: another version was recorded meanwhile, and only the platform knows which came last. */
  intended: z.array(z.strictObject({ hash: z.string(), until: instantSchema, contested: z.boolean() })).optional(),
  at: instantSchema,
  lease: instantSchema.nullable(),
  /** Consecutive failures, and not before when it is tried again. */
  failures: z.int(),
  notBefore: instantSchema.nullable(),
  /** Why this person cannot be reached at all; shown to HR and IT. */
  unreachable: z.string().nullable(),
});
export type Post = z.infer<typeof postSchema>;

export const departureSchema = z.strictObject({
  id: z.string(),
  /** Raised by one with each commit. */
  version: z.int(),
  /** How many entries its journal has. */
  entries: z.int(),
  status: departureStatusSchema,
  createdAt: instantSchema,
  /** Who typed `/offboard`. */
  requester: z.string(),
  /** As resolved when the departure began; never looked up anew by e-mail. */
  leaver: personSchema,
  manager: z.string().nullable(),
  /** Who held which company role when the plan was made: whom cards go to. Rights are checked against the roles of the moment. */
  cast: z.strictObject({ hr: z.array(z.string()), it: z.array(z.string()), admin: z.array(z.string()) }),
  /** Names, languages and zones of everybody concerned, so that views and due instants need no look-up. */
  people: z.record(z.string(), personSchema),
  draft: draftSchema,
  kind: departureKindSchema.nullable(),
  workerType: workerTypeSchema.nullable(),
  /** The flow as it was when the plan was made. */
  flow: flowSchema.nullable(),
  dates: datesSchema.nullable(),
  accounts: z.array(accountSchema),
  /** Systems that could not be asked when the plan was made; they block confirmation until asked again. */
  unresolved: z.array(z.strictObject({ system: z.string(), systemLabel: z.string(), reason: z.string() })),
  tasks: z.array(taskSchema),
  revocations: z.array(revocationSchema),
  /** Of the systems, accounts, calls and effects of the plan and of the cut-off; what a confirmation confirms. */
  planHash: z.string().nullable(),
  /** The plan before the latest change, for saying what changed. */
  planChange: z
    .strictObject({
      at: instantSchema,
      added: z.array(z.string()),
      removed: z.array(z.string()),
      cutOffMoved: z.boolean(),
    })
    .nullable(),
  confirmations: z.array(confirmationSchema),
  /** For flows whose cut-off is released by a click. */
  released: z.strictObject({ by: z.string(), at: instantSchema }).nullable(),
  /** When the first call of the run was intended. */
  runStartedAt: instantSchema.nullable(),
  /** When every action had ended for the first time. */
  runEndedAt: instantSchema.nullable(),
  /** When the accounts were last looked at for use after the cut-off. */
  watchedAt: instantSchema.nullable(),
  farewellAt: instantSchema.nullable(),
  survey: surveySchema.nullable(),
  posts: z.array(postSchema),
  ended: z.strictObject({ at: instantSchema, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  /** Set once everybody may know of a confidential departure that begins anew: told once, it cannot be untold. */
  toldAt: instantSchema.optional(),
  /** Begun, or taken up again, by somebody who could not know that another departure of this person was open. */
  aside: z.boolean().optional(),
  /** When it was put back from a backup, if ever: what is posted from then on is looked for first. */
  restoredAt: instantSchema.optional(),
  /** An alarm that is up, for IT: residual access or activity found after the cut-off, cut-off passed without confirmation, a proof that nobody else has accepted. */
  alerts: z.array(
    z.strictObject({
      id: z.string(),
      at: instantSchema,
      kind: alertKindSchema,
      subject: z.string(),
      clearedAt: instantSchema.nullable(),
    }),
  ),
});
export type Departure = z.infer<typeof departureSchema>;

export const emptyDraft: Draft = {
  kind: null,
  workerType: null,
  flowId: null,
  dates: null,
  nowConfirmed: false,
  handovers: [],
  equipment: [],
  credentials: [],
  cardChannel: null,
  keptActionIds: [],
};

/** Nothing more is done to it, except re-checks of what was cut. */
export function isEnded(departure: Departure): boolean {
  return departure.status === 'completed' || departure.status === 'cancelled' || departure.status === 'retained';
}
