import type { Departure } from '../departure.ts';
import type { Entry } from '../journal/entry.ts';
import { type DecisionFact, decisionTypeSchema, type ExceptionFact } from './report.ts';
import { auditorOf, type Naming, named, whoIs } from './who.ts';

export function decisionsOf(entries: readonly Entry[], departure: Departure, naming: Naming): DecisionFact[] {
  return entries.flatMap(({ at, seq, by, event }) => {
    const type = decisionTypeSchema.safeParse(event.type).data;
    if (type === undefined) return [];
    const text = textIn(event);
    return [
      {
        at,
        seq,
        by: event.type === 'evidence-taken' ? auditorOf(event.auditor, naming) : whoIs(by, departure, naming),
        type,
        ...('planHash' in event && event.planHash !== undefined && { planHash: event.planHash }),
        ...(event.type === 'access-confirmed' && {
          planHash: event.confirmation.planHash,
          about: event.confirmation.role,
          until: event.confirmation.expiresAt,
        }),
        ...(event.type === 'brake-released' && { planHash: event.release.planHash }),
        ...('actionId' in event && { about: naming.codeOf('action', event.actionId) }),
        ...('system' in event && { about: event.system }),
        ...(event.type === 'evidence-taken' && { about: event.level }),
        ...('hold' in event && event.hold !== null && { about: event.hold.scope }),
        ...(event.type === 'revocation-waived' && { until: event.until }),
        ...named(naming, 'text', text || undefined),
      },
    ];
  });
}

/** What whoever decided wrote. */
function textIn(event: Entry['event']): string | null | undefined {
  if (event.type === 'revocation-proved') return event.proof;
  if ('hold' in event) return event.hold?.reason;
  return 'reason' in event && typeof event.reason === 'string' ? event.reason : null;
}

/** Everything that was left open knowingly, also what ran out or was settled since. */
export function exceptionsOf(entries: readonly Entry[], departure: Departure, naming: Naming): ExceptionFact[] {
  return entries.flatMap(({ at, seq, by, event }) => {
    if (event.type !== 'revocation-waived') return [];
    const { actionId, reason, until } = event;
    const ended = entries.find(
      (later) =>
        later.seq > seq &&
        (later.event.type === 'waiver-expired' || later.event.type === 'revocation-retried') &&
        later.event.actionId === actionId,
    );
    const system = departure.revocations.find(({ action }) => action.id === actionId)?.action.system;
    return [
      {
        at,
        seq,
        action: naming.codeOf('action', actionId),
        system: system ?? actionId.split('/')[0] ?? '',
        by: whoIs(by, departure, naming),
        ...named(naming, 'reason', reason),
        until,
        ended: ended ? { at: ended.at, seq: ended.seq } : null,
      },
    ];
  });
}
