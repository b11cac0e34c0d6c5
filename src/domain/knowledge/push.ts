import type { Instant } from '../calendar/time.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { isConfidential } from '../people/visibility.ts';
import { happened, refuse } from '../refusal.ts';
import type { KnowledgeReport } from './commands.ts';
import type { DossierPush } from './dossier.ts';
import type { KnowledgeEvent } from './events.ts';

type PushReport = Exclude<KnowledgeReport, { type: 'dossier.plan' }>;
type PushEvent = Extract<KnowledgeEvent, { number: number }>;

/** Somebody wants the dossier in the wiki: never while the departure is a secret, because a wiki is read by many. */
export function askPush(state: Departure, { now }: Pick<DecideContext, 'now'>): Outcome {
  if (state.dossier === undefined) return refuse('dossier-missing');
  if (isConfidential(state, now)) return refuse('dossier-secret');
  const { push } = state.dossier;
  if (push && isUnderWay(push)) return refuse('dossier-on-its-way');
  return happened({ type: 'dossier-push-asked', number: (push?.number ?? 0) + 1 });
}

/** What the engine reports of it. */
export function decidePushReport(state: Departure, command: PushReport, { now }: DecideContext): Outcome {
  const push = state.dossier?.push;
  const { number } = command;
  if (!push || push.number !== number || push.takenAt !== null) return refuse('stale');
  switch (command.type) {
    case 'dossier.push-intend': {
      const at = pushesAt(state);
      if (at === null || at > now || isConfidential(state, now)) return refuse('stale');
      return happened({ type: 'dossier-push-intended', number, leaseUntil: command.leaseUntil });
    }
    case 'dossier.pushed':
      return happened({ type: 'dossier-pushed', number });
    case 'dossier.unpushed':
      return happened({ type: 'dossier-push-failed', number, because: command.because, retryAt: command.retryAt });
  }
}

/** When the dossier is sent, or sent again; null where nothing is on its way, or nobody leaves any more. */
export function pushesAt({ dossier, status }: Pick<Departure, 'dossier' | 'status'>): Instant | null {
  const push = dossier?.push;
  if (!push || !isUnderWay(push) || (status !== 'active' && status !== 'completed')) return null;
  return push.leaseUntil ?? push.failure?.retryAt ?? push.at;
}

function isUnderWay({ takenAt, failure, leaseUntil }: DossierPush): boolean {
  return takenAt === null && (leaseUntil !== null || failure === null || failure.retryAt !== null);
}

/** What becomes of it. */
export function evolvePush(state: Departure, event: PushEvent, at: Instant, by: string): Departure {
  const { dossier } = state;
  if (dossier === undefined) return state;
  if (event.type === 'dossier-push-asked') {
    const push = { number: event.number, by, at, takenAt: null, leaseUntil: null, failure: null };
    return { ...state, dossier: { ...dossier, push } };
  }
  const { push } = dossier;
  if (push === undefined) return state;
  switch (event.type) {
    case 'dossier-push-intended':
      return { ...state, dossier: { ...dossier, push: { ...push, leaseUntil: event.leaseUntil } } };
    case 'dossier-pushed':
      return { ...state, dossier: { ...dossier, push: { ...push, takenAt: at, leaseUntil: null, failure: null } } };
    case 'dossier-push-failed': {
      const { because, retryAt } = event;
      const failure = { times: (push.failure?.times ?? 0) + 1, because, retryAt };
      return { ...state, dossier: { ...dossier, push: { ...push, leaseUntil: null, failure } } };
    }
  }
}
