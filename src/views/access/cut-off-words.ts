import type { Instant } from '../../domain/calendar/time.ts';
import { endsOnceConfirmed } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Inline } from '../card-view.ts';
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

/** The same for a sentence, where a bare moment may be said on the reader's own clock; null without dates. */
export function cutOffText(departure: Departure, voice: Voice): Inline | null {
  const { dates, flow, released } = departure;
  if (!dates) return null;
  if (released) return voice.moment(released.at);
  const isBare = !endsOnceConfirmed(departure) && flow?.cutOff.mode !== 'released';
  return isBare ? voice.zonedMoment(dates.cutOff) : cutOffWords(departure, voice);
}

/** `1 of 2 confirmed, waiting for IT`. */
export function confirmationWords(departure: Departure, voice: Voice, now: Instant): string {
  const { given, needed, missing } = confirmationState(departure, now);
  if (missing.length === 0 || departure.runStartedAt !== null)
    return voice.t('departure.confirmed', { given: needed, needed });
  const roles = voice.list(missing.map(({ role }) => voice.t(`role.${role}`)));
  return voice.t('departure.waitingFor', { given: given.length, needed, roles });
}
