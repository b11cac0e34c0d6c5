import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import { usualHears } from '../../domain/flow/hears.ts';
import type { ChannelId } from '../../domain/people/people.ts';
import { item, items, note } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import type { FlatPart } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { walkPlaceFields } from './fields.ts';
import { channelField, shown } from './form-parts.ts';
import { hearsFields, teamToldWords } from './walk-hears.ts';

/** Whether the live card was to go into a channel of another platform than the reader's: it cannot be named there. */
function isPlacedElsewhere({ draft: { cardChannel } }: Departure, channel: ChannelId): boolean {
  return cardChannel !== null && cardChannel.channel !== channel;
}

/** Who sees what, and where the live card goes. */
export function placeParts(
  departure: Departure,
  { flow, channel, voice }: { flow: Flow | null; channel: ChannelId; voice: Voice },
): readonly FlatPart[] {
  const { cardChannel } = departure.draft;
  const elsewhere = isPlacedElsewhere(departure, channel);
  const rest = (['manager', 'it', 'teammates', 'survey'] as const).map((who) =>
    item('info', '', voice.t(`walk.visibility.${who}`)),
  );
  return [
    ...shown(
      items([...(flow ? [whoHears(departure, flow, voice)] : []), ...rest]),
      elsewhere &&
        cardChannel !== null &&
        note(voice.t('walk.visibility.channelElsewhere', { channel: cardChannel.channel })),
    ),
    ...hearsFields(departure, flow, voice),
    channelField(
      voice,
      {
        id: walkPlaceFields.cardChannel,
        label: 'walk.visibility.channel',
        hint: voice.t('walk.visibility.channelHint'),
        required: false,
      },
      elsewhere ? null : (cardChannel?.id ?? null),
    ),
  ];
}

/** When the leaver and teammates hear of the departure. */
export function whoHears(departure: Departure, flow: Flow, voice: Voice): CardItem {
  const name = shownName(departure.leaver.name);
  const cutOff = departure.draft.dates?.cutOff;
  const { leaver, teammates } = departure.draft.hears ?? usualHears;
  const step = teamToldWords(flow, voice);
  const asked = { teammates: step !== null && teammates === 'team-told' ? 'told' : 'once', step: step ?? '' };
  const hears = { flow: 'flow', 'at-once': 'once', 'team-told': step === null ? 'flow' : 'told' }[leaver] ?? 'day';
  const words = flow.confidential
    ? voice.t('walk.visibility.confidential', {
        name,
        when: flow.cutOff.mode === 'released' ? 'click' : 'day',
        day: cutOff ? voice.zoned(cutOff) : '',
        ...asked,
      })
    : voice.t('walk.visibility.open', {
        name,
        ...asked,
        leaver: hears,
        day: hears === 'day' ? voice.day({ date: leaver }) : '',
      });
  return item('info', '', words);
}
