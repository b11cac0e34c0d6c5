import type { Instant } from '../../domain/calendar/time.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { blocks, item, items, section, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';

/** What is open of the HR systems besides departures. */
export interface HrTroubles {
  /** For HR alone: people of whom something is told, and nothing could be begun. */
  words: readonly {
    label: string;
    name: string;
    why: 'nobody' | 'several' | 'held';
    endsOn: string | null;
    movesOn: string | null;
  }[];
  /** For IT: systems that have not been read to the end for long. */
  failing: readonly { label: string; since: Instant | null; why: Words }[];
}

/** So many lines a card has; the rest shows once these are settled. */
const longest = 15;

/** One message for each of HR and IT about what HR systems say that found no place. */
export function hrFeedCard({ words, failing }: HrTroubles, reader: Person): CardView {
  const voice = voiceFor(reader);
  const count = words.length + failing.length;
  const title = voice.t('hr.feed.title');
  if (count === 0) {
    const settled = voice.t('hr.feed.settled');
    return { kind: 'hr', title, subtitle: null, tone: 'good', blocks: blocks(text(settled)), fallback: settled };
  }
  return {
    kind: 'hr',
    title,
    subtitle: null,
    tone: 'attention',
    blocks: blocks(
      section(
        voice.t('hr.feed.unknown'),
        words.length > 0 && text(voice.t('hr.feed.unknownText')),
        items(
          words.slice(0, longest).map((word) =>
            item('waiting', stateOf(word.why, voice), [{ strong: shownName(word.name) }], {
              detail: detailOf(word, voice),
            }),
          ),
        ),
      ),
      section(
        voice.t('hr.feed.failing'),
        failing.map(({ label, since, why }) =>
          text(
            voice.t('hr.feed.failingText', {
              source: oneLine(label),
              since: since === null ? voice.t('hr.feed.never') : voice.instant(since),
              why: oneLine(voice.localized(why)),
            }),
          ),
        ),
      ),
    ),
    fallback: voice.t('hr.feed.fallback', { count }),
  };
}

function stateOf(why: HrTroubles['words'][number]['why'], voice: Voice): string {
  return voice.t(why === 'held' ? 'hr.feed.held' : 'hr.feed.unknown');
}

function detailOf({ label, why, endsOn, movesOn }: HrTroubles['words'][number], voice: Voice): string {
  const day = endsOn ?? movesOn;
  const what =
    day === null ? '' : voice.t(endsOn === null ? 'hr.feed.moves' : 'hr.feed.ends', { day: voice.day({ date: day }) });
  const source = oneLine(label);
  return voice.t(why === 'several' ? 'hr.feed.several' : why === 'held' ? 'hr.feed.waits' : 'hr.feed.nobody', {
    source,
    what,
  });
}
