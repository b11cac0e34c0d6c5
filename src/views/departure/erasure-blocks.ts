import { type Instant, localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isUnderHold } from '../../domain/hold/held.ts';
import { isEnded } from '../../domain/lifecycle/ended.ts';
import { retentionDates } from '../../domain/retention/dates.ts';
import { keptFor, periodOf, type Retention } from '../../domain/retention/retention.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, note, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { asSentence, cut, manyLines, sentences, shownName } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** When what stands here is erased, and by which policy; nothing where no clock runs. */
export function keptNote(departure: Departure, retention: Retention | undefined, voice: Voice): CardBlock | false {
  if (retention === undefined) return false;
  const held = isUnderHold(departure) ? voice.t('kept.held') : null;
  const dates = isEnded(departure) ? retentionDates(departure, retention) : null;
  if (dates === null) {
    const { country } = departure.leaver;
    const { keep } = keptFor(retention.policies, 'identity', { country, sector: retention.sector });
    return note(sentences(voice.t('kept.after', { keep: keepWords(keep, voice) }), held));
  }
  const { record, evidence } = dates;
  const day = (at: Instant) => voice.day({ date: localDate(at, departure.leaver.timeZone) });
  return note(
    sentences(
      voice.t('kept.until', { name: shownName(departure.leaver.name), day: day(record.until) }),
      record.source === null ? voice.t('kept.unsaid') : voice.t('kept.source', { source: cut(record.source, 200) }),
      evidence && voice.t('kept.evidence', { day: day(evidence.until) }),
      evidence?.source && voice.t('kept.source', { source: cut(evidence.source, 200) }),
      held,
    ),
  );
}

function keepWords(keep: string, voice: Voice): string {
  const { count, unit } = periodOf(keep);
  return voice.t(`period.${unit}`, { count });
}

/** Who asked that it be erased, and why; null where nobody has. */
export function erasureAskedWords(departure: Departure, voice: Voice): string | null {
  const { erasureAsked } = departure;
  if (erasureAsked === undefined) return null;
  const { by, at, reason } = erasureAsked;
  return voice.t('erasure.asked', {
    name: nameOf(departure, by, voice),
    when: voice.instant(at),
    reason: asSentence(cut(manyLines(reason), 300)),
  });
}

/** For HR and administrators: who asked that it be erased before its time, and their own part in it. */
export function erasureBlocks(departure: Departure, reader: { id: string }, voice: Voice): readonly CardBlock[] {
  const asked = erasureAskedWords(departure, voice);
  return asked === null ? [] : [text(asked), erasureActions(departure, reader, voice)];
}

/** Their own part in an erasure that was asked for. */
export function erasureActions(departure: Departure, reader: { id: string }, voice: Voice): CardBlock {
  const { erasureAsked } = departure;
  if (erasureAsked === undefined) return actions();
  const name = shownName(departure.leaver.name);
  return actions(
    erasureAsked.by !== reader.id &&
      button(voice, act('erasure.confirm', departure.id), 'erasure.confirm', {
        style: 'danger',
        about: name,
        confirm: dialog(
          voice,
          { title: 'erasure.confirmTitle', confirm: 'erasure.confirm', deny: 'erasure.deny' },
          voice.t('erasure.confirmText', { name }),
        ),
      }),
    button(voice, act('erasure.withdraw', departure.id), 'erasure.withdraw', { about: name }),
  );
}

/** Who can give the second of two words: HR alone where the first was not theirs. */
export function erasureWaitsFor({ erasureAsked }: Departure, voice: Voice): string {
  return voice.t(erasureAsked?.hr === true ? 'erasure.who' : 'role.hr');
}
