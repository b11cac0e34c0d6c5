import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import { actionWords } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { note } from '../blocks.ts';
import type { FormPart, FormView } from '../form-view.ts';
import { oneLine } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { walkKeptFields } from './fields.ts';
import { choicesField, form, option, shown } from './form-parts.ts';
import { walkBack, walkHead, walkLeave } from './walk-page.ts';

/** How many actions one page offers to keep: a card in Teams holds 28 KB. Further ones have pages of their own. */
export const keptPerPage = 80;

/** For an internal move: which access of the old role stays. */
export function walkKeptForm({
  reader,
  departure,
  flow,
  candidates,
  from = 0,
}: {
  reader: Person;
  departure: Departure;
  flow: Flow;
  /** Every keepable action the preflight found that the flow would do (`actionsOf` with nothing kept); at least one. */
  candidates: readonly PlannedAction[];
  /** The first of the candidates that this page offers; `keptPerPage` of them are. */
  from?: number;
}): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  const paged = candidates.length > keptPerPage;
  return form(voice, {
    kind: 'kept',
    title: 'walk.kept.title',
    submit: { label: 'form.next', act: act('walk.kept', id, paged ? { target: String(from) } : {}) },
    close: 'form.later',
    leave: walkLeave(voice, departure),
    parts: [
      shown(
        walkHead(voice, 'kept', { departure, flow }),
        paged &&
          note(
            voice.t('walk.kept.page', {
              from: from + 1,
              to: Math.min(from + keptPerPage, candidates.length),
              total: candidates.length,
            }),
          ),
      ),
      keptField(candidates.slice(from, from + keptPerPage), draft.keptActionIds, voice),
      shown(walkBack(voice, 'kept', { departure, flow })),
    ],
  });
}

function keptField(candidates: readonly PlannedAction[], kept: readonly string[], voice: Voice): FormPart {
  return choicesField(
    voice,
    { id: walkKeptFields.kept, label: 'walk.kept.title', hint: voice.t('walk.kept.hint'), required: false },
    {
      options: candidates.map((action) =>
        option(
          action.id,
          voice.t('walk.kept.option', {
            system: oneLine(action.systemLabel),
            what: action.target ? oneLine(voice.localized(action.target.label)) : actionWords(action, voice),
          }),
        ),
      ),
      initial: kept,
    },
  );
}
