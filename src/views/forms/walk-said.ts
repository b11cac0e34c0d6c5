import type { DepartureKind, Flow } from '../../domain/flow/flow.ts';
import { blocks, item, items, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { kindName } from '../words/kind-name.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Something that was written and is not used, and why. */
export interface Unclear {
  words: string;
  why: 'not-understood' | 'ambiguous' | 'not-a-day' | 'past';
}

/** What was written after the person, and what of it is understood. */
export interface Said {
  /** As it was typed; the form carries it until there is a draft. */
  text: string;
  kind: DepartureKind | null;
  /** A flow that names a kind of the company's own. */
  naming?: Pick<Flow, 'names'>;
  /** `YYYY-MM-DD`. */
  lastWorkingDay: string | null;
  unclear: readonly Unclear[];
}

/** Shown back before anything is made of it: what will be filled in, and what will not. */
export function saidBlocks({ kind, naming, lastWorkingDay, unclear }: Said, voice: Voice): readonly CardBlock[] {
  const read = [
    ...(lastWorkingDay === null ? [] : [voice.t('walk.said.day', { day: voice.day({ date: lastWorkingDay }) })]),
    ...(kind === null ? [] : [voice.t('walk.said.kind', { kind: kindName(kind, naming ?? null, voice) })]),
  ];
  return blocks(
    read.length > 0 && note(voice.t('walk.said.read', { what: voice.list(read) })),
    unclear.length > 0 &&
      items(
        unclear.map(({ words, why }) =>
          item('info', voice.t('walk.said.unused'), voice.t(`walk.said.${why}`, { words: cut(oneLine(words), 200) })),
        ),
      ),
  );
}
