import { z } from 'zod';
import { type Instant, instantSchema } from '../calendar/time.ts';
import { confirmationSchema } from '../confirmation/confirmation.ts';
import type { Departure } from '../departure.ts';
import { departureKindSchema, workerTypeSchema } from '../flow/flow.ts';
import { isConfidential } from '../people/visibility.ts';
import { plannedActionSchema } from '../systems/action.ts';
import { cardsErasedSchema, erasureSchema } from './erasure-schema.ts';

/** What was done to one account, without the account. */
const endedAccessSchema = z.strictObject({
  system: z.string(),
  stage: plannedActionSchema.shape.stage,
  effect: plannedActionSchema.shape.effect,
  byHand: z.boolean(),
  status: z.string(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  late: z.boolean(),
});

/** The evidence that stays for a time after the names have gone: nobody and no account is in it. */
export const extractSchema = z.strictObject({
  kind: departureKindSchema.nullable(),
  workerType: workerTypeSchema.nullable(),
  flow: z.strictObject({ id: z.string(), version: z.int() }).nullable(),
  status: z.string(),
  createdAt: instantSchema,
  cutOffAt: instantSchema.nullable(),
  runStartedAt: instantSchema.nullable(),
  runEndedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  confirmations: z.array(z.strictObject({ role: confirmationSchema.shape.role, at: instantSchema })),
  access: z.array(endedAccessSchema),
  /** The leaver and teammates could know of it when it was erased. Absent: nobody said so then, so it counts as no. */
  revealed: z.boolean().optional(),
});

/** What stays of an erased departure: that there was one, when it went and why, and what Relais could not reach. */
export const tombstoneSchema = z.strictObject({
  departureId: z.string(),
  entries: z.int(),
  erasedAt: instantSchema,
  why: erasureSchema.shape.why,
  cards: cardsErasedSchema,
  /** The leaver was taken out of the directory too. */
  person: z.enum(['forgotten', 'kept']),
  /** Until when the extract stays; null where there is none. */
  evidenceUntil: instantSchema.nullable(),
  extract: extractSchema.nullable(),
});
export type Tombstone = z.infer<typeof tombstoneSchema>;

/** Everything of a departure that may stay without naming anybody. */
export function extractOf(state: Departure, now: Instant): z.infer<typeof extractSchema> {
  const { kind, workerType, flow, status, createdAt, dates, runStartedAt, runEndedAt, ended } = state;
  return {
    kind,
    workerType,
    flow: flow && { id: flow.id, version: flow.version },
    status,
    createdAt,
    cutOffAt: dates?.cutOff.at ?? null,
    runStartedAt,
    runEndedAt,
    endedAt: ended?.at ?? null,
    confirmations: state.confirmations.map(({ role, at }) => ({ role, at })),
    access: state.revocations.map(({ action, status: stands, startedAt, endedAt, late }) => ({
      system: action.system,
      stage: action.stage,
      effect: action.effect,
      byHand: action.manual,
      status: stands,
      startedAt,
      endedAt,
      late,
    })),
    revealed: status !== 'draft' && flow !== null && !isConfidential(state, now),
  };
}
