import { isUnsettled } from '../actions/unsettled.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { decidesTogether, isUnderHold } from '../hold/held.ts';
import { isLive } from '../lifecycle/ended.ts';
import { happened, refuse } from '../refusal.ts';
import { retentionDates } from '../retention/dates.ts';
import { noRetention } from '../retention/retention.ts';
import type { ErasureCommand, ErasureReport } from './commands.ts';

/** Two people, one of them HR, have an ended departure erased before its time. */
export function decideErasure(state: Departure, command: ErasureCommand, context: PersonContext): Outcome {
  const { actor, retention = noRetention } = context;
  const { erasureAsked } = state;
  const word = { by: actor.id, hr: actor.roles.includes('hr') };
  switch (command.type) {
    case 'erasure.ask':
      if (erasureAsked !== undefined) return refuse('stale');
      return whyNot(state) ?? happened({ type: 'erasure-asked', hr: word.hr, reason: command.reason });
    case 'erasure.confirm': {
      if (erasureAsked === undefined) return refuse('stale');
      if (erasureAsked.by === actor.id) return refuse('second-person-needed');
      if (!decidesTogether(erasureAsked, word)) return refuse('hold-needs-hr');
      const evidenceUntil = retentionDates(state, retention)?.evidence?.until ?? null;
      return whyNot(state) ?? happened({ type: 'erasure-began', why: 'decided', evidenceUntil });
    }
    case 'erasure.withdraw':
      return erasureAsked === undefined ? refuse('stale') : happened({ type: 'erasure-withdrawn' });
  }
}

function whyNot(state: Departure): Outcome | null {
  if (isUnderHold(state)) return refuse('under-hold');
  return isOpenStill(state) || state.alerts.some(isNobodySaw) ? refuse('erasure-too-early') : null;
}

/** Whoever gives access back, or ends it after all, still needs to know whose. */
export function isOpenStill(state: Departure): boolean {
  return isLive(state) || isUnsettled(state);
}

/** What may have been done with the access is looked at before two people have its record destroyed. */
function isNobodySaw({ kind, clearedAt }: Departure['alerts'][number]): boolean {
  return clearedAt === null && (kind === 'activity' || kind === 'unchecked');
}

/** What the engine says of an erasure that is under way. */
export function decideErasureReport(state: Departure, command: ErasureReport, _: DecideContext): Outcome {
  if (state.erasure === undefined) return refuse('stale');
  switch (command.type) {
    case 'erasure.card': {
      const { key, outcome } = command;
      const post = state.posts.find((one) => one.key === key);
      if (post === undefined) return happened();
      return happened(
        { type: 'card-erased', key, channel: post.ref?.channel ?? null, outcome },
        // What was mailed in its place, while its platform was down, is beyond reach.
        ...(post.mailed === undefined
          ? []
          : [{ type: 'card-erased', key, channel: 'email', outcome: 'out-of-reach' } satisfies DepartureEvent]),
      );
    }
    case 'erasure.wait':
      return happened({ type: 'erasure-waits', until: command.until });
    case 'erasure.stop':
      return isUnderHold(state) || isOpenStill(state) ? happened({ type: 'erasure-stopped' }) : refuse('stale');
  }
}
