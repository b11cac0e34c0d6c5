import { isOpen, type Revocation } from '../actions/revocation.ts';
import { day } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { PlannedAction } from '../systems/action.ts';
import type { HoldWord } from './hold-schema.ts';

/** For how long the first word of two waits for the second, in milliseconds. */
export const firstWordValidFor = 3 * day;

/**
 * Whether a legal hold stops this departure: also one that still waits for its second person, because what is gone
 * meanwhile does not come back. One that waited in vain ends by an event (`timedHolds`), never by the clock alone.
 */
export function isUnderHold({ holds = [] }: Pick<Departure, 'holds'>): boolean {
  return holds.length > 0;
}

/** Whether two words make a decision: of different people, one of them HR's. */
export function decidesTogether(first: HoldWord, second: Pick<HoldWord, 'by' | 'hr'>): boolean {
  return first.by !== second.by && (first.hr || second.hr);
}

/**
 * What is sent for an action while a legal hold stands: nothing that takes a licence, deletes, wipes, or that nobody
 * can undo. Of an action with two ways, the one that can be undone is left. Null where none is: a person who does it by
 * hand must not do it either.
 */
export function underHold(action: PlannedAction): PlannedAction | null {
  const { stage, effect, fallback } = action;
  if (action.wipesDevice === true || stage === 'licence' || stage === 'delete') return null;
  // What it destroys is a key to the account, and nothing that anybody wrote.
  if (stage === 'credentials') return action;
  const only = { ...action, fallback: null };
  if (effect !== 'destructive') return fallback?.effect === 'destructive' ? only : action;
  if (fallback === null || fallback.effect === 'destructive') return null;
  return { ...only, call: fallback.call, effect: fallback.effect };
}

/** Whether an action waits for a legal hold to be lifted. What was under way when it was put is read back as ever. */
export function waitsForHold(state: Pick<Departure, 'holds'>, { action, status }: Revocation): boolean {
  if (!isUnderHold(state) || underHold(action) !== null) return false;
  return status === 'planned' || status === 'failed' || status === 'manual';
}

/** What a legal hold keeps from being done, whoever would do it: open, and left as it is. */
export function heldByHold(state: Departure): readonly Revocation[] {
  return state.revocations.filter((one) => isOpen(one) && waitsForHold(state, one));
}

/** Whether a legal hold alone keeps what is still open of these: Relais does none of it, and nobody may. */
export function isKeptByHold(state: Departure, revocations: readonly Revocation[]): boolean {
  const open = revocations.filter(isOpen);
  const held = heldByHold(state);
  return open.length > 0 && open.every((one) => held.includes(one));
}
