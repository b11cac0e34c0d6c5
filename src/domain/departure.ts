import { z } from 'zod';
import { leaverAccountSchema } from './actions/leaver-account.ts';
import { revocationSchema } from './actions/revocation.ts';
import { alertSchema } from './alerts/alert.ts';
import { announcementSchema } from './announcement/announcement.ts';
import { allowanceSchema, brakeReleaseSchema, brakeSchema } from './brake/brake.ts';
import { datesSchema } from './calendar/dates.ts';
import { instantSchema } from './calendar/time.ts';
import { postSchema } from './cards/post.ts';
import { confirmationSchema } from './confirmation/confirmation.ts';
import { contactSchema } from './contact/contact-schema.ts';
import { equipmentItemSchema } from './equipment/item.ts';
import { erasureAskedSchema, erasureSchema } from './erasure/erasure-schema.ts';
import { departureKindSchema, flowSchema, workerTypeSchema } from './flow/flow.ts';
import { holdSchema } from './hold/hold-schema.ts';
import { hrSchema } from './hr/hr-schema.ts';
import { keepsakeSchema } from './keepsake/keepsake.ts';
import { dossierSchema, topicSchema } from './knowledge/dossier.ts';
import { draftSchema } from './lifecycle/draft.ts';
import { endSchema, releaseSchema } from './lifecycle/end.ts';
import { castSchema, peopleByIdSchema, personSchema } from './people/people.ts';
import { membershipSchema } from './people/wave-membership.ts';
import { planChangeSchema } from './plan/plan-change.ts';
import { sessionSchema } from './sessions/session.ts';
import { surveySchema } from './survey/survey.ts';
import { plannedActionSchema } from './systems/action.ts';
import { askedSystemSchema } from './systems/asked-system.ts';
import { inapplicableSchema, taskSchema } from './tasks/task.ts';

export type DepartureId = string;

/** `draft`: the walk is not finished. `active`: from the plan on. `retained`: the person stays after all. */
export const departureStatusSchema = z.enum(['draft', 'active', 'completed', 'cancelled', 'retained']);
export type DepartureStatus = z.infer<typeof departureStatusSchema>;

/**
 * The state of a departure: the table of what each room keeps in it. The order of the fields is the order in which a
 * state is written.
 */
export const departureSchema = z.strictObject({
  id: z.string(),
  /** Raised by one with each commit. */
  version: z.int(),
  /** How many entries its journal has. */
  entries: z.int(),
  status: departureStatusSchema,
  createdAt: instantSchema,
  /** Who typed `/offboard`, or took up what an HR system began; `system` until somebody has. */
  requester: z.string(),
  /** As resolved when the departure began; never looked up anew by e-mail. */
  leaver: personSchema,
  manager: z.string().nullable(),
  /**
   * Who held which company role when the plan was made: whom cards go to. Rights are checked against the roles of the
   * moment.
   */
  cast: castSchema,
  /** Names, languages and zones of everybody concerned, so that views and due instants need no look-up. */
  people: peopleByIdSchema,
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
  /** Steps of the flow that are not for this departure, and why. */
  inapplicable: z.array(inapplicableSchema).optional(),
  revocations: z.array(revocationSchema),
  /** Of the systems, accounts, calls and effects of the plan and of the cut-off; what a confirmation confirms. */
  planHash: z.string().nullable(),
  /** The plan before the latest change, for saying what changed. */
  planChange: planChangeSchema.nullable(),
  confirmations: z.array(confirmationSchema),
  /** For flows whose cut-off is released by a click. */
  released: releaseSchema.nullable(),
  /** When the confirmed run began: from then on what was confirmed is bound to its accounts. */
  runStartedAt: instantSchema.nullable(),
  /** Its cut-off is held: too many had begun. Left out where it is not. */
  brake: brakeSchema.optional(),
  /** Who let go on what a brake holds, or may hold, of it. */
  brakeReleases: z.array(brakeReleaseSchema).optional(),
  /**
   * What its run may destroy without two people's word; left out before it began, and of one that began before there
   * were brakes.
   */
  allowance: allowanceSchema.optional(),
  /** When every action had ended and every system was looked at once more; null again while something is open anew. */
  runEndedAt: instantSchema.nullable(),
  /** When it had ended for the first time: later looks are counted from there. */
  runFirstEndedAt: instantSchema.nullable(),
  farewellAt: instantSchema.nullable(),
  survey: surveySchema.nullable(),
  /** Where the leaver is reached once access has ended; left out while nobody gave an address. */
  contact: contactSchema.optional(),
  /** What an HR system says about the leaver; left out while none has said anything. */
  hr: hrSchema.optional(),
  /** What the leaver knows, as it is handed on; both left out where nobody began a dossier. */
  dossier: dossierSchema.optional(),
  topics: z.array(topicSchema).optional(),
  /** What is known of things to hand back beside their tasks; left out where nobody knows more than their names. */
  equipment: z.array(equipmentItemSchema).optional(),
  /** Meetings in which the leaver hands work on; left out where none was planned. */
  sessions: z.array(sessionSchema).optional(),
  /** What colleagues are told, where and when; left out while nobody approved anything. */
  announcement: announcementSchema.optional(),
  /** What teammates sign for the leaver; left out while nobody was asked. */
  keepsake: keepsakeSchema.optional(),
  /** Legal holds that stand; left out where there is none. */
  holds: z.array(holdSchema).optional(),
  /** A hold on the person was put here, so the other departures of this person hear how it stands. */
  holdsPerson: z.boolean().optional(),
  /** One of two people asked that it be erased before its time. */
  erasureAsked: erasureAskedSchema.optional(),
  /** It is being erased; left out before. */
  erasure: erasureSchema.optional(),
  posts: z.array(postSchema),
  ended: endSchema.nullable(),
  /**
   * Since when everybody may know of a confidential departure: from when access began to end on, where its cut-off is
   * scheduled; and once it begins anew. Told once, it cannot be untold.
   */
  toldAt: instantSchema.optional(),
  /** Begun, or taken up again, by somebody who could not know that another departure of this person was open. */
  aside: z.boolean().optional(),
  /** The wave that it belongs to; left out where it stands alone. */
  wave: membershipSchema.optional(),
  /** When it was put back from a backup, if ever: what is posted from then on is looked for first. */
  restoredAt: instantSchema.optional(),
  /**
   * An alarm that is up, for IT: residual access or activity found after the cut-off, cut-off passed without
   * confirmation, a proof that nobody else has accepted.
   */
  alerts: z.array(alertSchema),
});
export type Departure = z.infer<typeof departureSchema>;
