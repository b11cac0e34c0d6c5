import { z } from 'zod';
import { leaverAccountSchema, plannedActionSchema, revocationSchema } from './access/revocation.ts';
import { instantSchema, zonedDaySchema, zonedInstantSchema } from './calendar/time.ts';
import { departureKindSchema, flowSchema, workerTypeSchema } from './flow/flow.ts';
import { channelIdSchema, type Person, personSchema } from './people/people.ts';
import { surveySchema } from './survey/survey.ts';
import { askedSystemSchema } from './systems/look.ts';
import { isTaskOpen, taskSchema } from './tasks/task.ts';

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
  /** Under what else systems may know the leaver, as whoever prepares the departure added it. */
  otherEmails: z.array(z.email()).max(20),
  employeeNumber: z.string().min(1).max(60).nullable(),
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

/**
 * What an alarm is about, and its subject. `residual-access`: an action; `activity`, `unchecked`, `account-open` and `action-failed`:
 * `system/account`;
 * `appeared`: the hash of the plan that nobody has confirmed in full; `plan-unresolved`: a system; `unassigned`: a task; `proof-waits`: an action.
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
]);
export type AlertKind = z.infer<typeof alertKindSchema>;

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
  accounts: z.array(leaverAccountSchema),
  /** Every configured system, by which values it was asked about the leaver, and what came. */
  systems: z.array(askedSystemSchema),
  /** Raised by whatever is done to an action: looks say up to which change they saw. */
  accessRev: z.int(),
  /** What the manager kept out of an old role's plan; confirmed with it. */
  kept: z.array(plannedActionSchema),
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
  /** When the confirmed run began: from then on what was confirmed is bound to its accounts. */
  runStartedAt: instantSchema.nullable(),
  /** When every action had ended and every system was looked at once more; null again while something is open anew. */
  runEndedAt: instantSchema.nullable(),
  /** When it had ended for the first time: later looks are counted from there. */
  runFirstEndedAt: instantSchema.nullable(),
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
  otherEmails: [],
  employeeNumber: null,
  keptActionIds: [],
};

/** The leaver with every address and number that is known of them: from the directory, and from the walk. What systems are asked by. */
export function leaverAsKnown({ leaver, draft }: Pick<Departure, 'leaver' | 'draft'>): Person {
  const otherEmails = [...(leaver.otherEmails ?? []), ...draft.otherEmails];
  const employeeNumber = draft.employeeNumber ?? leaver.employeeNumber;
  return {
    ...leaver,
    ...(otherEmails.length > 0 ? { otherEmails } : {}),
    ...(employeeNumber === undefined ? {} : { employeeNumber }),
  };
}

/** Nothing more is done to it, except re-checks of what was cut. */
export function isEnded(departure: Departure): boolean {
  return departure.status === 'completed' || departure.status === 'cancelled' || departure.status === 'retained';
}

/** Somebody may still have to act in it. After its end that is whoever gives access back. */
export function isLive(departure: Departure): boolean {
  return !isEnded(departure) || departure.tasks.some(isTaskOpen);
}
