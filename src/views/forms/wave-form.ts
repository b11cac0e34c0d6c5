import type { CompanyRole, Person } from '../../domain/people/people.ts';
import type { RowProblem } from '../../domain/waves/row-problem.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, dialog, heading, item, items, note, status, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** One row of a list, checked. */
interface ShownRow {
  line: number;
  /** The person's, or the address where nobody was found. */
  name: string;
  problems: readonly RowProblem[];
  /**
   * What whoever reads the list should know: roles that the person holds in Relais, and how many of the list have them
   * as manager.
   */
  roles: readonly CompanyRole[];
  manages: number;
}

interface WaveFormData {
  reader: Person;
  /** Null: there is no list yet. */
  list: { title: string; rows: readonly ShownRow[]; seen: string; imported: boolean } | null;
  waves: readonly Pick<Wave, 'id' | 'title' | 'status' | 'members'>[];
  /** Whether the reader may begin one. */
  begins: boolean;
}

const longest = 20;

/** The list that is being prepared, with everything that is wrong in it; and the waves there are. */
export function waveForm({ reader, list, waves, begins }: WaveFormData): FormView {
  const voice = voiceFor(reader);
  const isReady = list !== null && list.rows.length > 0 && list.rows.every(({ problems }) => problems.length === 0);
  return form(voice, {
    kind: 'wave',
    title: 'form.wave.title',
    // Submitted, so that the window closes with it: nobody can go back to a list that is a wave by then.
    submit: isReady ? { label: 'button.waveBegin', act: act('wave.begin', null, { seen: list.seen }) } : null,
    parts: shown(
      blocks(
        list === null ? begins && intro(voice) : listBlocks(list, voice),
        waves.length > 0 && heading(voice.t('form.wave.waves')),
        items(
          waves.slice(-longest).map(({ id, title, status: how, members }) =>
            item(how === 'ended' ? 'done' : 'running', voice.t(`wave.status.${how}`), [{ strong: oneLine(title) }], {
              detail: voice.t('wave.standingCount', { count: members.length }),
              action: button(voice, act('wave.show', null, { target: id }), 'button.open', { about: oneLine(title) }),
            }),
          ),
        ),
        list === null && waves.length === 0 && !begins && text(voice.t('form.wave.none')),
      ),
    ),
  });
}

function intro(voice: Voice): readonly CardBlock[] {
  const about = voice.t('form.wave.title');
  return blocks(
    text(voice.t('form.wave.intro')),
    actions(
      button(voice, act('wave.rows', null), 'button.waveRows', { style: 'primary', about }),
      button(voice, act('lists', null), 'button.lists', { about }),
    ),
  );
}

function listBlocks(
  { title, rows, seen, imported }: NonNullable<WaveFormData['list']>,
  voice: Voice,
): readonly CardBlock[] {
  const bad = rows.filter(({ problems }) => problems.length > 0);
  const told = rows.filter((row) => row.problems.length === 0 && (row.roles.length > 0 || row.manages > 0));
  const about = oneLine(title);
  const good = rows.length - bad.length;
  return blocks(
    status(bad.length > 0 ? 'attention' : 'good', voice.t('form.wave.state', { good, bad: bad.length })),
    imported && note(voice.t('form.wave.imported')),
    bad.length > 0 && heading(voice.t('form.wave.bad')),
    items(
      bad.slice(0, longest).map(({ line, name, problems }) =>
        item('failed', voice.t('wave.line', { line }), [{ strong: shownName(name) }], {
          detail: problems.map((code) => voice.t(`wave.problem.${code}`)).join(' '),
        }),
      ),
    ),
    bad.length > longest && note(voice.t('wave.more', { count: bad.length - longest })),
    bad.length > 0 && note(voice.t('form.wave.correct')),
    told.length > 0 && heading(voice.t('form.wave.told')),
    items(
      told.slice(0, longest).map(({ line, name, roles, manages }) =>
        item('info', voice.t('wave.line', { line }), [{ strong: shownName(name) }], {
          detail: [
            ...(roles.length > 0
              ? [voice.t('wave.note.roles', { roles: voice.list(roles.map((role) => voice.t(`role.${role}`))) })]
              : []),
            ...(manages > 0 ? [voice.t('wave.note.manages', { count: manages })] : []),
          ].join(' '),
        }),
      ),
    ),
    bad.length === 0 && good > 0 && text(voice.t('form.wave.begins', { count: good })),
    actions(
      button(voice, act('wave.rows', null), 'button.waveRows', { about, ...(bad.length > 0 && { style: 'primary' }) }),
      bad.length > 0 &&
        good > 0 &&
        button(voice, act('wave.without', null, { seen }), 'button.waveWithout', {
          about,
          confirm: dialog(
            voice,
            { title: 'dialog.waveWithout.title', confirm: 'button.waveWithout', deny: 'dialog.wave.deny' },
            voice.t('dialog.waveWithout.text', { count: bad.length }),
          ),
        }),
      button(voice, act('wave.discard', null, { seen }), 'button.waveDiscard', {
        ...{ style: 'danger', about },
        confirm: dialog(
          voice,
          { title: 'dialog.waveDiscard.title', confirm: 'button.waveDiscard', deny: 'dialog.wave.deny' },
          voice.t('dialog.waveDiscard.text'),
        ),
      }),
    ),
  );
}
