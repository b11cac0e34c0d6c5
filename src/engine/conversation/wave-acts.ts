import stringify from 'safe-stable-stringify';
import { refuse } from '../../domain/refusal.ts';
import { decideWave, mayBeginWave, maySeeWave } from '../../domain/waves/decide-wave.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import type { ActName } from '../../views/act-names.ts';
import { type WaveReading, waveCard } from '../../views/cards/wave-card.ts';
import { cardForm } from '../../views/forms/card-form.ts';
import { waveConfirmFields, waveFields } from '../../views/forms/fields.ts';
import { waveConfirmForm } from '../../views/forms/wave-confirm-form.ts';
import { waveForm } from '../../views/forms/wave-form.ts';
import { wavePeopleForm } from '../../views/forms/wave-people-form.ts';
import { waveRowsForm } from '../../views/forms/wave-rows-form.ts';
import { digest } from '../sha256.ts';
import { checkRows, waveFlows } from '../waves/check-rows.ts';
import { keepRowPlans } from '../waves/plan-members.ts';
import { addRows, type RowsProblem } from '../waves/read-rows.ts';
import {
  emptyWaveDraft,
  importedBy,
  isListed,
  keepWaveDraft,
  readWaveDraft,
  type WaveDraft,
} from '../waves/wave-draft.ts';
import { changeWave, readWave, registerWave, waveIds } from '../waves/wave-journal.ts';
import { stateOfWave } from '../waves/wave-state.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** A list becomes a wave, and a wave is confirmed. */
export const waveHandlers = {
  wave: overview,
  'wave.rows': beginning(async (turn) => formReply(rowsForm(turn, (await listOf(turn)).draft ?? emptyWaveDraft))),
  'wave.rows.submit': beginning(takeRows),
  'wave.without': beginning(leaveBadRowsOut),
  'wave.discard': beginning(async (turn) => {
    const list = await listOf(turn);
    if (list.draft === null || seenOf(list.draft) !== turn.act.ref.seen) return changedList(turn);
    if (!(await keepWaveDraft(turn.deps.store, list.by, { seen: list.draft, next: null }))) return changedList(turn);
    return doneReply(turn, 'notice.waveDiscarded');
  }),
  'wave.begin': beginning(beginWave),
  'wave.show': onWave((turn, reading) => formReply(cardForm(waveCard(reading), turn.reader, turn.act.ref))),
  'wave.people': onWave((turn, reading) => formReply(wavePeopleForm(reading, Number(turn.act.ref.seen ?? 0)))),
  'wave.confirm': onWave((turn, reading) =>
    turn.act.ref.seen === reading.hash
      ? formReply(waveConfirmForm(reading))
      : refusalReply(turn, refuse('plan-changed').refusal),
  ),
  'wave.confirm.submit': onWave(confirm),
} satisfies Partial<Record<ActName, Handler>>;

/** Only for whoever may begin a wave. */
function beginning(handle: (turn: Turn) => Promise<Reply>): Handler {
  return async (turn) =>
    mayBeginWave(turn.actor) ? handle(turn) : refusalReply(turn, refuse('not-permitted').refusal);
}

/** Of a wave that this person may know of; for everybody else there is none. */
function onWave(handle: (turn: Turn, reading: WaveReading) => Promise<Reply> | Reply): Handler {
  return async (turn) => {
    const { target } = turn.act.ref;
    const wave = target === null ? null : await readWave(turn.deps.store, target);
    if (wave === null || !maySeeWave(wave, turn.actor)) return refusalReply(turn, refuse('not-found').refusal);
    const { reader, roles, now } = turn;
    return handle(turn, { ...(await stateOfWave(turn.deps, wave)), reader, roles, now });
  };
}

interface List {
  /** Whose it is, or `importedBy`. */
  by: string;
  draft: WaveDraft | null;
}

/** The reader's own list, else the one that was imported. Whoever is in that knows of none. */
async function listOf({ deps, reader }: Turn): Promise<List> {
  const own = await readWaveDraft(deps.store, reader.id);
  if (own !== null) return { by: reader.id, draft: own };
  const imported = await readWaveDraft(deps.store, importedBy);
  return imported === null || isListed(imported, reader)
    ? { by: reader.id, draft: null }
    : { by: importedBy, draft: imported };
}

async function overview(turn: Turn): Promise<Reply> {
  const begins = mayBeginWave(turn.actor);
  if (turn.roles.length === 0) return refusalReply(turn, refuse('not-permitted').refusal);
  const waves: Wave[] = [];
  for (const id of await waveIds(turn.deps.store, 'all')) {
    const wave = await readWave(turn.deps.store, id);
    if (wave && maySeeWave(wave, turn.actor)) waves.push(wave);
  }
  const list = begins ? await listOf(turn) : { by: turn.reader.id, draft: null };
  return formReply(waveForm({ reader: turn.reader, begins, waves, list: await shownList(turn, list) }));
}

async function shownList(turn: Turn, { by, draft }: List): Promise<Parameters<typeof waveForm>[0]['list']> {
  if (draft === null) return null;
  const rows = (await checkRows(turn.deps, draft, turn.actor)).map(({ row, person, problems, roles, manages }) => ({
    ...{ line: row.line, name: person?.name ?? row.email, problems, roles, manages },
  }));
  return { title: draft.title, rows, seen: seenOf(draft), imported: by === importedBy };
}

