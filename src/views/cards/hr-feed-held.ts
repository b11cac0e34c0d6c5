import type { Instant } from '../../domain/calendar/time.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, facts, fold, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Somebody who would leave or move by what an HR system reports. */
interface HeldPerson {
  name: string;
  label: string;
  endsOn: string | null;
  movesOn: string | null;
}

/** What the brake of the HR feed holds, as far as the reader may know of it. */
export interface HeldByBrake {
  /** At least one; never the reader. */
  people: readonly HeldPerson[];
  /** Null where the reader is on the list: then they are told how many, and nothing to decide. */
  decides: {
    hash: string;
    /** Names of those whose release counts. */
    releasedBy: readonly string[];
    /** The reader's is among them. */
    isMine: boolean;
  } | null;
}

/** How the latest list ended. */
export interface DecidedList {
  /** `waits`: released, and an HR system has not been read since. */
  what: 'waits' | 'released' | 'left';
  at: Instant;
  by: readonly string[];
}

/** So many stand on lines of their own. */
const longest = 15;
/** So many more are named in a fold, in texts of so many each; the others are counted. */
const mostNamed = 400;
const namedAtOnce = 40;
const nameLength = 40;

/** How many are held, who, from which system, and the two ways on. */
export function heldBlocks({ people, decides }: HeldByBrake, voice: Voice): readonly CardBlock[] {
  const count = people.length;
  const sources = voice.list([...new Set(people.map(({ label }) => oneLine(label)))]);
  const lead = text(voice.t('hr.braked.text', { count, sources }));
  if (decides === null) return section(voice.t('hr.braked.title'), lead, note(voice.t('hr.braked.others')));
  const { releasedBy } = decides;
  return section(
    voice.t('hr.braked.title'),
    lead,
    releasedBy.length > 0 && facts([voice.t('brake.releasedBy'), voice.list(releasedBy.map((one) => shownName(one)))]),
    items(people.slice(0, longest).map((one) => heldItem(one, voice))),
    moreBlocks(people.slice(longest), voice),
    decisions(decides, { voice, count }),
  );
}

function heldItem({ name, label, endsOn, movesOn }: HeldPerson, voice: Voice) {
  const day = endsOn ?? movesOn;
  const what = endsOn === null ? 'hr.feed.moves' : 'hr.feed.ends';
  const detail =
    day === null ? oneLine(label) : `${oneLine(label)} · ${voice.t(what, { day: voice.day({ date: day }) })}`;
  return item('waiting', voice.t('brake.held'), [{ strong: shownName(name) }], { detail });
}

/** Named all the same: nobody releases whom they could not read. */
function moreBlocks(people: readonly HeldPerson[], voice: Voice): readonly CardBlock[] {
  if (people.length === 0) return [];
  const named = people.slice(0, mostNamed);
  const chunks = Array.from({ length: Math.ceil(named.length / namedAtOnce) }, (_, index) =>
    named.slice(index * namedAtOnce, (index + 1) * namedAtOnce).map(({ name }) => shownName(name).slice(0, nameLength)),
  );
  const unnamed = people.length - named.length;
  return [
    fold(
      voice.t('hr.braked.more', { count: people.length }),
      ...chunks.map((names) => ({ type: 'text' as const, text: names.join(', ') })),
    ),
    ...(unnamed > 0 ? [note(voice.t('hr.braked.unnamed', { count: unnamed }))] : []),
  ];
}

function decisions(
  { hash, isMine, releasedBy }: NonNullable<HeldByBrake['decides']>,
  { voice, count }: { voice: Voice; count: number },
): readonly CardBlock[] {
  const about = voice.t('hr.braked.title');
  const left = 2 - releasedBy.length;
  const release = dialog(
    voice,
    { title: 'hr.braked.releaseTitle', confirm: 'hr.braked.releaseConfirm', deny: 'hr.braked.releaseDeny' },
    voice.t('hr.braked.releaseText', { count, left }),
  );
  const leave = dialog(
    voice,
    { title: 'hr.braked.leaveTitle', confirm: 'hr.braked.leaveConfirm', deny: 'hr.braked.leaveDeny' },
    voice.t('hr.braked.leaveText', { count }),
  );
  return [
    ...(isMine ? [note(voice.t('hr.braked.mine'))] : []),
    actions(
      !isMine &&
        button(voice, act('hr-feed.release', null, { seen: hash }), 'hr.braked.release', {
          style: 'primary',
          about,
          confirm: release,
        }),
      button(voice, act('hr-feed.leave', null, { seen: hash }), 'hr.braked.leave', {
        style: 'danger',
        about,
        confirm: leave,
      }),
    ),
  ];
}

/** For a while it stands there who decided what. */
export function decidedWords({ what, at, by }: DecidedList, voice: Voice): string {
  const who = voice.list(by.map((one) => shownName(one)));
  return voice.t(decidedKeys[what], { who, when: voice.instant(at) });
}

const decidedKeys = { waits: 'hr.braked.waits', released: 'hr.braked.released', left: 'hr.braked.left' } as const;
