import type { Departure } from '../../domain/departure.ts';
import type { EquipmentItem } from '../../domain/equipment/item.ts';
import { facts, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { moneyWords } from './thing-words.ts';

/** Whom it is told, and whether they are one of those who decide about it. */
interface Told {
  voice: Voice;
  inside: boolean;
}

/** What became of a thing until now: its way, its parcel, that it cannot be found, what HR decided. */
export function returnFacts(departure: Departure, item: EquipmentItem, { voice, inside }: Told): CardBlock {
  const { way, shipment, lost, decision } = item;
  const said = ({ by, at }: { by: string; at: string }) => ({
    name: nameOf(departure, by, voice),
    when: voice.instant(at),
  });
  return facts(
    [voice.t('equipment.way'), voice.t(way ? `equipment.way.${way.way}` : 'equipment.wayUnknown')],
    shipment === undefined
      ? null
      : [
          voice.t('equipment.shipment'),
          voice.t('equipment.shipmentWords', {
            ...said(shipment),
            carrier: oneLine(shipment.carrier),
            tracking: oneLine(shipment.tracking),
          }),
        ],
    lost === undefined
      ? null
      : [
          voice.t('equipment.lostBy'),
          voice.t('equipment.lostWords', { ...said(lost), words: cut(oneLine(lost.words), 300) }),
        ],
    decision === undefined || !inside ? null : [voice.t('equipment.decided'), decisionWords(decision, said, voice)],
  );
}

function decisionWords(
  decision: NonNullable<EquipmentItem['decision']>,
  said: (one: { by: string; at: string }) => { name: string; when: string },
  voice: Voice,
): string {
  const { choice, reason, amount } = decision;
  const params = {
    ...said(decision),
    choice: voice.t(`equipment.choice.${choice}`),
    reason: cut(oneLine(reason), 300),
  };
  return amount === null
    ? voice.t('equipment.decidedWords', params)
    : voice.t('equipment.decidedAmount', { ...params, amount: moneyWords(amount, voice) });
}

/** That it is to be locked or wiped, and who asked; null where nobody did. */
export function remoteWords(departure: Departure, { remote }: EquipmentItem, voice: Voice): string | null {
  if (remote === undefined) return null;
  const { action, by, at, reason, second } = remote;
  const name = nameOf(departure, by, voice);
  return second === null
    ? voice.t('equipment.remoteAsked', { name, when: voice.instant(at), action, reason: cut(oneLine(reason), 300) })
    : voice.t('equipment.remoteAgreed', {
        ...{ action, name, second: nameOf(departure, second.by, voice) },
        when: voice.instant(second.at),
      });
}

/** The same as a note; nothing where nobody asked. */
export function remoteNote(departure: Departure, item: EquipmentItem, voice: Voice): CardBlock | false {
  const words = remoteWords(departure, item, voice);
  return words !== null && note(words);
}
