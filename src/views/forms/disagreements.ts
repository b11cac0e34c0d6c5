import { note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Sources that say different things about one person, as people read it. */
export type Disagreement = FieldDisagreement | NamesSaid<'userNames'> | NamesSaid<'selfWrittenNames'>;

interface FieldDisagreement {
  field: 'manager' | 'team' | 'country' | 'employeeNumber';
  /** By the source's label; null: the manager whom the source names is nobody Relais can find. */
  said: readonly { source: string; value: string | null }[];
  /** The label of the source that counts; null where none does until somebody decides. */
  goesBy: string | null;
}

/**
 * Names in a system that goes by them. It is asked about all `userNames`: whose an account is, people see in the plan.
 */
interface NamesSaid<Field extends string> {
  /** `selfWrittenNames`: from where people may write about themselves, so that the system is not asked by them. */
  field: Field;
  /** The system's id. */
  system: string;
  said: readonly { source: string; value: string }[];
}

/** One line for each thing that sources say differently, and which of them Relais goes by. */
export function disagreementNotes(all: readonly Disagreement[], voice: Voice): CardBlock[] {
  const plain = (text: string) => cut(oneLine(text), 100);
  return all.map((one) => {
    const { field, said } = one;
    const words = said.map(({ source, value }) =>
      value === null
        ? voice.t('walk.who.saysSomebody', { source: plain(source) })
        : voice.t('walk.who.says', { source: plain(source), value: plain(value) }),
    );
    if (field === 'userNames')
      return note(voice.t('walk.who.disagreedNames', { system: plain(one.system), said: words.join(', ') }));
    if (field === 'selfWrittenNames')
      return note(voice.t('walk.who.selfWrittenNames', { system: plain(one.system), said: words.join(', ') }));
    const { goesBy } = one;
    return note(
      voice.t(goesBy === null ? 'walk.who.disagreedOpen' : 'walk.who.disagreed', {
        field,
        said: words.join(', '),
        source: plain(goesBy ?? ''),
      }),
    );
  });
}
