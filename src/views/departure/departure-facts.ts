import { isOpen, type Revocation } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { handoverShare } from '../../domain/figures/handover-share.ts';
import type { Person } from '../../domain/people/people.ts';
import { accessPhase, phaseWords, systemsOf } from '../access/access-state.ts';
import { confirmationWords, cutOffWords } from '../access/cut-off-words.ts';
import { facts } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { recoveredShare } from '../equipment/equipment-items.ts';
import { coverageBlock } from '../knowledge/topic-words.ts';
import { countTasks } from '../tasks/task-state.ts';
import { kindOf } from '../words/kind-name.ts';
import { calledName, nameOf, type Voice } from '../words/voice.ts';

/** `Resignation, last working day Friday 27 November 2026`. */
export function kindLine(departure: Departure, voice: Voice): string | null {
  const dates = departure.dates ?? departure.draft.dates;
  const word = kindOf(departure, voice);
  if (word === null) return null;
  return dates ? voice.t('departure.subtitle', { kind: word, day: voice.day(dates.lastWorkingDay) }) : word;
}

/**
 * Who, when, and how far the access that ends is. What the card says elsewhere is not said again: the last working day
 * is in its subtitle, the end of access may be in its first line.
 */
export function keyFacts(
  departure: Departure,
  { reader, voice, now, tellsCutOff }: { reader: Pick<Person, 'id'>; voice: Voice; now: Instant; tellsCutOff: boolean },
): CardBlock {
  const { dates, manager } = departure;
  const staysOn = dates !== null && dates.contractEnd.date !== dates.lastWorkingDay.date;
  return facts(
    manager === null || manager === reader.id
      ? null
      : [voice.t('departure.manager'), nameOf(departure, manager, voice)],
    staysOn ? [voice.t('departure.contractEnd'), voice.day(dates.contractEnd)] : null,
    dates && !tellsCutOff ? [voice.t('departure.cutOff'), cutOffWords(departure, voice)] : null,
    [voice.t('departure.access'), accessWords(departure, voice, now)],
  );
}

/**
 * `waits for confirmation: 1 of 2 confirmed, waiting for IT`. Where access ends at a meeting, the card has a section of
 * its own that says so.
 */
function accessWords(departure: Departure, voice: Voice, now: Instant): string {
  const phase = accessPhase(departure, now);
  const words = phaseWords(departure, voice, now);
  const waits = phase === 'to-confirm' || phase === 'overdue';
  if (!waits || departure.flow?.cutOff.mode === 'released') return words;
  return `${words} (${confirmationWords(departure, voice, now)})`;
}

export function confidentialNote(departure: Departure, voice: Voice): string {
  const click = departure.flow?.cutOff.mode === 'released';
  return voice.t('departure.confidential', {
    name: calledName(departure, departure.leaver.id, voice),
    when: click ? 'click' : 'day',
    day: departure.dates ? voice.zoned(departure.dates.cutOff) : '',
  });
}

export function progressBlocks(departure: Departure, voice: Voice): readonly CardBlock[] {
  const tasks = countTasks(departure.tasks);
  const handovers = handoverShare(departure.tasks);
  const knowledge = coverageBlock(departure, voice);
  const equipment = recoveredShare(departure);
  const systems = systemsOf(departure.revocations);
  const isClosed = (one: Revocation) => !isOpen(one) && one.status !== 'waived';
  const closed = systems.filter((system) => system.revocations.every(isClosed)).length;
  return [
    { type: 'progress', label: voice.t('departure.tasks'), ...tasks },
    { type: 'progress', label: voice.t('departure.handovers'), ...handovers },
    ...(knowledge === null ? [] : [knowledge]),
    ...(equipment.total === 0 ? [] : [{ type: 'progress' as const, label: voice.t('equipment.back'), ...equipment }]),
    ...(departure.runStartedAt === null
      ? []
      : [{ type: 'progress' as const, label: voice.t('departure.systems'), done: closed, total: systems.length }]),
  ];
}
