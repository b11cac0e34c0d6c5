import type { Departure } from '../../domain/departure.ts';
import { haveSameVendorId } from '../../domain/looks/adopt-tenant.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { button, dialog } from '../blocks.ts';
import type { CardAction } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/**
 * The way out where another tenant than the planned one answers: IT and administrators adopt it. Of another
 * organisation the dialog says what is lost.
 */
export function adoptButtons(
  { id, cast, systems }: Departure,
  systemId: string,
  { reader, voice }: { reader: Person; voice: Voice },
): CardAction[] {
  const known = systems.find(({ system }) => system === systemId);
  const answering = known?.problem?.answering;
  if (!known?.tenant || answering === undefined) return [];
  if (![...cast.it, ...cast.admin].includes(reader.id)) return [];
  const same = haveSameVendorId(known.tenant, answering);
  const words = {
    system: oneLine(known.systemLabel),
    before: cut(oneLine(known.tenant), 60),
    now: cut(oneLine(answering), 60),
  };
  const confirm = dialog(
    voice,
    {
      title: same ? 'dialog.adoptAddress.title' : 'dialog.adoptOther.title',
      confirm: same ? 'dialog.adoptAddress.confirm' : 'dialog.adoptOther.confirm',
      deny: 'dialog.adopt.deny',
    },
    voice.t(same ? 'dialog.adoptAddress.text' : 'dialog.adoptOther.text', words),
  );
  const on = { target: systemId, seen: answering };
  return [
    button(voice, act('access.adopt', id, on), same ? 'button.adoptAddress' : 'button.adoptOther', {
      style: same ? 'default' : 'danger',
      about: words.system,
      confirm,
    }),
  ];
}
