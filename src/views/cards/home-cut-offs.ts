import { day, type Instant, plus } from '../../domain/calendar/time.ts';
import { overdueAt } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { phaseWords, systemsOf } from '../access/access-state.ts';
import { confirmationWords, cutOffWords } from '../access/cut-off-words.ts';
import { act } from '../act-names.ts';
import { button, item, items, note, section } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** How far ahead IT looks. */
const lookAhead = 14 * day;
/** How many lines each of the two lists has. */
const longest = 15;

/** One cut-off that has not come to its end, and whether the reader still has to confirm it. */
export interface ComingCutOff {
  departure: Departure;
  at: Instant;
  /** Its time has passed, and nothing was ended. */
  overdue: boolean;
}

/**
 * The cut-offs of the next fourteen days, soonest first, with those whose time has passed before them. The reader's own
 * departure is not among them.
 */
export function comingCutOffs(departures: readonly Departure[], readerId: string, now: Instant): ComingCutOff[] {
  return departures
    .flatMap((departure): ComingCutOff[] => {
      const at = overdueAt(departure);
      const hasAccess = departure.revocations.length + unresolvedOf(departure).length > 0;
      if (departure.status !== 'active' || departure.leaver.id === readerId || at === null || !hasAccess) return [];
      if (departure.runEndedAt !== null || at > plus(now, lookAhead)) return [];
      return [{ departure, at, overdue: departure.runStartedAt === null && at <= now }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Both lists, overdue on top; `waits` says of which a confirmation of the reader's is missing. */
export function cutOffBlocks(
  coming: readonly ComingCutOff[],
  { voice, now, waits }: { voice: Voice; now: Instant; waits: (departure: Departure) => boolean },
): readonly CardBlock[] {
  const overdue = coming.filter((one) => one.overdue);
  const ahead = coming.filter((one) => !one.overdue);
  const list = (some: readonly ComingCutOff[]) => [
    items(some.slice(0, longest).map((one) => cutOffItem(one, { voice, now, waits: waits(one.departure) }))),
    some.length > longest && note(voice.t('home.more', { count: some.length - longest })),
  ];
  return [
    ...section(voice.t('home.overdueCutOffs'), ...list(overdue)),
    ...section(voice.t('home.cutOffs'), ...list(ahead)),
  ];
}

function cutOffItem(
  { departure, overdue }: ComingCutOff,
  { voice, now, waits }: { voice: Voice; now: Instant; waits: boolean },
): CardItem {
  const name = shownName(departure.leaver.name);
  const running = departure.runStartedAt !== null;
  const icon = overdue ? 'failed' : running ? 'running' : waits ? 'todo' : 'waiting';
  const state = overdue
    ? 'home.cutOffOverdue'
    : running
      ? 'revocation.running'
      : waits
        ? 'word.open'
        : 'home.cutOffAhead';
  return item(icon, voice.t(state), [{ strong: name }], {
    detail: voice.t('home.cutOffLine', {
      when: cutOffWords(departure, voice),
      systems: systemsOf(departure.revocations).length,
      access: running ? phaseWords(departure, voice, now) : confirmationWords(departure, voice, now),
    }),
    action: button(voice, act('access.review', departure.id), 'button.review', {
      style: waits || overdue ? 'primary' : 'default',
      about: name,
    }),
  });
}
