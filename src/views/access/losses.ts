import { isProven, type Revocation } from '../../domain/actions/revocation.ts';
import { day, type Instant, plus } from '../../domain/calendar/time.ts';
import type { Loss } from '../../domain/systems/action.ts';
import { fold, item } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import type { SystemView } from './access-state.ts';

/** In one sentence what a system does away with by its own clock once the plan is done; null where it is nothing. */
export function lossNote({ label, revocations }: SystemView, voice: Voice): string | null {
  const losses = revocations.flatMap(({ action }) => action.losses ?? []);
  if (losses.length === 0) return null;
  const each = [...new Map(losses.map((loss) => [keyOf(loss), loss])).values()]
    .toSorted((a, b) => daysOf(a) - daysOf(b))
    .map(({ what: lost, afterDays }) => {
      const what = voice.localized(lost);
      return afterDays === null
        ? voice.t('access.lossUntold', { what })
        : voice.t('access.lossAfter', { days: afterDays, what });
    });
  return cut(voice.t('access.losses', { system: label, what: each.join(' · ') }), 600);
}

/**
 * What is lost yet because of what was done, with its day: folded away, with how much it is and the first day on the
 * fold. What is gone by now is nothing to act on any more.
 */
export function lossBlocks(systems: readonly SystemView[], now: Instant, voice: Voice): readonly CardBlock[] {
  const coming = systems
    .flatMap(({ label, revocations }) => comingLosses(revocations).map((loss) => ({ label, ...loss })))
    .filter(({ at }) => at === null || at > now)
    // Those without a day come last.
    .toSorted((a, b) => (a.at ?? '~').localeCompare(b.at ?? '~'));
  const [first] = coming;
  if (first === undefined) return [];
  const title = voice.t('access.lossesFold', {
    count: coming.length,
    day: first.at === null ? 'none' : voice.dayOf(first.at),
  });
  return [
    fold(title, {
      type: 'items',
      items: coming.map(({ label: system, at, what: lost }) => {
        const what = voice.localized(lost);
        const line =
          at === null
            ? voice.t('access.lossUntoldOf', { system, what })
            : voice.t('access.lossOn', { system, what, day: voice.dayOf(at) });
        return item('info', voice.t('access.lossState'), line);
      }),
    }),
  ];
}

interface Coming {
  what: Loss['what'];
  /** Null where the vendor says no time. */
  at: Instant | null;
}

/**
 * Of several actions of one account that cost the same, all must have been done: what is left of them keeps it. The
 * last one begins the clock.
 */
function comingLosses(revocations: readonly Revocation[]): readonly Coming[] {
  const causes = new Map<string, { loss: Loss; ends: (Instant | null)[] }>();
  for (const one of revocations)
    for (const loss of one.action.losses ?? []) {
      const key = `${one.action.accountId} ${keyOf(loss)}`;
      const end = one.status === 'verified' || isProven(one) ? one.endedAt : null;
      causes.set(key, { loss, ends: [...(causes.get(key)?.ends ?? []), end] });
    }
  return [...causes.values()].flatMap(({ loss: { what, afterDays }, ends }) => {
    const told = ends.filter((end) => end !== null).toSorted();
    const last = told.at(-1);
    if (last === undefined || told.length < ends.length) return [];
    return [{ what, at: afterDays === null ? null : plus(last, afterDays * day) }];
  });
}

function daysOf({ afterDays }: Loss): number {
  return afterDays ?? Number.POSITIVE_INFINITY;
}

function keyOf({ what, afterDays }: Loss): string {
  return JSON.stringify([what, afterDays]);
}
