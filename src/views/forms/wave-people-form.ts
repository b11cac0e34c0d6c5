import { standingOf } from '../../domain/waves/standing.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, item, items, note } from '../blocks.ts';
import type { WaveReading } from '../cards/wave-card.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

const perPage = 20;

/** Everybody in the wave in the order in which access ends, with where each stands and the way to their departure. */
export function wavePeopleForm({ wave, people, reader, now }: WaveReading, page: number): FormView {
  const voice = voiceFor(reader);
  const sorted = people.toSorted((a, b) => endOf(a).localeCompare(endOf(b)) || a.member.line - b.member.line);
  const last = Math.max(0, Math.ceil(sorted.length / perPage) - 1);
  const at = Math.min(Math.max(0, Number.isInteger(page) ? page : 0), last);
  const turn = (to: number) => act('wave.people', null, { target: wave.id, seen: to });
  const view = form(voice, {
    kind: 'wave-people',
    title: 'form.wave.peopleTitle',
    submit: null,
    parts: shown(
      blocks(
        items(
          sorted.slice(at * perPage, (at + 1) * perPage).map(({ member, departure }) => {
            const name =
              departure === null ? voice.t('wave.line', { line: member.line }) : shownName(departure.leaver.name);
            const standing = standingOf(wave, { member, departure }, now);
            return item(
              standing === 'closed' ? 'done' : standing === 'failed' ? 'failed' : 'info',
              voice.t(`wave.standing.${standing}`),
              [{ strong: name }],
              {
                detail: departure?.dates ? voice.zoned(departure.dates.cutOff) : null,
                action:
                  departure === null || departure.status === 'draft' || departure.flow === null
                    ? null
                    : button(voice, act('access.review', departure.id), 'button.review', { about: name }),
              },
            );
          }),
        ),
        note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
        actions(
          at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about: wave.title }),
          at < last && button(voice, turn(at + 1), 'button.waveNext', { about: wave.title }),
        ),
      ),
    ),
  });
  return { ...view, names: sorted.flatMap(({ departure }) => departure?.id ?? []) };
}

function endOf({ departure }: WaveReading['people'][number]): string {
  return departure?.dates?.cutOff.at ?? '';
}
