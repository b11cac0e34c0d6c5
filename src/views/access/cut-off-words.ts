import type { Instant } from '../../domain/calendar/time.ts';
import { endsOnceConfirmed } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Voice } from '../words/voice.ts';
import { confirmationState } from './access-state.ts';

/** When access ends, as far as it is known; empty without dates. */
export function cutOffWords(departure: Departure, voice: Voice): string {
  const { dates, flow, released } = departure;
  if (!dates) return '';
  const when = voice.zoned(dates.cutOff);
  if (released) return voice.instant(released.at);
  if (endsOnceConfirmed(departure)) return voice.t('departure.cutOffAtOnce');
  return flow?.cutOff.mode === 'released' ? voice.t('departure.cutOffReleased', { when }) : when;
}

/** `1 of 2 confirmed, waiting for IT`. */
export function confirmationWords(departure: Departure, voice: Voice, now: Instant): string {
  const { given, needed, missing } = confirmationState(departure, now);
  if (missing.length === 0 || departure.runStartedAt !== null)
    return voice.t('departure.confirmed', { given: needed, needed });
  const roles = voice.list(missing.map(({ role }) => voice.t(`role.${role}`)));
  return voice.t('departure.waitingFor', { given: given.length, needed, roles });
}
