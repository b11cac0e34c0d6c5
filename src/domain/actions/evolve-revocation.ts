import { hour, type Instant, plus } from '../calendar/time.ts';
import type { RevocationEvent } from './events.ts';
import { openAgainMessages } from './open-again.ts';
import { recorded } from './recorded.ts';
import type { Revocation } from './revocation.ts';

/** How often something that comes back is cut again by itself; after that a person must find out who brings it back. */
const mostReturns = 3;

/** It is called once more. What has come back again and again waits for a person instead. */
function repeated(one: Revocation, because: 'was-open' | 'used' | 'came-back', at: Instant): Revocation {
  const returned = because === 'came-back';
  const givenUp = returned && one.cameBack >= mostReturns;
  return {
    ...one,
    status: 'failed',
    failure: {
      kind: 'read-back-differs',
      message: openAgainMessages[because],
      at,
    },
    lease: null,
    notBefore: givenUp ? null : at,
    mustReadBack: false,
    readBacks: 0,
    attemptsBefore: one.attempts,
    startedAt: null,
    endedAt: givenUp ? at : null,
    cameBack: returned ? one.cameBack + 1 : one.cameBack,
    rechecked: [],
    unchecked: undefined,
  };
}

/** A person took it on, so a person decides whether it is called, handed on again, or left open by an exception. */
function disproved(one: Revocation, at: Instant): Revocation {
  return {
    ...one,
    status: 'failed',
    failure: { kind: 'read-back-differs', message: openAgainMessages.disproved, at },
    // A read-back that is under way was asked for before that.
    lease: null,
    notBefore: null,
    mustReadBack: false,
    readBacks: 0,
    attemptsBefore: one.attempts,
    startedAt: null,
    endedAt: at,
    proof: null,
  };
}

const recheckAgainAfter = 6 * hour;

/**
 * Whether it is only looked whether a person has done it, and they have not: no button that they see, and no form that
 * they fill in, is out of date by that.
 */
function leavesByHand({ status }: Revocation, event: RevocationEvent): boolean {
  if (status !== 'manual') return false;
  if (event.type === 'revocation-intended') return event.mode === 'read-back';
  return event.type === 'revocation-recorded' && event.result.status === 'manual';
}

/** What a person has in hand is read back at once where the system shows it. */
function readSoon({ action }: Revocation, at: Instant): Instant | null {
  return action.verifiable === true ? at : null;
}

/** The action once this has happened to it. */
export function evolveRevocation(one: Revocation, event: RevocationEvent, at: Instant, by: string): Revocation {
  const changed = { ...one, rev: leavesByHand(one, event) ? one.rev : one.rev + 1 };
  switch (event.type) {
    case 'revocation-intended':
      return {
        ...changed,
        status: event.mode === 'act' ? 'running' : one.status,
        attempts: event.attempt,
        lease: { until: event.leaseUntil, mode: event.mode },
        // From the intent on nobody knows whether the call was made, until its result is recorded.
        mustReadBack: event.mode === 'act' ? true : one.mustReadBack,
        readBacks: event.mode === 'act' ? 0 : one.readBacks + 1,
        startedAt: one.startedAt ?? at,
        calledAt: event.mode === 'act' ? at : one.calledAt,
      };
    case 'revocation-recorded':
      return recorded(changed, event.result, { at, late: event.late });
    case 'revocation-retried':
      return {
        ...changed,
        status: 'planned',
        lease: null,
        notBefore: null,
        readBacks: 0,
        proof: null,
        // Calls keep their numbers for good, so that a result that comes late is never taken for another call's.
        attemptsBefore: one.attempts,
        startedAt: null,
        handed: null,
        waiver: null,
        endedAt: null,
      };
    case 'revocation-handed':
      return {
        ...changed,
        status: 'manual',
        lease: null,
        notBefore: readSoon(one, at),
        handed: { to: event.to.id, by, at },
        // Whoever hands it on does not accept what was said before.
        proof: null,
        endedAt: null,
      };
    case 'revocation-proved':
      return {
        ...changed,
        status: 'manual',
        lease: null,
        notBefore: readSoon(one, at),
        proof: { by, text: event.proof, at, ...(event.secondPerson && { second: null }) },
        endedAt: event.secondPerson ? null : at,
      };
    case 'revocation-proof-accepted':
      return { ...changed, proof: one.proof && { ...one.proof, second: { by, at } }, endedAt: at };
    case 'revocation-waived':
      return {
        ...changed,
        status: 'waived',
        lease: null,
        notBefore: null,
        waiver: { by, reason: event.reason, until: event.until, at },
        endedAt: at,
      };
    case 'revocation-disproved':
      return disproved(changed, at);
    case 'revocation-repeated':
      return repeated(changed, event.because, at);
    case 'waiver-expired':
      return {
        ...changed,
        status: 'planned',
        waiver: null,
        proof: null,
        attemptsBefore: one.attempts,
        readBacks: 0,
        endedAt: null,
      };
    case 'revocation-rechecked':
      return {
        ...changed,
        // What could not be read is not checked: it is asked again, until it answers or is given up.
        ...(event.result === 'unknown' && event.givenUp !== true
          ? { notBefore: plus(at, recheckAgainAfter) }
          : { rechecked: [...one.rechecked, event.day], notBefore: null }),
        unchecked:
          event.result === 'unknown'
            ? { since: one.unchecked?.since ?? at, reason: event.reason ?? 'unproven:' }
            : undefined,
        ...(event.result === 'back'
          ? {
              status: 'failed' as const,
              failure: { kind: 'read-back-differs' as const, message: openAgainMessages['live-again'], at },
              proof: null,
              // What came back once may do so again: its new proof is looked at like the first.
              rechecked: [],
              // It is cut again at once: the confirmed plan still stands. What always comes back is a person's to find
              // out.
              notBefore: one.cameBack < mostReturns ? at : null,
              endedAt: one.cameBack < mostReturns ? null : at,
              cameBack: one.cameBack + 1,
              mustReadBack: false,
              startedAt: null,
              attemptsBefore: one.attempts,
            }
          : {}),
      };
  }
}
