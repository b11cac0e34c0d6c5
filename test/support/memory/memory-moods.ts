import { quotation } from '../../../src/domain/localized.ts';
import type { ErrorKind } from '../../../src/domain/systems/evidence.ts';
import { ConnectorError } from '../../../src/engine/ports/connector.ts';

export type SystemMood =
  | 'well'
  | 'down'
  | 'throttled'
  /** Accepts and does nothing. */
  | 'lies'
  /** Acts, and then the answer is lost. */
  | 'loses-answers'
  | 'unauthorised'
  /** Reads are well, and closing an account is refused for a while. */
  | 'cannot-close'
  /** What it lists may be cut short. */
  | 'hides-lists'
  /** Another tenant answers, which knows nobody. */
  | 'other-tenant'
  /** Nobody is found, not even those who exist. */
  | 'finds-nobody'
  /** What was closed is listed for some minutes more. */
  | 'lists-lag'
  /** Neither lists nor reads tell of what was closed for some minutes. */
  | 'reads-lag'
  /** Says that it is still working on it, and is: what was asked takes effect some minutes later. */
  | 'works-on'
  /** Closing one thing closes all of its sort in the account. */
  | 'wide'
  /** A write breaks off, and nothing was done. */
  | 'breaks-off'
  /** What it was asked to do, only a person can. */
  | 'by-hand'
  /** Does what it is asked, and no read can show it. */
  | 'cannot-show'
  /** Several accounts answer to the person's address, and it cannot be told whose they are. */
  | 'unclear'
  /** Finds accounts, and what it then answers about them repeats itself or ends early. */
  | 'proves-nothing'
  /** Each call is refused the first time. */
  | 'once-unauthorised'
  | 'once-rejected'
  | 'once-throttled'
  | 'once-unavailable';

const onceRefused: Partial<Record<SystemMood, ErrorKind>> = {
  'once-unauthorised': 'unauthorised',
  'once-rejected': 'rejected',
  'once-throttled': 'throttled',
  'once-unavailable': 'unavailable',
};

/**
 * Refuses whatever a system in this mood refuses. `what` names the call, for moods that refuse each one once; `refused`
 * holds those.
 */
export function refuseIn(mood: SystemMood, what: string, refused: Set<string>): void {
  if (mood === 'down') throw new ConnectorError('unavailable', quotation('the system is down'));
  if (mood === 'throttled')
    throw new ConnectorError('throttled', quotation('too many calls'), { retryAfterSeconds: 7 });
  if (mood === 'unauthorised') throw new ConnectorError('unauthorised', quotation('the token is not accepted'));
  const kind = onceRefused[mood];
  if (kind === undefined || refused.has(what)) return;
  refused.add(what);
  throw new ConnectorError(kind, quotation('refused for once'), {
    retryAfterSeconds: kind === 'throttled' ? 7 : null,
  });
}
