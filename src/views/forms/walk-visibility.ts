import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import { actionWords } from '../access/access-state.ts';
import { act } from '../act-names.ts';
import { item, items, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormPart, FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { walkVisibilityFields } from './fields.ts';
import { channelField, choicesField, form, option, shown } from './form-parts.ts';
import { walkBack, walkHead } from './walk-page.ts';

/** How many actions one page offers to keep: a card in Teams holds 28 KB. Further ones have pages of their own. */
export const keptPerPage = 80;

/** Who sees what, where the live card goes and, for an internal move, which access stays. */
export function walkVisibilityForm({
  reader,
  departure,
  flow,
  candidates,
  channel,
  from = 0,
}: {
  reader: Person;
  departure: Departure;
  flow: Flow;
  /** Every keepable action the preflight found that the flow would do (`actionsOf` with nothing kept); offered for `old-role` flows only. */
  candidates: readonly PlannedAction[];
  /** The first of the candidates that this page offers; `keptPerPage` of them are. */
  from?: number;
  /** Where the reader is: only channels of this platform can be named there. */
  channel: ChannelId;
}): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  const { cardChannel } = draft;
  const offered = flow.access === 'old-role' ? candidates : [];
  const paged = offered.length > keptPerPage;
  const elsewhere = cardChannel !== null && cardChannel.channel !== channel;
  return form(voice, {
    kind: 'visibility',
    title: 'walk.visibility.title',
    submit: { label: 'form.next', act: act('walk.visibility', id, paged ? { target: String(from) } : {}) },
    close: 'form.later',
    parts: [
      shown(
        walkHead(voice, 'visibility', departure),
        from === 0 && whoSees(departure, flow, voice),
        paged &&
          note(
            voice.t('walk.visibility.keptPage', {
              from: from + 1,
              to: Math.min(from + keptPerPage, offered.length),
              total: offered.length,
            }),
          ),
        from === 0 && elsewhere && note(voice.t('walk.visibility.channelElsewhere', { channel: cardChannel.channel })),
      ),
      from > 0
        ? []
        : channelField(
            voice,
            {
              id: walkVisibilityFields.cardChannel,
              label: 'walk.visibility.channel',
              hint: voice.t('walk.visibility.channelHint'),
              required: false,
            },
            elsewhere ? null : (cardChannel?.id ?? null),
          ),
      offered.length > 0 ? keptField(offered.slice(from, from + keptPerPage), draft.keptActionIds, voice) : [],
      shown(walkBack(voice, 'visibility', departure)),
    ],
  });
}

function whoSees(departure: Departure, flow: Flow, voice: Voice): CardBlock {
  const name = shownName(departure.leaver.name);
  const cutOff = departure.draft.dates?.cutOff;
  const first = flow.confidential
    ? voice.t('walk.visibility.confidential', {
        name,
        when: flow.cutOff.mode === 'released' ? 'click' : 'day',
        day: cutOff ? voice.zoned(cutOff) : '',
      })
    : voice.t('walk.visibility.open', { name });
  const rest = (['manager', 'it', 'teammates', 'survey'] as const).map((who) => voice.t(`walk.visibility.${who}`));
  return items([first, ...rest].map((line) => item('info', '', line)));
}

function keptField(candidates: readonly PlannedAction[], kept: readonly string[], voice: Voice): FormPart {
  return choicesField(
    voice,
    {
      id: walkVisibilityFields.kept,
      label: 'walk.visibility.kept',
      hint: voice.t('walk.visibility.keptHint'),
      required: false,
    },
    {
      options: candidates.map((action) =>
        option(
          action.id,
          voice.t('walk.visibility.keptOption', {
            system: oneLine(action.systemLabel),
            what: action.target ? oneLine(voice.localized(action.target.label)) : actionWords(action, voice),
          }),
        ),
      ),
      initial: kept,
    },
  );
}
