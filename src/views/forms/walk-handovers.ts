import type { Departure } from '../../domain/departure.ts';
import type { Owned } from '../../domain/systems/owned.ts';
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
    suggested: readonly Owned[] | null;
    voice: Voice;
  },
): readonly CardBlock[] {
  const { handovers } = departure.draft;
  const dates = seen === undefined ? {} : { seen };
  const add = act('handover.form', departure.id, { target: 'new', ...dates });
  const suggest = act('handover.suggest', departure.id, dates);
  return blocks(
    heading(voice.t('walk.handovers.title')),
    note(voice.t('walk.handovers.intro')),
    handovers.flatMap((_, index) => blocksOf(departure, { index, seen }, voice)),
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
  { dates, suggested, voice }: { dates: { seen?: string }; suggested: readonly Owned[] | null; voice: Voice },
): readonly CardBlock[] {
  if (suggested === null) return [];
  const known = new Set(departure.draft.handovers.map(({ title }) => title));
  const offered = suggested
    .map(({ name, systemLabel }) =>
      voice.t('walk.handovers.owned', { name: oneLine(name), system: oneLine(systemLabel) }),
    )
    .map((title) => cut(title, longestTitle))
    .filter((title) => !known.has(title));
  if (offered.length === 0) return [note(voice.t('walk.handovers.nothingOwned'))];
  const shown = offered.slice(0, mostSuggested).map((title) =>
    item('info', voice.t('walk.handovers.suggested'), title, {
      action: button(
        voice,
        act('handover.form', departure.id, { target: `${newHandover} ${title}`, ...dates }),
        'walk.handovers.handOver',
        { about: title },
      ),
    }),
  );
  const rest = offered.length - shown.length;
  return blocks(items(shown), rest > 0 && note(voice.t('channel.more', { count: rest })));
}

/** What a handover's title may have. */
const longestTitle = 150;
const newHandover = 'new';

/** The title that a button proposes for a new handover; null for none. */
export function proposedTitle(target: string | null): string | null {
  return target?.startsWith(`${newHandover} `) ? target.slice(newHandover.length + 1) : null;
}

/** What the button that removes a handover carries: its place, and its title, because the list may be another by the click. */
function handoverTarget(index: number, title: string): string {
  return `${index} ${title}`;
}

/** Null for anything that `handoverTarget` did not make. */
export function readHandoverTarget(target: string | null): { index: number; title: string } | null {
  const [, index, title] = /^(\d{1,2}) (.*)$/s.exec(target ?? '') ?? [];
  return index === undefined || title === undefined ? null : { index: Number(index), title };
}

function blocksOf(
  departure: Departure,
  { index, seen }: { index: number; seen: string | undefined },
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
  const removed = handoverTarget(index, handover.title);
  return [
    items([item('todo', voice.t('nature.handover'), [{ strong: title }], { detail: who })]),
    ...(handover.notes === '' ? [] : [{ type: 'quote' as const, text: cut(manyLines(handover.notes), 300) }]),
    actions(
      button(voice, act('handover.form', departure.id, { target: String(index), ...dates }), 'button.edit', {
        about: title,
      }),
      button(voice, act('handover.remove', departure.id, { target: removed, ...dates }), 'button.remove', {
        about: title,
      }),
    ),
  ];
}
