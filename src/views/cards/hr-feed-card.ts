import type { Instant } from '../../domain/calendar/time.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { blocks, item, items, note, section, text } from '../blocks.ts';
import type { CardItem, CardView } from '../card-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { type DecidedList, decidedWords, type HeldByBrake, heldBlocks } from './hr-feed-held.ts';

/** What is open of the HR systems besides departures. */
export interface HrTroubles {
  /** For HR alone: people of whom something is told, and nothing could be begun. */
  words: readonly {
    label: string;
    name: string;
    why: 'nobody' | 'several' | 'left-lying';
    endsOn: string | null;
    movesOn: string | null;
  }[];
  /** For IT: systems that have not been read to the end for long. */
  failing: readonly { label: string; since: Instant | null; why: Words }[];
  /** For HR and administrators: what the brake holds. */
  held: HeldByBrake | null;
  /** For the same: how the list before ended, while that is news. */
  decided: DecidedList | null;
}

/** So many lines a card has; the rest shows once these are settled. */
const longest = 15;

/** One message for each of HR, IT and the administrators about what HR systems say that found no place. */
export function hrFeedCard({ words, failing, held, decided }: HrTroubles, reader: Person): CardView {
  const voice = voiceFor(reader);
  const count = words.length + failing.length + (held === null ? 0 : 1);
  const title = voice.t('hr.feed.title');
  if (count === 0) {
    const settled = voice.t('hr.feed.settled');
    const words = decided && decidedWords(decided, voice);
    if (words !== null && decided?.what === 'waits')
      return { kind: 'hr', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
    const said = blocks(text(settled), words !== null && note(words));
    return { kind: 'hr', title, subtitle: null, tone: 'good', blocks: said, fallback: settled };
  }
  const lying = words.filter(({ why }) => why === 'left-lying');
  const unknown = words.filter(({ why }) => why !== 'left-lying');
  return {
    kind: 'hr',
    title,
    subtitle: null,
    tone: 'attention',
    blocks: blocks(
      held && heldBlocks(held, voice),
      decided && note(decidedWords(decided, voice)),
      section(voice.t('hr.feed.lying'), items(shownOf(lying, voice))),
      section(
        voice.t('hr.feed.unknown'),
        unknown.length > 0 && text(voice.t('hr.feed.unknownText')),
        items(shownOf(unknown, voice)),
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
    fallback:
      held === null
        ? voice.t('hr.feed.fallback', { count })
        : voice.t('hr.braked.fallback', { count: held.people.length }),
  };
}

function shownOf(words: HrTroubles['words'], voice: Voice): CardItem[] {
  return words.slice(0, longest).map((word) =>
    item(
      'waiting',
      voice.t(word.why === 'left-lying' ? 'hr.feed.lying' : 'hr.feed.unknown'),
      [{ strong: shownName(word.name) }],
      {
        detail: detailOf(word, voice),
      },
    ),
  );
}

function detailOf({ label, why, endsOn, movesOn }: HrTroubles['words'][number], voice: Voice): string {
  const day = endsOn ?? movesOn;
  const what =
    day === null ? '' : voice.t(endsOn === null ? 'hr.feed.moves' : 'hr.feed.ends', { day: voice.day({ date: day }) });
  const source = oneLine(label);
  const keys = { several: 'hr.feed.several', nobody: 'hr.feed.nobody', 'left-lying': 'hr.feed.lyingText' } as const;
  return voice.t(keys[why], { source, what });
}
