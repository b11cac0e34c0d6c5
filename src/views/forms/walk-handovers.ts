import type { Departure } from '../../domain/departure.ts';
import type { OwnedTold } from '../../domain/systems/owned.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, heading, item, items, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, manyLines, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** What `draftSchema` allows. */
const most = 20;

/** The handovers so far, each with its own buttons, and the ways to add one. */
export function handoverBlocks(
  departure: Departure,
  {
    seen,
    suggested,
    voice,
  }: {
    /** The dates that the page shows, encoded. */
    seen: string | undefined;
    /** What the leaver owns, once the systems were asked. */
    suggested: OwnedTold | null;
    voice: Voice;
  },
): readonly CardBlock[] {
  const { handovers } = departure.draft;
  const dates = seen === undefined ? {} : { seen };
  const shown = suggested !== null;
  const add = act('handover.form', departure.id, { target: formTarget({ shown }), ...dates });
  const suggest = act('handover.suggest', departure.id, dates);
  return blocks(
    heading(voice.t('walk.handovers.title')),
    note(voice.t('walk.handovers.intro')),
    handovers.flatMap((_, index) => blocksOf(departure, { index, seen, shown }, voice)),
    handovers.length >= most
      ? note(voice.t('walk.handovers.full'))
      : [
          ...suggestedBlocks(departure, { dates, suggested, voice }),
          actions(
            button(voice, add, 'walk.handovers.add', { about: voice.t('walk.handovers.title') }),
            suggested === null &&
              button(voice, suggest, 'walk.handovers.suggest', { about: voice.t('walk.handovers.title') }),
          ),
        ],
  );
}

const mostSuggested = 10;

/** Each with the button that opens the handover's form with its name filled in. */
function suggestedBlocks(
  departure: Departure,
  { dates, suggested, voice }: { dates: { seen?: string }; suggested: OwnedTold | null; voice: Voice },
): readonly CardBlock[] {
  if (suggested === null) return [];
  const known = new Set(departure.draft.handovers.map(({ title }) => title));
  const offered = suggested.things
    .map(({ name, systemLabel }) =>
      voice.t('walk.handovers.owned', { name: oneLine(voice.localized(name)), system: oneLine(systemLabel) }),
    )
    .map((title) => cut(title, longestTitle))
    .filter((title) => !known.has(title));
  const silent = suggested.silent.length > 0 && note(silentWords(suggested.silent, voice));
  if (offered.length === 0) return blocks(silent || note(voice.t('walk.handovers.nothingOwned')));
  const shown = offered.slice(0, mostSuggested).map((title) =>
    item('info', voice.t('walk.handovers.suggested'), title, {
      action: button(
        voice,
        act('handover.form', departure.id, { target: formTarget({ title, shown: true }), ...dates }),
        'walk.handovers.handOver',
        { about: title },
      ),
    }),
  );
  const rest = offered.length - shown.length;
  return blocks(items(shown), rest > 0 && note(voice.t('channel.more', { count: rest })), silent);
}

function silentWords(silent: readonly string[], voice: Voice): string {
  return voice.t('walk.handovers.untold', { systems: silent.map(oneLine).join(', ') });
}

/** What a handover's title may have. */
const longestTitle = 150;

/** Which handover a button or form is about. */
interface HandoverTarget {
  /** Its place in the list; left out for a new one. */
  index?: number;
  /**
   * Of a new one, the title that is proposed; of one that is removed, its own, because the list may be another by the
   * click.
   */
  title?: string;
  /** The page shows what the leaver owns, and goes on showing it afterwards. */
  shown: boolean;
}

/** As buttons and forms carry it: `new`, `new+ Billing`, `3+`. The plus sign is `shown`. */
export function formTarget({ index, title, shown }: HandoverTarget): string {
  return `${index ?? 'new'}${shown ? '+' : ''}${title === undefined ? '' : ` ${title}`}`;
}

/** The other way round; null for anything that `formTarget` did not make. */
export function readFormTarget(target: string | null): HandoverTarget | null {
  const [, place, plus, title] = /^(new|\d{1,2})(\+?)(?: (.*))?$/s.exec(target ?? '') ?? [];
  if (place === undefined) return null;
  return {
    ...(place !== 'new' && { index: Number(place) }),
    ...(title !== undefined && { title }),
    shown: plus === '+',
  };
}

function blocksOf(
  departure: Departure,
  { index, seen, shown }: { index: number; seen: string | undefined; shown: boolean },
  voice: Voice,
): readonly CardBlock[] {
  const handover = departure.draft.handovers[index];
  if (!handover) return [];
  const title = oneLine(handover.title);
  const words = { name: nameOf(departure, handover.to, voice), day: voice.day({ date: handover.dueDate }) };
  const who = handover.fallback
    ? voice.t('walk.handovers.lineFallback', { ...words, fallback: nameOf(departure, handover.fallback, voice) })
    : voice.t('walk.handovers.line', words);
  const dates = seen === undefined ? {} : { seen };
  const removed = formTarget({ index, title: handover.title, shown });
  return [
    items([item('todo', voice.t('nature.handover'), [{ strong: title }], { detail: who })]),
    ...(handover.notes === '' ? [] : [{ type: 'quote' as const, text: cut(manyLines(handover.notes), 300) }]),
    actions(
      button(
        voice,
        act('handover.form', departure.id, { target: formTarget({ index, shown }), ...dates }),
        'button.edit',
        {
          about: title,
        },
      ),
      button(voice, act('handover.remove', departure.id, { target: removed, ...dates }), 'button.remove', {
        about: title,
      }),
    ),
  ];
}
