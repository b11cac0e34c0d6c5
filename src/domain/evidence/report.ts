import { z } from 'zod';
import { datesSchema } from '../calendar/dates.ts';
import { periodSchema } from '../calendar/period.ts';
import { instantSchema } from '../calendar/time.ts';
import type { DepartureEventType } from '../event.ts';
import { departureKindSchema } from '../flow/flow.ts';
import { wordsSchema } from '../localized.ts';
import { effectSchema, stageSchema } from '../systems/action.ts';
import { controlSchema } from './controls.ts';
import { levelSchema } from './level.ts';

/** Something that happened: when, and in which entry of the journal it stands. A stranger compares the two. */
const factSchema = z.strictObject({ at: instantSchema, seq: z.int().min(1) });
export type Fact = z.infer<typeof factSchema>;

const roleSchema = z.enum(['relais', 'leaver', 'manager', 'requester', 'hr', 'it', 'admin', 'auditor', 'other']);

/**
 * Somebody, by what they are in this departure. `code`: the same for one person in every pack of one installation.
 * `name`: at `full` only.
 */
const whoSchema = z.strictObject({
  code: z.string(),
  roles: z.array(roleSchema).min(1),
  name: z.string().optional(),
});
export type Who = z.infer<typeof whoSchema>;

/**
 * Entries by which somebody decided about the departure, its dates, its access or its exceptions, or took that back.
 */
export const decisionTypeSchema = z.enum([
  'drafted',
  'planned',
  'rescheduled',
  'plan-changed',
  'access-confirmed',
  'confirmation-withdrawn',
  'confirmation-expired',
  'coverage-extended',
  'cut-off-released',
  'run-began',
  'run-braked',
  'brake-released',
  'tenant-adopted',
  'system-set-aside',
  'revocation-retried',
  'revocation-handed',
  'revocation-proved',
  'revocation-proof-accepted',
  'revocation-disproved',
  'revocation-waived',
  'waiver-expired',
  'run-ended',
  'completed',
  'cancelled',
  'cancel-undone',
  'retained',
  'reopened',
  'restored',
  'hr-kept',
  'hr-again-settled',
  'hold-asked',
  'hold-confirmed',
  'hold-lapsed',
  'hold-lift-asked',
  'hold-lifted',
  'hold-reviewed',
  'hold-carried',
  'erasure-asked',
  'erasure-withdrawn',
  'erasure-began',
  'erasure-stopped',
  'evidence-taken',
] satisfies DepartureEventType[]);

/** Who decided what and when. `type`: of the entry. `text`: what they wrote, at `full` only. */
const decisionSchema = factSchema.extend({
  by: whoSchema,
  type: decisionTypeSchema,
  planHash: z.string().optional(),
  about: z.string().optional(),
  until: instantSchema.nullable().optional(),
  text: z.string().optional(),
});
export type DecisionFact = z.infer<typeof decisionSchema>;

/**
 * `still-open`: neither proven, nor proven by hand, nor left open knowingly. `held`: open, and a legal hold keeps it
 * so.
 */
const endingSchema = z.enum(['verified', 'by-hand', 'waived', 'accepted', 'held', 'still-open']);
export type Ending = z.infer<typeof endingSchema>;

const actionSchema = z.strictObject({
  /** Stands for the action in every part of the pack. */
  code: z.string(),
  stage: stageSchema,
  effect: effectSchema,
  manual: z.boolean(),
  /** What is sent, and what it is about; at `full` only. */
  call: z.string().optional(),
  target: z.string().optional(),
  planned: factSchema.nullable(),
  /** Calls that were begun; the first and the last of them. */
  calls: z.int().min(0),
  firstCall: factSchema.nullable(),
  lastCall: factSchema.nullable(),
  /** When the system said that it took it. */
  done: factSchema.nullable(),
  /** When another call showed that it is gone. */
  readBack: factSchema.nullable(),
  http: z.int().nullable(),
  requestId: z.string().nullable(),
  ending: endingSchema,
  /** Of what is proven: until when what was issued before, such as tokens, may go on working. */
  residualUntil: instantSchema.nullable(),
  /** From the cut-off until it was proven; null where it is not, or where there was no cut-off. */
  openSeconds: z.int().min(0).nullable(),
  /** What was read on later days. */
  rechecks: z.array(factSchema.extend({ day: z.int(), result: z.enum(['gone', 'back', 'unknown']) })),
});
export type ActionFacts = z.infer<typeof actionSchema>;

const accountSchema = z.strictObject({
  code: z.string(),
  login: z.string().optional(),
  actions: z.array(actionSchema),
});

