import type { Departure } from '../../domain/departure.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { AskedSystem } from '../../domain/systems/asked-system.ts';
import type { SystemLook } from '../../domain/systems/look.ts';
import { item, items, note, section } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { actionLine } from './access-state.ts';

/**
 * In which systems nobody was found, and by which values they were asked: that a system is not in the plan is said,
 * never left out.
 */
export function noAccountBlocks(systems: readonly Answered[], voice: Voice): readonly CardBlock[] {
  return section(voice.t('access.noAccount'), items(noAccountItems(systems, voice)));
}

type Answered = Pick<AskedSystem, 'systemLabel' | 'asked' | 'problem'> & {
  accounts: number | SystemLook['accounts'];
};

/** The same, one line for each system, where they stand among others. */
export function noAccountItems(systems: readonly Answered[], voice: Voice): readonly CardItem[] {
  const none = systems.filter(
    ({ accounts, problem }) => problem === null && (typeof accounts === 'number' ? accounts : accounts.length) === 0,
  );
  return none.map(({ systemLabel, asked }) =>
    item('info', voice.t('access.noAccountState'), [{ strong: oneLine(systemLabel) }], {
      detail: voice.t('access.askedBy', {
        values: cut(voice.list(asked.map((value) => oneLine(voice.localized(value)))), 300),
        count: asked.length,
      }),
    }),
  );
}

/** What systems could not tell, and nothing waits for. */
export function untoldNotes(
  systems: readonly Pick<AskedSystem, 'systemLabel' | 'notes'>[],
  voice: Voice,
): readonly CardBlock[] {
  const lines = systems.flatMap(({ systemLabel, notes = [] }) =>
    notes.map(({ words }) => `${oneLine(systemLabel)} · ${cut(oneLine(voice.localized(words)), 500)}`),
  );
  return [...new Set(lines)].map(note);
}

/** A system that held an account and holds none any more has been cut: it is told of by its actions. */
export function withoutActions({ systems, revocations }: Departure): Departure['systems'] {
  return systems.filter(({ system }) => !revocations.some(({ action }) => action.system === system));
}

/** What the manager keeps of an old role: part of what is confirmed. */
export function keptBlocks(kept: readonly PlannedAction[], voice: Voice): readonly CardBlock[] {
  return section(
    voice.t('access.kept'),
    kept.length > 0 && note(voice.t('access.keptWhy')),
    items(kept.map((action) => item('info', voice.t('access.keptState'), actionLine(action, voice)))),
  );
}
