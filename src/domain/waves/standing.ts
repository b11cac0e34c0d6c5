import { isOpen } from '../actions/revocation.ts';
import { isHeld } from '../brake/held.ts';
import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { overdueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { heldBackBy } from '../systems/asked-system.ts';
import type { Wave, WaveMember } from './wave.ts';

/** Where one person of a wave stands, in the order in which people move through them. */
export const standings = [
  /** Systems are being asked. */
  'planning',
  /** No plan could be made: out of the wave. */
  'failed',
  /** Left out by somebody who confirmed, or begun anew after it was called off: on their own. */
  'left',
  /** A system did not tell everything: nobody can confirm yet. */
  'unresolved',
  'unconfirmed',
  'confirmed',
  /** Confirmed, and its time has come: access ends with a click at the meeting. */
  'waits-for-click',
  /** Confirmed, its time has come, and a brake holds it until two people release it. */
  'held',
  /** Its time has come, and it is not confirmed. */
  'late',
  'running',
  /** Something is open that only a person can settle. */
  'open',
  /** Nothing is open any more: all of it was read back, or settled by a person. */
  'closed',
  /** Called off, or the person stays. */
  'stopped',
  /** Erased since. */
  'gone',
] as const;
export type Standing = (typeof standings)[number];

export function standingOf(
  { status }: Pick<Wave, 'status'>,
  { member, departure }: { member: WaveMember; departure: Departure | null },
  now: Instant,
): Standing {
  if (member.problem !== null) return 'failed';
  if (member.left !== null) return 'left';
  // Nobody is erased before there is a plan: their turn has not come yet.
  if (departure === null) return status === 'planning' ? 'planning' : 'gone';
  if (departure.status === 'draft') return 'planning';
  if (departure.status === 'cancelled' || departure.status === 'retained') return 'stopped';
  if (departure.wave?.leftAt !== undefined) return 'left';
  if (departure.runStartedAt === null) return beforeRun(departure, now);
  const open = departure.revocations.filter(isOpen);
  if (open.some(({ status }) => status === 'failed' || status === 'manual')) return 'open';
  return departure.runEndedAt !== null && open.length === 0 ? 'closed' : 'running';
}

function beforeRun(departure: Departure, now: Instant): Standing {
  const due = overdueAt(departure);
  const isDue = due !== null && due <= now;
  if (departure.status === 'completed') return 'closed';
  if (isHeld(departure, now)) return 'held';
  if (isConfirmed(departure, now))
    return isDue && departure.flow?.cutOff.mode === 'released' ? 'waits-for-click' : 'confirmed';
  if (isDue && departure.revocations.length > 0) return 'late';
  return heldBackBy(departure).length > 0 ? 'unresolved' : 'unconfirmed';
}

/**
 * Whether a confirmation of the wave may cover this departure by now: planned, in the wave, not begun, and nothing is
 * untold of it. What is untold nobody can confirm; and once it is told, whoever confirmed the others is asked for this
 * one.
 */
export function isCoverable(
  member: WaveMember,
  departure: Departure | null,
): departure is Departure & { planHash: string } {
  return (
    member.problem === null &&
    member.left === null &&
    departure?.status === 'active' &&
    departure.wave?.leftAt === undefined &&
    departure.planHash !== null &&
    departure.runStartedAt === null &&
    departure.revocations.length > 0 &&
    heldBackBy(departure).length === 0
  );
}
