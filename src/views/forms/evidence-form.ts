import type { Period } from '../../domain/calendar/period.ts';
import type { Departure } from '../../domain/departure.ts';
import { levelsFor } from '../../domain/evidence/takers.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, item, items, note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { evidenceFields } from './fields.ts';
import { choiceField, dateField, form, option, shown } from './form-parts.ts';

const mostShown = 25;

/** Asks for a pack of one departure, or of a period; and at which level, of those that the roles of the reader have. */
export function evidenceForm({
  reader,
  roles,
  departure,
  period,
}: {
  reader: Person;
  roles: readonly CompanyRole[];
  departure: Departure | null;
  period: Period | null;
}): FormView {
  const voice = voiceFor(reader);
  const levels = levelsFor(roles);
  const name = departure && shownName(departure.leaver.name);
  return form(voice, {
    kind: 'evidence',
    title: 'pack.title',
    submit: { label: 'pack.ask', act: act('evidence.submit', departure?.id ?? null) },
    parts: [
      shown(text(voice.t('pack.text')), name !== null && text([{ strong: voice.t('pack.of', { name }) }])),
      ...(departure === null
        ? [
            dateField(voice, { id: evidenceFields.from, label: 'pack.from' }, period?.from ?? null),
            dateField(voice, { id: evidenceFields.to, label: 'pack.to' }, period?.to ?? null),
          ]
        : []),
      choiceField(
        voice,
        { id: evidenceFields.level, label: 'pack.level' },
        {
          options: levels.map((level) => option(level, voice.t(`pack.level.${level}.short`))),
          initial: 'auditor',
        },
      ),
      shown(...levels.map((level) => note(voice.t(`pack.level.${level}`)))),
    ],
  });
}

/** Departures that were found by a name, each with the way to its pack. */
export function evidenceFoundForm(found: readonly Departure[], reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'evidence-found',
    title: 'pack.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t('pack.found')),
        items(
          found.slice(0, mostShown).map((departure) => {
            const about = shownName(departure.leaver.name);
            const day = voice.day({ date: departure.createdAt.slice(0, 10) });
            const action = button(voice, act('evidence.open', departure.id), 'button.evidence', { about });
            return item('info', about, voice.t('pack.began', { day }), { action });
          }),
        ),
        found.length > mostShown && note(voice.t('channel.more', { count: found.length - mostShown })),
      ),
    ),
  });
}

/** The way to the page on which the pack is made and taken. */
export function evidenceLinkForm(address: string, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'evidence-link',
    title: 'pack.title',
    submit: null,
    parts: shown(
      text([{ link: address, label: voice.t('pack.link') }]),
      note(voice.t('pack.linkText')),
      actions(button(voice, act('evidence', null), 'pack.another', { about: voice.t('pack.title') })),
    ),
  });
}
