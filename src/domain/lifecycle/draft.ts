import { z } from 'zod';
import { datesSchema } from '../calendar/dates.ts';
import { departureKindSchema, workerTypeSchema } from '../flow/flow.ts';
import { flowTextSchema } from '../flow/flow-text.ts';
import { hearsSchema } from '../flow/hears.ts';
import { heirFields } from '../people/heir-fields.ts';
import { channelIdSchema, userNamesSchema } from '../people/people.ts';
import { handoverDraftSchema } from '../tasks/handover-draft.ts';

/** What the walk has collected so far; every page may still be missing. */
export const draftSchema = z.strictObject({
  kind: departureKindSchema.nullable(),
  /** What people call a kind of the company's own; null or left out for one that Relais knows. */
  kindName: flowTextSchema.nullable().optional(),
  workerType: workerTypeSchema.nullable(),
  flowId: z.string().nullable(),
  dates: datesSchema.nullable(),
  /** The last working day that was written with the command: what the page of dates proposes. */
  lastDaySaid: z.iso.date().optional(),
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
  userNames: userNamesSchema.optional(),
  /** Actions the manager took out of the plan (an internal move keeps the new role's groups). */
  keptActionIds: z.array(z.string()),
  ...heirFields,
  /** When people hear of it; left out where it is as usual (`usualHears`). */
  hears: hearsSchema.optional(),
});
export type Draft = z.infer<typeof draftSchema>;

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
