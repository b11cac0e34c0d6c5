import { z } from 'zod';
import { localDate } from '../../domain/calendar/time.ts';
import {
  type ContractRecord,
  ending,
  endOf,
  extended,
  extensionProblem,
  type TimedContract,
} from '../../domain/contracts/contract.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import type { ContractLine } from '../../views/contracts/contract-lines.ts';
import { contractForm, contractsForm, extendContractForm } from '../../views/forms/contracts-form.ts';
import { contractFields } from '../../views/forms/fields.ts';
import { changeContract } from '../contracts/contract-notes.ts';
import { contractSettingsSchema } from '../contracts/contract-settings.ts';
import { contractLines } from '../contracts/read-contracts.ts';
import type { Reply } from './conversation.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import { withReason } from './task-acts.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** Contracts for a time: what there is, and what those who answer for them decide. No access ends by any of it. */
export const contractHandlers = {
  contracts: async (turn) => overview(turn),
  'contract.open': (turn) => withLine(turn, 'see', (line) => shownAgain(turn, line)),
  'contract.extend': (turn) =>
    withLine(turn, 'decide', (line) => formReply(extendContractForm({ reader: turn.reader, line }))),
  'contract.extend.submit': (turn) => withLine(turn, 'decide', (line) => extend(turn, line)),
  'contract.end': (turn) =>
    withLine(turn, 'decide', (line) =>
      decided(turn, line, (contract, record) => ending(contract, record, { by: turn.reader.id, at: turn.now })),
    ),
} satisfies Partial<Record<ActName, Handler>>;

function settingsOf({ deps }: Turn) {
  return deps.contracts ?? contractSettingsSchema.parse({});
}

async function overview(turn: Turn): Promise<Reply> {
  const lines = await contractLines(turn.deps, turn);
  const page = Number(turn.act.ref.name === 'contracts' ? (turn.act.ref.seen ?? 0) : 0);
  return formReply(contractsForm({ reader: turn.reader, lines, page, nearDays: settingsOf(turn).askDaysBefore }));
}

/** The contract of the act, as the reader may see it now. What is not theirs and what is not there get one answer. */
async function withLine(
  turn: Turn,
  what: 'see' | 'decide',
  handle: (line: ContractLine) => Promise<Reply> | Reply,
): Promise<Reply> {
  const line = (await contractLines(turn.deps, turn)).find(({ email }) => email === turn.act.ref.target);
  if (line === undefined) return noticeReply(turn.voice.t('notice.contractGone'), 'refused');
  if (what === 'decide' && !line.decides) return refusalReply(turn, refuse('not-permitted').refusal);
  if (what === 'decide' && line.departure?.state === 'over')
    return noticeReply(turn.voice.t('notice.contractOver'), 'refused');
  return handle(line);
}

function extend(turn: Turn, line: ContractLine): Promise<Reply> {
  const read = z.iso.date().safeParse(textOf(turn, contractFields.until));
  const field = (text: string): Reply => ({ type: 'errors', errors: { [contractFields.until]: text } });
  if (!read.success) return Promise.resolve(field(turn.voice.t('form.extend.noDay')));
  const to = read.data;
  const mostDays = settingsOf(turn).longestExtensionDays;
  const today = localDate(turn.now, turn.reader.timeZone);
  const problem = extensionProblem(to, { today, end: line.endsOn, mostDays });
  if (problem !== null)
    return Promise.resolve(
      field(turn.voice.t(`form.extend.${problem}`, { day: turn.voice.day({ date: line.endsOn }), days: mostDays })),
    );
  return withReason(turn, (reason) =>
    decided(turn, line, (contract, record) =>
      extended(contract, record, { by: turn.reader.id, at: turn.now, to, reason }),
    ),
  );
}

/** Keeps a decision about exactly the end that was shown; decided once for all processes. */
async function decided(
  turn: Turn,
  line: ContractLine,
  decide: (contract: TimedContract, record: ContractRecord | null) => ContractRecord,
): Promise<Reply> {
  const { deps, act } = turn;
  const contract = (await deps.directory.contracts()).find(({ email }) => email === line.email);
  if (contract === undefined) return noticeReply(turn.voice.t('notice.contractGone'), 'refused');
  const answer = await changeContract(deps.store.notes, line.email, (record) =>
    endOf(contract, record) === act.ref.seen ? decide(contract, record) : 'stale',
  );
  if (answer === 'stale') return refusalReply(turn, refuse('stale').refusal);
  deps.log.info({ event: 'contract.decided', act: act.ref.name, by: turn.reader.id }, 'a contract was decided about');
  turn.engine.bringMessages();
  const again = (await contractLines(deps, turn)).find(({ email }) => email === line.email);
  return again === undefined ? overview(turn) : shownAgain(turn, again);
}

function shownAgain(turn: Turn, line: ContractLine): Reply {
  return formReply(contractForm({ reader: turn.reader, line }));
}
