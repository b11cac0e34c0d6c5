import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { readableThings, readsAllThings } from '../../domain/equipment/readable.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, button, items, text } from '../blocks.ts';
import { equipmentItems, recoveredShare } from '../equipment/equipment-items.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Everything that was lent, and where each thing is on its way back. */
export function equipmentForm(
  departure: Departure,
  { reader, roles, now }: { reader: Person; roles: readonly CompanyRole[]; now: Instant },
): FormView {
  const voice = voiceFor(reader);
  const audience = audienceOf(departure, reader, roles);
  const own = audience.leaver;
  const { done: back, total } = recoveredShare(departure);
  const name = shownName(departure.leaver.name);
  const list = equipmentItems(departure, readableThings(departure, { id: reader.id, roles }, now), { voice, own });
  const seesAll =
    maySee(departure, { id: reader.id, roles }, now) && readsAllThings(departure, { id: reader.id, roles });
  const adds = seesAll && departure.status === 'active' && (leads(audience) || audience.it);
  const view = form(voice, {
    kind: 'equipment',
    title: 'equipment.title',
    submit: null,
    parts: shown(
      blocks(
        text(
          !seesAll
            ? voice.t('refusal.not-found')
            : list.length === 0
              ? voice.t('equipment.none')
              : voice.t(own ? 'equipment.introOwn' : 'equipment.intro', { name, back, total }),
        ),
        items(list),
        adds && actions(button(voice, act('equipment.add', departure.id), 'equipment.add', { about: name })),
      ),
    ),
  });
  return { ...view, again: act('equipment.list', departure.id) };
}
