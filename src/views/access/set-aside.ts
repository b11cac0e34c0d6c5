import type { Departure } from '../../domain/departure.ts';
import { maySetAside } from '../../domain/looks/set-aside.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { button, dialog } from '../blocks.ts';
import type { CardAction } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/**
 * The way on where one system cannot tell who the leaver is there, and everything else waits for it: for IT and
 * administrators.
 */
export function setAsideButtons(
  departure: Departure,
  systemId: string,
  { reader, voice }: { reader: Person; voice: Voice },
): CardAction[] {
  const { id, cast, requester } = departure;
  const known = departure.systems.find(({ system }) => system === systemId);
  if (known === undefined || !maySetAside(departure, known)) return [];
  if (reader.id === requester || ![...cast.it, ...cast.admin].includes(reader.id)) return [];
  const system = oneLine(known.systemLabel);
  const confirm = dialog(
    voice,
    { title: 'dialog.setAside.title', confirm: 'dialog.setAside.confirm', deny: 'dialog.setAside.deny' },
    voice.t('dialog.setAside.text', { system }),
  );
  return [
    button(voice, act('access.set-aside', id, { target: systemId }), 'button.setAside', { about: system, confirm }),
  ];
}