function rowsForm(turn: Turn, known: WaveDraft) {
  return waveRowsForm({ reader: turn.reader, flows: waveFlows(turn.deps), known });
}

async function takeRows(turn: Turn): Promise<Reply> {
  const list = await listOf(turn);
  const said = {
    title: textOf(turn, waveFields.title) ?? '',
    lastDay: textOf(turn, waveFields.lastDay) ?? '',
    time: textOf(turn, waveFields.time) ?? '',
    flow: textOf(turn, waveFields.flow) ?? '',
  };
  const added = addRows(Buffer.from(textOf(turn, waveFields.rows) ?? ''), {
    ...(list.draft ?? emptyWaveDraft),
    ...said,
  });
  if (added.type === 'problem')
    return { type: 'errors', errors: { [waveFields.rows]: problemWords(turn, added.problem) } };
  if (!(await keepWaveDraft(turn.deps.store, list.by, { seen: list.draft, next: added.draft })))
    return changedList(turn);
  return overview(turn);
}

async function leaveBadRowsOut(turn: Turn): Promise<Reply> {
  const { by, draft } = await listOf(turn);
  if (draft === null || seenOf(draft) !== turn.act.ref.seen) return changedList(turn);
  const checked = await checkRows(turn.deps, draft, turn.actor);
  const rows = checked.filter(({ problems }) => problems.length === 0).map(({ row }) => row);
  if (!(await keepWaveDraft(turn.deps.store, by, { seen: draft, next: { ...draft, rows } }))) return changedList(turn);
  return overview(turn);
}

/** The list becomes a wave; nothing of it is kept as it was given. */
async function beginWave(turn: Turn): Promise<Reply> {
  const { deps } = turn;
  const { by, draft } = await listOf(turn);
  if (draft === null || seenOf(draft) !== turn.act.ref.seen) return changedList(turn);
  const checked = await checkRows(deps, draft, turn.actor);
  // Something may have become wrong since it was shown.
  if (checked.some(({ plan }) => plan === null)) return overview(turn);
  const id = deps.newId();
  const members = checked.flatMap(({ row, plan }) =>
    plan === null
      ? []
      : [{ departure: deps.newId(), person: plan.leaver, line: row.line, from: plan.dates.cutOff.at, plan }],
  );
  const title = draft.title === '' ? turn.voice.day({ date: turn.now.slice(0, 10) }) : draft.title;
  const command = { type: 'open', id, title, members: members.map(({ plan: _, ...member }) => member) } as const;
  const decision = decideWave(null, command, turn.actor);
  if (decision.type === 'refused') return refusalReply(turn, decision.refusal);
  // Whoever is first takes the list; the wave is there once its journal is, and what it is planned from is there
  // before.
  await keepRowPlans(deps.store, id, Object.fromEntries(members.map(({ departure, plan }) => [departure, plan])));
  await registerWave(deps.store, id, true);
  if (!(await keepWaveDraft(deps.store, by, { seen: draft, next: null }))) return changedList(turn);
  const opened = await changeWave(deps, id, { by: turn.reader.id, decide: () => decision });
  if (opened.type === 'refused') return refusalReply(turn, opened.refusal);
  turn.engine.goOnWithWave(id);
  // The card is the answer, and is on its way.
  return { type: 'done', notice: null };
}

async function confirm(turn: Turn, { wave, people, plans, hash }: WaveReading): Promise<Reply> {
  const addresses = (textOf(turn, waveConfirmFields.leaveOut) ?? '').split(/[\s,;]+/).filter((one) => one !== '');
  const leaveOut: string[] = [];
  for (const address of addresses) {
    const found = people.find(
      ({ departure }) =>
        departure !== null &&
        plans[departure.id] !== undefined &&
        departure.leaver.email.toLowerCase() === address.toLowerCase(),
    );
    if (!found)
      return {
        type: 'errors',
        errors: {
          [waveConfirmFields.leaveOut]: turn.voice.t('wave.leaveOutUnknown', { address: address.slice(0, 100) }),
        },
      };
    leaveOut.push(found.member.departure);
  }
  const seen = turn.act.ref.seen ?? '';
  const result = await changeWave(turn.deps, wave.id, {
    by: turn.reader.id,
    decide: (current) =>
      decideWave(current, { type: 'confirm', hash: seen, now: { hash, plans }, leaveOut }, turn.actor),
  });
  if (result.type === 'refused') return refusalReply(turn, result.refusal);
  turn.engine.goOnWithWave(wave.id);
  const left = new Set(leaveOut).size;
  return doneReply(turn, 'notice.waveConfirmed', { count: Object.keys(plans).length - left, left });
}

/** Why rows are none, for whoever gave them. */
export function problemWords({ voice }: Pick<Turn, 'voice'>, problem: RowsProblem): string {
  switch (problem.code) {
    case 'table':
      return voice.t(`wave.table.${problem.kind}`, { line: problem.line ?? 1 });
    case 'columns':
      return voice.t('wave.columns', { name: problem.unknown });
    case 'no-addresses':
      return voice.t('wave.noAddresses');
    case 'too-many':
      return voice.t('wave.tooMany', { most: problem.most });
    case 'no-rows':
      return voice.t('wave.noRows');
  }
}

/** Which list somebody saw. */
function seenOf(draft: WaveDraft): string {
  return digest(stringify(draft) ?? '').slice(0, 16);
}

async function changedList(turn: Turn): Promise<Reply> {
  return noticeReply(turn.voice.t('wave.changedList'), 'refused');
}
