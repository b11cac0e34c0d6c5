import stringify from 'safe-stable-stringify';
import type { PersonCommand } from '../../domain/command.ts';
import type { Person } from '../../domain/people/people.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { ActName } from '../../views/act-names.ts';
import { lineFits } from '../../views/cards/collected-card.ts';
import { type CollectedLine, type CollectedReading, linesShown } from '../../views/cards/collected-line.ts';
import { collectedForm, pageOf } from '../../views/forms/collected-form.ts';
import { collectedSeveralForm, everyLine, severalPerPage } from '../../views/forms/collected-several-form.ts';
import { collectedSeveralFields, completeFields, reasonFields } from '../../views/forms/fields.ts';
import { isSeveralVerb, type SeveralVerb } from '../../views/tasks/several.ts';
import { shownName } from '../../views/words/plain.ts';
import { digest } from '../sha256.ts';
import { linesFor, readName } from '../waves/collected-lines.ts';
import type { Reply } from './conversation.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import { pickedPerson, tooShort } from './task-acts.ts';
import { command, type Handler, listOf, type Turn, textOf } from './turn.ts';

/** What people do on the pages behind a card that stands for several departures of a wave. */
export const collectedHandlers = {
  'collected.show': onCollected((turn, reading) => formReply(collectedForm(reading, Number(turn.act.ref.seen ?? 0)))),
  'collected.several': onCollected((turn, reading) => {
    const asked = readSeveral(turn.act.ref.seen);
    if (asked === null) return refusalReply(turn, refuse('not-found').refusal);
    return showSeveral(turn, reading, asked);
  }),
  'collected.several.submit': onCollected(doSeveral),
} satisfies Partial<Record<ActName, Handler>>;

/** Of the reader's own lines: of what is asked of somebody else nobody sees any. */
function onCollected(handle: (turn: Turn, reading: CollectedReading) => Promise<Reply> | Reply): Handler {
  return async (turn) => {
    const { act, reader, now, deps } = turn;
    const [wave = '', group = ''] = (act.ref.target ?? '').split('/');
    const id = readName(wave, `${group}/${reader.id}`);
    if (id === null) return refusalReply(turn, refuse('not-found').refusal);
    const lines = await linesFor(deps, id, now);
    if (lines.length === 0) return refusalReply(turn, refuse('not-found').refusal);
    return handle(turn, { ...id, reader, now, lines });
  };
}

/** A line about a task that can be done together with others. */
type TaskLine = CollectedLine & { task: Task };

interface Asked {
  verb: SeveralVerb;
  page: number;
  /** Of what was listed; null where nothing was yet. */
  hash: string | null;
}

function readSeveral(seen: string | null): Asked | null {
  const [verb, page, hash] = (seen ?? '').split(':');
  return isSeveralVerb(verb) ? { verb, page: Number(page), hash: hash ?? null } : null;
}

function pageFor({ reader, roles }: Turn, reading: CollectedReading, { verb, page }: Asked) {
  const fits = linesShown(reading).filter(
    (line): line is TaskLine =>
      line.task !== null && line.isOpen && lineFits(verb, line, reading.group, { reader, roles }),
  );
  const { at, last } = pageOf(page, fits.length, severalPerPage);
  const lines = fits.slice(at * severalPerPage, (at + 1) * severalPerPage);
  const listed = lines.map(({ departure, task }) => [departure.id, task.id, task.rev]);
  return { verb, at, last, lines, hash: digest(stringify(listed) ?? '').slice(0, 16) };
}

function showSeveral(turn: Turn, reading: CollectedReading, asked: Asked): Reply {
  const page = pageFor(turn, reading, asked);
  if (page.lines.length === 0) return noticeReply(turn.voice.t('collected.none'));
  return formReply(collectedSeveralForm(reading, page));
}

async function doSeveral(turn: Turn, reading: CollectedReading): Promise<Reply> {
  const { voice, act } = turn;
  const asked = readSeveral(act.ref.seen);
  if (asked === null) return refusalReply(turn, refuse('not-found').refusal);
  const { verb, lines, hash } = pageFor(turn, reading, asked);
  if (hash !== asked.hash) return noticeReply(voice.t('notice.collected.changed'), 'refused');
  const values = listOf(turn, collectedSeveralFields.chosen);
  const chosen = lines.filter((_, index) => values.includes(everyLine) || values.includes(String(index)));
  if (chosen.length === 0)
    return { type: 'errors', errors: { [collectedSeveralFields.chosen]: voice.t('notice.collected.choose') } };
  const said = await saidOf(turn, verb);
  return 'reply' in said ? said.reply : tell(turn, verb, await giveEach(turn, chosen, said.commandFor));
}

type CommandFor = (on: { taskId: string; rev: number }) => PersonCommand;

/** What is asked of each, from the fields that go with it. */
async function saidOf(turn: Turn, verb: SeveralVerb): Promise<{ commandFor: CommandFor } | { reply: Reply }> {
  if (verb === 'done') {
    const notes = textOf(turn, completeFields.notes);
    return { commandFor: (on) => ({ type: 'task.complete', ...on, notes, condition: null }) };
  }
  if (verb === 'hand') {
    const to = await pickedPerson(turn);
    return 'reply' in to
      ? to
      : { commandFor: (on) => ({ type: 'task.reassign', ...on, to: to.person satisfies Person }) };
  }
  const reason = textOf(turn, reasonFields.reason)?.slice(0, 500) ?? '';
  if (reason.length < 3) return { reply: tooShort(turn, reasonFields.reason) };
  const type = verb === 'back' ? ('task.decline' as const) : ('task.skip' as const);
  return { commandFor: (on) => ({ type, ...on, reason }) };
}

interface Given {
  done: number;
  refused: readonly string[];
}

/** One departure after the other, each by its own rules: one that refuses keeps none of the others back. */
async function giveEach(turn: Turn, chosen: readonly TaskLine[], commandFor: CommandFor): Promise<Given> {
  let done = 0;
  const refused: string[] = [];
  for (const { departure, task } of chosen) {
    const result = await command(turn, departure.id, commandFor({ taskId: task.id, rev: task.rev }));
    if (result.type === 'done') done += 1;
    else {
      const { code, params } = result.refusal;
      const why = turn.voice.t(`refusal.${code}`, params);
      refused.push(turn.voice.t('wave.because', { name: shownName(departure.leaver.name), why }));
    }
  }
  return { done, refused };
}

/** How many of those whom something was refused for are named. */
const mostNamed = 5;

/** Where all went well the card says so in place, and the form just closes. */
function tell({ voice }: Turn, verb: SeveralVerb, { done, refused }: Given): Reply {
  if (refused.length === 0) return { type: 'done', notice: null };
  const good = done > 0 ? [voice.t(`notice.collected.${verb}`, { count: done })] : [];
  const names = [...refused.slice(0, mostNamed), ...(refused.length > mostNamed ? ['…'] : [])];
  const bad = voice.t('notice.collected.refused', { count: refused.length, names: voice.list(names) });
  const tone = done === 0 ? 'refused' : 'neutral';
  const notice = { tone, text: [...good, bad].join(' '), actions: [] } as const;
  return done === 0 ? { type: 'notice', notice } : { type: 'done', notice };
}
