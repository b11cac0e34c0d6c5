import { z } from 'zod';
import { type Tripped, trippedSchema } from '../../domain/brake/brake.ts';
import { day, hour, type Instant, instantSchema, plus } from '../../domain/calendar/time.ts';
import type { BrakeLimits } from './limits.ts';
import { remembered } from './remembered.ts';

/** Under which note the brakes of all processes stand. */
export const brakesNoteKey = 'brakes';

const keptBrakesSchema = z.strictObject({
  /** Runs that began within the caps, each departure once. */
  begun: z.array(z.strictObject({ id: z.string(), at: instantSchema })),
  /** How many wipes each departure was given within the cap. */
  wipes: z.array(
    z.strictObject({
      id: z.string(),
      at: instantSchema,
      count: z.int().min(0),
      /** It wanted more than was left: what it lacks is for two people to release, however much is left later. */
      lacks: z.literal(true).optional(),
    }),
  ),
  /** Whose cut-off is held. As long as there is one, the brake is on. */
  held: z.array(z.strictObject({ id: z.string(), at: instantSchema, ...trippedSchema.shape })),
});
export type KeptBrakes = z.infer<typeof keptBrakesSchema>;

/** What a note holds; nothing has begun where there is none. */
export function readKept(note: unknown): KeptBrakes {
  return note === null ? { begun: [], wipes: [], held: [] } : keptBrakesSchema.parse(note);
}

/** How much of each cap is used. */
export interface BrakesInUse {
  lastHour: number;
  lastDay: number;
  wipesLastDay: number;
  held: number;
}

/**
 * What counts now. Whatever is marked later than now counts too: a clock that was set back gives nobody more.
 */
export function inUse(kept: KeptBrakes, now: Instant): BrakesInUse {
  const within = (span: number) => kept.begun.filter(({ at }) => at > plus(now, -span)).length;
  return {
    lastHour: within(hour),
    lastDay: within(day),
    wipesLastDay: kept.wipes.filter(({ at }) => at > plus(now, -day)).reduce((sum, { count }) => sum + count, 0),
    held: kept.held.length,
  };
}

/** A run that is to begin: whose, whether two people released it, and how many devices its plan would wipe. */
export interface BeginRequest {
  id: string;
  now: Instant;
  isReleased: boolean;
  wipes: number;
}

export type BeginAnswer = { type: 'open'; wipes: number } | ({ type: 'held' } & Tripped);

/**
 * Counts a run that is to begin, or holds it. The same departure counts once in a day however often it asks, so that
 * who died between this and the commit takes no second place. What two people released takes no place at all.
 */
export function takeBegin(
  kept: KeptBrakes,
  request: BeginRequest,
  limits: Pick<BrakeLimits, 'cutOffs' | 'devicesPerDay'>,
): { kept: KeptBrakes; answer: BeginAnswer } {
  const { id, now, isReleased } = request;
  const isKnown = kept.begun.some((one) => one.id === id && one.at > plus(now, -day));
  const tripped = isReleased || isKnown ? null : trippedBy(kept, request, limits);
  if (tripped !== null) {
    const held = [...kept.held.filter((one) => one.id !== id), { id, at: now, ...tripped }];
    return { kept: { ...kept, held }, answer: { type: 'held', ...tripped } };
  }
  const counted = isReleased || isKnown ? kept.begun : remembered([...kept.begun, { id, at: now }], now);
  // What an earlier run of it was given is no part of this one's, once that day is over.
  const wipes = kept.wipes.filter((one) => one.id !== id || one.at > plus(now, -day));
  const given = takeWipes({ ...kept, begun: counted, wipes }, request, limits);
  const answer: BeginAnswer = { type: 'open', wipes: isReleased ? request.wipes : given.wipes };
  return { kept: withoutHeld(isReleased ? { ...kept, begun: counted } : given.kept, id), answer };
}

/** Which cap the cut-off would go beyond; null where none. */
function trippedBy(
  kept: KeptBrakes,
  { id, now }: BeginRequest,
  { cutOffs: { perHour, perDay } }: Pick<BrakeLimits, 'cutOffs'>,
): Tripped | null {
  const before = kept.held.find((one) => one.id === id);
  if (before) return { cap: before.cap, counted: before.counted, limit: before.limit };
  const { lastHour, lastDay, held } = inUse(kept, now);
  if (held > 0) return { cap: 'tripped', counted: held, limit: 1 };
  if (lastDay >= perDay) return { cap: 'day', counted: lastDay, limit: perDay };
  return lastHour >= perHour ? { cap: 'hour', counted: lastHour, limit: perHour } : null;
}

/**
 * Gives a departure as many wipes as it wants and the cap has left. Whoever got fewer than they wanted gets no more by
 * asking again: the rest is for two people to release.
 */
export function takeWipes(
  kept: KeptBrakes,
  { id, now, wipes: wanted }: Pick<BeginRequest, 'id' | 'now' | 'wipes'>,
  { devicesPerDay }: Pick<BrakeLimits, 'devicesPerDay'>,
): { kept: KeptBrakes; wipes: number } {
  if (wanted === 0) return { kept, wipes: 0 };
  const mine = kept.wipes.filter((one) => one.id === id);
  const had = mine.reduce((sum, { count }) => sum + count, 0);
  if (mine.some(({ lacks }) => lacks) || wanted <= had) return { kept, wipes: had };
  const left = Math.max(0, devicesPerDay - inUse(kept, now).wipesLastDay);
  const count = Math.min(wanted - had, left);
  const given = { id, at: now, count, ...(count < wanted - had && { lacks: true as const }) };
  return { kept: { ...kept, wipes: remembered([...kept.wipes, given], now) }, wipes: had + count };
}

/** The departure is not to begin any more, or has begun: it holds nobody back. */
export function withoutHeld(kept: KeptBrakes, id: string): KeptBrakes {
  return { ...kept, held: kept.held.filter((one) => one.id !== id) };
}
