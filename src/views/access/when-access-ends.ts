import { type Instant, minute } from '../../domain/calendar/time.ts';
import { endsOnceConfirmed } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { confirmationState } from './access-state.ts';

/**
 * By when access ends, seen from now: `once` where its time has passed, or was to be at once, and only confirmations
 * are missing.
 */
export function endsAt(departure: Departure, now: Instant): 'meeting' | 'once' | 'time' {
  if (departure.flow?.cutOff.mode === 'released') return 'meeting';
  const passed = departure.dates !== null && departure.dates.cutOff.at <= now;
  return passed || endsOnceConfirmed(departure) ? 'once' : 'time';
}

/**
 * For how long what was open before may live on once access has ended, in milliseconds, and where; null where nothing
 * does.
 */
function livesOn({ revocations }: Departure): { longest: number; systems: readonly string[] } | null {
  const lasting = revocations.filter(({ action }) => action.residualMinutes > 0);
  if (lasting.length === 0) return null;
  return {
    longest: Math.max(...lasting.map(({ action }) => action.residualMinutes)) * minute,
    systems: [...new Set(lasting.map(({ action }) => action.systemLabel))].sort(),
  };
}

/** The same in a sentence that follows "access ends within minutes"; empty where nothing lives on. */
export function livesOnWords(departure: Departure, voice: Voice): string {
  const rest = livesOn(departure);
  if (rest === null) return '';
  const [first = '', ...others] = rest.systems.map(oneLine);
  const systems =
    others.length > 2
      ? `${first} ${voice.t('access.moreActions', { count: others.length })}`
      : voice.list([first, ...others]);
  return voice.t('release.livesOn', { duration: voice.duration(rest.longest), systems });
}

/** Whether a confirmation covers what appears later: an old role's plan is what the manager chose, and no more. */
export function coversLater({ flow }: Departure): boolean {
  return flow?.access === 'all';
}

/**
 * Confirmations that run out before the planned end of access, which they would then not cover; with the first to do
 * so.
 */
export function lapsing(departure: Departure, now: Instant): { by: readonly string[]; until: Instant } | null {
  const { dates, runStartedAt } = departure;
  if (dates === null || runStartedAt !== null || dates.cutOff.at <= now) return null;
  const early = confirmationState(departure, now).given.filter(({ expiresAt }) => expiresAt < dates.cutOff.at);
  const [until] = early.map(({ expiresAt }) => expiresAt).sort();
  return until === undefined ? null : { by: early.map(({ by }) => by), until };
}
