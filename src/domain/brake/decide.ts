import { plus } from '../calendar/time.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import type { BrakeCommand, BrakeReport } from './commands.ts';
import { heldCalls, isCalledOff, isHeld } from './held.ts';
import { releasesThatCount, releaseValidFor } from './release.ts';

/** One of two people releases what a brake holds of this departure. */
export function decideBrake(state: Departure, { planHash }: BrakeCommand, { actor, now }: PersonContext): Outcome {
  if (!isHeld(state, now) && heldCalls(state).length === 0) return refuse('nothing-held');
  if (planHash !== state.planHash) return refuse('plan-changed');
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  if (releasesThatCount(state, now).some(({ by }) => by === actor.id)) return refuse('already-confirmed');
  const [role] = actor.roles;
  const release = { by: actor.id, ...(role && { role }), at: now, planHash, expiresAt: plus(now, releaseValidFor) };
  return happened({ type: 'brake-released', release });
}

/** What the engine and a confirmed wave say of a departure's brake. */
export function decideBrakeReport(state: Departure, command: BrakeReport, { now }: DecideContext): Outcome {
  switch (command.type) {
    case 'brake.wave-release': {
      const { wave, by, planHash, expiresAt } = command;
      if (state.status !== 'active') return refuse('wrong-status', { status: state.status });
      if (planHash !== state.planHash) return refuse('plan-changed');
      return happened(
        ...[...new Set(by)].map((one): DepartureEvent => {
          return { type: 'brake-released', release: { by: one, at: now, planHash, expiresAt, wave } };
        }),
      );
    }
    case 'brake.settle':
      return state.brake === undefined || !isCalledOff(state, now)
        ? refuse('stale')
        : happened({ type: 'brake-settled' });
    case 'brake.allow-wipes': {
      const { allowance } = state;
      if (allowance === undefined || command.wipes <= allowance.wipes) return happened();
      return happened({ type: 'wipes-allowed', wipes: command.wipes });
    }
  }
}
