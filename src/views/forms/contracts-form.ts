import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, dialog, facts, items, note, section, status, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { type ContractLine, contractItem, contractState, endWords, isPassed } from '../contracts/contract-lines.ts';
import type { FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { workerTypeName } from '../words/worker-type-name.ts';
import { contractFields } from './fields.ts';
import { dateField, form, reasonField, shown } from './form-parts.ts';

const perPage = 15;

interface ContractsFormData {
  reader: Person;
  /** Those that the reader may see, the earliest end first. */
  lines: readonly ContractLine[];
  page: number;
  /** From how many days before its end on a contract is near. */
  nearDays: number;
}

/** Contracts for a time: those whose end has passed, those that end soon, and the others. */
export function contractsForm({ reader, lines, page, nearDays }: ContractsFormData): FormView {
  const voice = voiceFor(reader);
  const about = voice.t('form.contracts.title');
  const passed = lines.filter(isPassed);
  const others = lines.filter((line) => !isPassed(line));
  const ordered = [...passed, ...others];
  const last = Math.max(0, Math.ceil(ordered.length / perPage) - 1);
  const at = Math.min(Math.max(0, Number.isInteger(page) ? page : 0), last);
  const here = ordered.slice(at * perPage, (at + 1) * perPage);
  const isNear = ({ daysLeft }: ContractLine) => daysLeft <= nearDays;
  const listed = (list: readonly ContractLine[]) => items(list.map((line) => contractItem(line, voice)));
  const turn = (to: number) => act('contracts', null, { seen: to });
  const near = others.filter(isNear).length;
  return {
    ...form(voice, {
      kind: 'contracts',
      title: 'form.contracts.title',
      submit: null,
      parts: shown(
        blocks(
          lines.length === 0
            ? text(voice.t('form.contracts.none'))
            : status(
                passed.length > 0 ? 'attention' : 'neutral',
                voice.t('contracts.state', { passed: passed.length, near }),
              ),
          section(voice.t('form.contracts.passed'), listed(here.filter(isPassed))),
          section(voice.t('form.contracts.near'), listed(here.filter((one) => !isPassed(one) && isNear(one)))),
          section(voice.t('form.contracts.later'), listed(here.filter((one) => !isPassed(one) && !isNear(one)))),
          last > 0 && note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
          actions(
            at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about }),
            at < last && button(voice, turn(at + 1), 'button.waveNext', { about }),
          ),
          note(voice.t('form.contracts.note')),
        ),
      ),
    }),
    again: turn(at),
  };
}

/** One contract: where it stands, and what its reader may decide. */
export function contractForm({ reader, line }: { reader: Person; line: ContractLine }): FormView {
  const voice = voiceFor(reader);
  const about = shownName(line.name);
  const { departure } = line;
  const isOver = departure?.state === 'over';
  return form(voice, {
    kind: 'contract',
    title: 'form.contract.title',
    submit: null,
    parts: shown(
      blocks(
        status(isPassed(line) ? 'attention' : 'neutral', contractState(line, voice), { next: endWords(line, voice) }),
        facts(
          [voice.t('contract.person'), about],
          line.workerType === null ? null : [voice.t('contract.type'), workerTypeName(line.workerType, null, voice)],
          [voice.t('contract.sponsorLabel'), line.sponsor === null ? voice.t('word.nobody') : oneLine(line.sponsor)],
          line.extendedFrom === null ? null : [voice.t('contract.toldEnd'), voice.day({ date: line.extendedFrom })],
        ),
        line.decides && !isOver && text(voice.t('form.contract.ask')),
        unheard(line, voice),
        departure?.state === 'planned' && departure.goesBy === null && note(voice.t('form.contract.planned')),
        isOver && note(voice.t('form.contract.over')),
        actions(
          line.decides &&
            !isOver &&
            button(voice, act('contract.extend', null, { target: line.email }), 'button.contractExtend', {
              style: 'primary',
              about,
            }),
          line.decides &&
            !isOver &&
            !line.isDecided &&
            button(voice, act('contract.end', null, { target: line.email, seen: line.endsOn }), 'button.contractEnd', {
              about,
              confirm: dialog(
                voice,
                { title: 'dialog.contractEnd.title', confirm: 'button.contractEnd', deny: 'dialog.contractEnd.deny' },
                voice.t('dialog.contractEnd.text', { name: about, day: voice.day({ date: line.endsOn }) }),
              ),
            }),
          departure !== null && button(voice, act('departure.open', departure.id), 'button.openDeparture', { about }),
          button(voice, act('contracts', null), 'button.contractsBack', { about }),
        ),
      ),
    ),
  });
}

/** Says it where an extension reaches nobody who leads the departure that is there. */
function unheard({ departure }: ContractLine, voice: Voice): CardBlock | null {
  if (departure === null || departure.state === 'over' || departure.goesBy === null) return null;
  return note(voice.t('form.contract.goesBy', { system: oneLine(departure.goesBy) }));
}

/** Until when, and why. */
export function extendContractForm({ reader, line }: { reader: Person; line: ContractLine }): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'contract-extend',
    title: 'form.extend.title',
    submit: {
      label: 'form.extend.submit',
      act: act('contract.extend.submit', null, { target: line.email, seen: line.endsOn }),
    },
    parts: [
      shown(text(voice.t('form.extend.text', { name: shownName(line.name), day: voice.day({ date: line.endsOn }) }))),
      dateField(
        voice,
        { id: contractFields.until, label: 'form.extend.until', hint: voice.t('form.extend.untilHint') },
        null,
      ),
      reasonField(voice),
      shown(blocks(unheard(line, voice), note(voice.t('form.extend.note')))),
    ],
  });
}
