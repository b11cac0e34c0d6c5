import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import { usualHears } from '../../domain/flow/hears.ts';
import type { FlatPart } from '../form-view.ts';
import { cut, shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { walkHearsFields } from './fields.ts';
import { choiceField, dateField, option } from './form-parts.ts';

/** When the leaver gets the first message, and when teammates are asked. */
export function hearsFields(departure: Departure, flow: Flow | null, voice: Voice): readonly FlatPart[] {
  if (flow === null) return [];
  const { leaver, teammates } = departure.draft.hears ?? usualHears;
  const step = teamToldWords(flow, voice);
  const told = step === null ? [] : [option('team-told', voice.t('walk.hears.told', { step: cut(step, 45) }))];
  const onDay = !['flow', 'at-once', 'team-told'].includes(leaver);
  const name = shownName(departure.leaver.name);
  const ofLeaver = [
    choiceField(
      voice,
      { id: walkHearsFields.leaver, label: 'walk.hears.leaver', hint: voice.t('walk.hears.leaverHint', { name }) },
      {
        options: [
          option('flow', voice.t('walk.hears.flow')),
          option('at-once', voice.t('walk.hears.atOnce')),
          ...told,
          option('day', voice.t('walk.hears.day')),
        ],
        initial: onDay ? 'day' : leaver,
      },
    ),
    dateField(voice, { id: walkHearsFields.day, label: 'walk.hears.onDay', required: false }, onDay ? leaver : null),
  ];
  return [
    ...(flow.confidential ? [] : ofLeaver),
    ...(step === null
      ? []
      : [
          choiceField(
            voice,
            { id: walkHearsFields.teammates, label: 'walk.hears.teammates' },
            {
              options: [
                ...told,
                option('at-once', voice.t(flow.confidential ? 'walk.hears.known' : 'walk.hears.atOnce')),
              ],
              initial: teammates,
            },
          ),
        ]),
  ];
}

/** The step that tells the team, in the reader's words; null where the flow has none. */
export function teamToldWords(flow: Flow, voice: Voice): string | null {
  const step = flow.steps.find(({ id }) => id === flow.teamTold);
  return step === undefined ? null : voice.localized(step.title);
}
