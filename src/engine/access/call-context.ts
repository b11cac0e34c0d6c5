import type { Revocation } from '../../domain/actions/revocation.ts';
import { type Instant, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';
import { type ConnectorContext, ConnectorError, type ReadBackContext } from '../ports/connector.ts';

/** How long one attempt may take, with whatever is asked before its call. */
export const callTimeout = minute;

/** How long a connector may take to say what it did once it was told to end, in milliseconds. */
const lastWord = 1_000;

export function contextOf({ clock, gates }: EngineDeps): ConnectorContext {
  return { now: () => clock.now(), signal: gates.signal(callTimeout) };
}

/**
 * For a call under a lease. Null where the lease may end before the call does: then it must not be made, because
 * whoever takes the lease over may make it too. A commit that took its time, or a process that stood still, is enough
 * for that.
 */
export function contextWithin(deps: EngineDeps, leaseUntil: Instant): ConnectorContext | null {
  const until = plus(toInstant(deps.clock.now()), callTimeout);
  return plus(until, lastWord) > leaseUntil ? null : { ...contextOf(deps), until };
}

/**
 * The connector's answer. Where none has come a moment after its signal ended, ConnectorError of that kind: whoever
 * holds a lease lets go of it then, and what the connector says later is heard by nobody.
 */
export async function heardInTime<T>(
  answer: Promise<T>,
  signal: AbortSignal,
  kind: 'unknown-outcome' | 'unavailable',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onEnd = () => {};
  const silence = new Promise<never>((_, reject) => {
    onEnd = () => {
      timer = setTimeout(() => reject(new ConnectorError(kind, notHeard)), lastWord);
    };
    if (signal.aborted) onEnd();
    else signal.addEventListener('abort', onEnd, { once: true });
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onEnd);
  }
}

const notHeard = { en: 'no answer in time', fr: 'pas de réponse à temps' };

export function readBackContext(deps: EngineDeps, { calledAt }: Revocation): ReadBackContext {
  return { ...contextOf(deps), calledAt: calledAt === null ? null : new Date(calledAt) };
}

export function unconfigured(one: Revocation): ConnectorError {
  return new ConnectorError('rejected', {
    en: `${one.action.systemLabel} is not configured any more; put it back into relais.yaml, or waive this action`,
    fr: `${one.action.systemLabel} n’est plus configuré ; remettez-le dans relais.yaml, ou dérogez à cette action`,
  });
}

/** A connector that throws anything else has a defect: nobody knows what it did, so it is read back. */
export function asConnectorError({ log }: EngineDeps, error: unknown, one: Revocation): ConnectorError {
  if (error instanceof ConnectorError) return error;
  log.error({ err: error, action: one.action.id }, 'a connector failed in a way it should not');
  return new ConnectorError(
    'unknown-outcome',
    {
      en: 'unexpected failure inside the connector; see the log',
      fr: 'panne inattendue du connecteur ; voyez le journal du serveur',
    },
    { cause: error },
  );
}
