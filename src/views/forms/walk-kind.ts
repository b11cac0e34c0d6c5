import type { Departure } from '../../domain/departure.ts';
import { departureKindSchema, type Flow, workerTypeSchema } from '../../domain/flow/flow.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { walkKindFields } from './fields.ts';
import { choiceField, form, option, shown } from './form-parts.ts';
import { walkBack, walkHead } from './walk-page.ts';

/** Kind and contract; when several flows fit them, which one. */
export function walkKindForm({
  reader,
  departure,
  flows,
}: {
  reader: Person;
  departure: Departure;
  /** Those that fit the draft's kind and worker type; a choice is shown from two on. */
  flows: readonly Flow[];
}): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  const onChange = act('walk.kind.changed', id);
  return form(voice, {
    kind: 'kind',
    title: 'walk.kind.title',
    submit: { label: 'form.next', act: act('walk.kind', id) },
    close: 'form.later',
    parts: [
      shown(walkHead(voice, 'kind', departure)),
      choiceField(
        voice,
        { id: walkKindFields.kind, label: 'walk.kind.kind', onChange },
        {
          options: departureKindSchema.options.map((kind) =>
            option(kind, voice.t(`kind.${kind}`), voice.t(`walk.kind.hint.${kind}`)),
          ),
          initial: draft.kind,
        },
      ),
      choiceField(
        voice,
        { id: walkKindFields.workerType, label: 'walk.kind.workerType', onChange },
        {
          options: workerTypeSchema.options.map((type) => option(type, voice.t(`worker.${type}`))),
          initial: draft.workerType,
        },
      ),
      flows.length > 1
        ? choiceField(
            voice,
            { id: walkKindFields.flow, label: 'walk.kind.flow' },
            {
              options: flows.map((flow) =>
                option(
                  flow.id,
                  voice.localized(flow.name),
                  voice.t('walk.kind.flowSteps', { count: flow.steps.length }),
                ),
              ),
              initial: draft.flowId,
            },
          )
        : [],
      shown(walkBack(voice, 'kind', departure)),
    ],
  });
}
