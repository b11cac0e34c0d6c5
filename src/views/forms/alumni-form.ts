import { alumniPurposes, type ExportedPurpose, rehireWishes } from '../../domain/alumni/alumnus.ts';
import type { AlumnusChoice } from '../../domain/alumni/changes.ts';
import type { DepartureId } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { blocks, note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { oneLine } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { alumniFields } from './fields.ts';
import { choiceField, choicesField, form, option, shown, textField } from './form-parts.ts';

/** What the leaver may agree to. Nothing is ticked for them. */
export function alumniForm(given: {
  reader: Person;
  departure: DepartureId;
  organisation: string;
  /** The address that they gave for their departure; null where there is none. */
  email: string | null;
  /** What they chose before; null where nothing is kept of them. */
  before: (AlumnusChoice & { email: string }) | null;
}): FormView {
  const { reader, departure, organisation, email, before } = given;
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'alumni',
    title: 'form.alumni.title',
    submit: { label: 'form.alumni.submit', act: act('alumni.submit', departure) },
    parts: [
      shown(
        blocks(
          text(voice.t('form.alumni.text', { organisation: oneLine(organisation) })),
          before !== null && note(voice.t('form.alumni.change')),
        ),
      ),
      choicesField(
        voice,
        { id: alumniFields.purposes, label: 'form.alumni.purposes' },
        {
          options: alumniPurposes.map((one) => option(one, voice.t(`alumni.purpose.${one}`))),
          initial: before?.purposes ?? [],
        },
      ),
      textField(
        voice,
        { id: alumniFields.email, label: 'form.alumni.email', hint: voice.t('form.alumni.emailHint') },
        { max: 200, initial: before?.email ?? email },
      ),
      choiceField(
        voice,
        {
          ...{ id: alumniFields.rehire, label: 'form.alumni.rehire', required: false },
          hint: voice.t('form.alumni.rehireHint'),
        },
        {
          options: rehireWishes.map((one) => option(one, voice.t(`alumni.rehire.${one}`))),
          initial: before?.rehire ?? null,
        },
      ),
    ],
  });
}

/** The way to the page that gives addresses for one purpose. `address`: made for this reader alone. */
export function alumniExportForm(reader: Person, purpose: ExportedPurpose, address: string): FormView {
  const voice = voiceFor(reader);
  const words = { purpose: voice.t(`alumni.purpose.${purpose}`) };
  return form(voice, {
    kind: 'alumni-export',
    title: 'form.alumniExport.title',
    submit: null,
    parts: shown(
      note(voice.t('form.alumniExport.text', words)),
      text([{ link: address, label: voice.t('form.alumniExport.link') }]),
    ),
  });
}
