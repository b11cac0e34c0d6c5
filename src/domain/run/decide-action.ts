import { calledWhileOpen } from '../actions/order.ts';
import { repeated } from '../actions/repeated.ts';
import { isOpen, type Revocation } from '../actions/revocation.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { waitsForHold } from '../hold/held.ts';
import { happened, refuse } from '../refusal.ts';
import type { ActionCommand } from './commands.ts';
import { needsSecondPerson, whyNoProof, whyNotAccepted } from './proof.ts';

/**
 * What people ask of one action: to retry it, to hand it to somebody, to say that it was done by hand, to leave it
 * open.
 */
export function decideAction(state: Departure, command: ActionCommand, { actor, now }: PersonContext): Outcome {
  const revocation = state.revocations.find((one) => one.action.id === command.actionId);
  if (!revocation) return refuse('not-found');
  if (revocation.rev !== command.rev) return refuse('stale');
  if (!isOpen(revocation) && !(command.type === 'access.retry' && revocation.status === 'waived'))
    return refuse('action-not-open');
  if (revocation.lease && revocation.lease.until > now) return refuse('stale');
  const { id: actionId } = revocation.action;
  switch (command.type) {
    case 'access.retry':
      return hasRun(state, revocation)
        ? happened({ type: 'revocation-retried', actionId })
        : refuse('not-confirmed-yet');
    case 'access.hand':
      // Before the run it takes the action out of it, like an exception; what the run left open only gets another pair
      // of hands.
      if (actor.id === state.requester && !hasRun(state, revocation)) return refuse('requester-cannot-confirm');
      if (command.to.id === state.leaver.id) return refuse('assignee-is-leaver', { name: state.leaver.name });
      return happened({ type: 'revocation-handed', actionId, to: command.to });
    case 'access.prove':
      if (waitsForHold(state, revocation)) return refuse('under-hold');
      if (revocation.status !== 'manual' && revocation.status !== 'accepted') return refuse('action-not-manual');
      return prove(state, revocation, { actor, now, proof: command.proof });
    case 'access.accept-proof': {
      const why = whyNotAccepted(state, revocation, actor);
      if (why) return { type: 'refused', refusal: why };
      return happened<DepartureEvent>(
        { type: 'revocation-proof-accepted', actionId },
        ...(revocation.action.stage === 'disable' ? repeated(calledWhileOpen(state, revocation), 'was-open') : []),
      );
    }
    case 'access.waive':
      // An exception is a decision like a confirmation: never by whoever asked for the departure.
      if (actor.id === state.requester) return refuse('requester-cannot-confirm');
      if (command.until !== null && command.until <= now) return refuse('waiver-in-past');
      return happened({ type: 'revocation-waived', actionId, reason: command.reason, until: command.until });
  }
}

function prove(
  state: Departure,
  revocation: Revocation,
  { actor, now, proof }: Pick<PersonContext, 'actor' | 'now'> & { proof: string },
): Outcome {
  const why = whyNoProof(state, revocation, { actor, now });
  if (why) return { type: 'refused', refusal: why };
  const proved = { type: 'revocation-proved', actionId: revocation.action.id, proof } as const;
  if (needsSecondPerson(state, revocation)) return happened({ ...proved, secondPerson: true });
  const closes = revocation.action.stage === 'disable';
  return happened<DepartureEvent>(proved, ...(closes ? repeated(calledWhileOpen(state, revocation), 'was-open') : []));
}

/** A retry is for something that was due: never a way to run an action ahead of its confirmation or its time. */
function hasRun(state: Departure, revocation: Revocation): boolean {
  return (
    state.runStartedAt !== null &&
    runDueAt(state) !== null &&
    revocation.status !== 'planned' &&
    revocation.status !== 'running'
  );
}