/** One word of a system on who the leaver is there. `when`: for the plan, during the run, or afterwards. */
const lookSchema = factSchema.extend({
  when: z.enum(['plan', 'run', 'later']),
  accounts: z.int().min(0),
  /** Why it did not tell everything: a code, without words. */
  problem: z.string().nullable(),
});
export type LookFact = z.infer<typeof lookSchema>;

const systemSchema = z.strictObject({
  system: z.string(),
  label: z.string(),
  /** By how many values the person was looked for, last. */
  askedBy: z.int().min(0),
  /** Whether its last look told which accounts there are. */
  told: z.boolean(),
  accounts: z.array(accountSchema),
  looks: z.array(lookSchema),
  /** The last one before the run had ended. */
  lastLook: lookSchema.nullable(),
});
export type SystemFacts = z.infer<typeof systemSchema>;

/** Left open knowingly. `ended`: it ran out. */
const exceptionSchema = factSchema.extend({
  action: z.string(),
  system: z.string(),
  by: whoSchema,
  reason: z.string().optional(),
  until: instantSchema.nullable(),
  ended: factSchema.nullable(),
});
export type ExceptionFact = z.infer<typeof exceptionSchema>;

/** What was to be given back, handed over or rotated. */
const taskSchema = z.strictObject({
  code: z.string(),
  nature: z.enum(['step', 'handover', 'equipment', 'credential', 'shared-account', 'restore']),
  title: z.string().optional(),
  outcome: z.enum(['done', 'left-out', 'open']),
  settled: factSchema.extend({ by: whoSchema }).nullable(),
  condition: z.enum(['good', 'worn', 'damaged', 'missing']).nullable(),
});

const countsSchema = z.strictObject({
  entries: z.int().min(0),
  systems: z.int().min(0),
  accounts: z.int().min(0),
  actions: z.int().min(0),
  verified: z.int().min(0),
  byHand: z.int().min(0),
  waived: z.int().min(0),
  notProven: z.int().min(0),
  exceptions: z.int().min(0),
  confirmations: z.int().min(0),
  longestOpenSeconds: z.int().min(0).nullable(),
});
export type Counts = z.infer<typeof countsSchema>;

/** Everything that is said of one departure, from its journal alone. */
const departureReportSchema = z.strictObject({
  departureId: z.string(),
  leaver: whoSchema,
  manager: whoSchema.nullable(),
  kind: departureKindSchema.nullable(),
  /** What the flow calls a kind of the company's own; null for the common ones. */
  kindName: wordsSchema.nullable(),
  flow: z.strictObject({ id: z.string(), version: z.int() }).nullable(),
  status: z.enum(['draft', 'active', 'completed', 'cancelled', 'retained']),
  dates: datesSchema.nullable(),
  /** From which instant access was to be closed: the cut-off, or the click that released it. */
  cutOff: instantSchema.nullable(),
  began: factSchema,
  runBegan: factSchema.nullable(),
  runEnded: factSchema.nullable(),
  ended: factSchema.nullable(),
  decisions: z.array(decisionSchema),
  systems: z.array(systemSchema),
  exceptions: z.array(exceptionSchema),
  tasks: z.array(taskSchema),
  /** Where the stored state does not say what the journal says; empty where both agree. */
  differs: z.array(z.string()),
  chain: z.strictObject({ entries: z.int().min(1), head: z.hex(), committed: z.int().min(0) }),
  counts: countsSchema,
});
export type DepartureReport = z.infer<typeof departureReportSchema>;

/** What `evidence.json` of a pack holds. */
export const reportSchema = z.strictObject({
  format: z.literal(1),
  relais: z.string(),
  organisation: z.string(),
  level: levelSchema,
  madeAt: instantSchema,
  /** First and last day on which a departure of it began; null for a single one. */
  period: periodSchema.nullable(),
  /**
   * Of how many departures of the period so many were drawn, and by which seed: those whose SHA-256 of `<seed>:<id>` is
   * the smallest. Null where all are in it.
   */
  sample: z.strictObject({ of: z.int().min(0), size: z.int().min(1), seed: z.string() }).nullable(),
  /**
   * `taker`: of the period it holds only departures that whoever took it may see; how many others there are is not
   * told. Left out where it holds all, or those of the sample.
   */
  limitedTo: z.literal('taker').optional(),
  /** Departures of the period that are not in it, because their data was erased. */
  erased: z.int().min(0),
  controls: z.array(controlSchema),
  departures: z.array(departureReportSchema),
  counts: countsSchema,
});
export type EvidenceReport = z.infer<typeof reportSchema>;
