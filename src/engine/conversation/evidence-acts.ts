import { z } from 'zod';
import { type Period, periodSchema } from '../../domain/calendar/period.ts';
import type { Departure } from '../../domain/departure.ts';
import { levelSchema } from '../../domain/evidence/level.ts';
import { type EvidenceAsked, levelsFor, mayTakeEvidence } from '../../domain/evidence/takers.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { evidenceForm, evidenceFoundForm, evidenceLinkForm } from '../../views/forms/evidence-form.ts';
import { evidenceFields } from '../../views/forms/fields.ts';
import { evidenceOf, mostInPack } from '../audit/evidence-of.ts';
import { folded } from '../tables/folded.ts';
import type { Reply } from './conversation.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import { about, type Handler, type Turn, textOf } from './turn.ts';

/** Packs of evidence for HR, IT and administrators: asked for in chat, taken on a page. */
export const evidenceHandlers = {
  evidence: (turn) => whileTaking(turn, () => begun(turn)),
  'evidence.open': about((turn, departure) =>
    whileTaking(turn, async () =>
      mayTake(turn, departure)
        ? formReply(evidenceForm({ ...turn, departure, period: null }))
        : noticeReply(turn.voice.t('pack.nobody'), 'refused'),
    ),
  ),
  'evidence.submit': (turn) => whileTaking(turn, () => submitted(turn)),
} satisfies Partial<Record<ActName, Handler>>;

async function whileTaking(turn: Turn, handle: () => Promise<Reply>): Promise<Reply> {
  if (levelsFor(turn.roles).length === 0) return noticeReply(turn.voice.t('pack.notYours'), 'refused');
  return turn.deps.evidencePages ? handle() : noticeReply(turn.voice.t('pack.nowhere'), 'refused');
}

/** At the level with the least in it. */
function mayTake({ reader, roles, now }: Pick<Turn, 'reader' | 'roles' | 'now'>, departure: Departure): boolean {
  return mayTakeEvidence(departure, { id: reader.id, roles }, { level: 'auditor', now });
}

async function begun(turn: Turn): Promise<Reply> {
  const { act, voice } = turn;
  if (act.words.length === 0) return formReply(evidenceForm({ ...turn, departure: null, period: null }));
  const typed = act.words.map((word) => (typeof word === 'string' ? word : '')).join(' ');
  const period = periodIn(typed);
  if (period === 'wrong') return noticeReply(voice.t('pack.wrongPeriod'), 'refused');
  if (period !== null) return formReply(evidenceForm({ ...turn, departure: null, period }));
  const found = await departuresOf(turn);
  const [only] = found;
  if (only === undefined) return noticeReply(voice.t('pack.nobody'), 'refused');
  if (found.length === 1) return formReply(evidenceForm({ ...turn, departure: only, period: null }));
  return formReply(evidenceFoundForm(found, turn.reader));
}

/** `2026-01-01..2026-03-31`; null where no period was meant. */
function periodIn(typed: string): Period | 'wrong' | null {
  const [, from, to] = /^\s*(\S+?)\s*\.\.\s*(\S+)\s*$/.exec(typed) ?? [];
  if (from === undefined) return null;
  const read = periodSchema.safeParse({ from, to });
  return read.success && read.data.from <= read.data.to ? read.data : 'wrong';
}

/** Departures of whoever was mentioned or named; only those that this person may take are looked at. */
async function departuresOf(turn: Turn): Promise<readonly Departure[]> {
  const { act, deps } = turn;
  const ids = new Set(
    act.words.flatMap((word) => (typeof word === 'object' && 'personId' in word ? [word.personId] : [])),
  );
  // A mention of an account that is closed by now arrives as plain words.
  const typed = folded(act.words.filter((word) => typeof word === 'string').join(' ')).replace(/^@\s*/, '');
  const found: Departure[] = [];
  for await (const departure of deps.store.departures.search({})) {
    if (!mayTake(turn, departure)) continue;
    const { id, name, email } = departure.leaver;
    const isNamed = typed !== '' && (folded(name).includes(typed) || folded(email) === typed);
    if (ids.size > 0 ? ids.has(id) : isNamed) found.push(departure);
  }
  return found;
}

const daySchema = z.iso.date();

async function submitted(turn: Turn): Promise<Reply> {
  const { deps, reader, roles, voice, act } = turn;
  const { departureId } = act.ref;
  const level = levelSchema.safeParse(textOf(turn, evidenceFields.level));
  if (!level.success || !levelsFor(roles).includes(level.data))
    return wrong(evidenceFields.level, voice.t('pack.noLevel'));
  let what: EvidenceAsked['what'];
  if (departureId === null) {
    const [from, to] = [textOf(turn, evidenceFields.from), textOf(turn, evidenceFields.to)];
    if (!daySchema.safeParse(from).success) return wrong(evidenceFields.from, voice.t('auditors.noDay'));
    if (!daySchema.safeParse(to).success) return wrong(evidenceFields.to, voice.t('auditors.noDay'));
    const period = periodSchema.parse({ from, to });
    if (period.from > period.to) return wrong(evidenceFields.to, voice.t('pack.wrongPeriod'));
    what = { period };
  } else {
    what = { departure: departureId };
  }
  const asked = { what, level: level.data };
  const found = await evidenceOf(deps, asked, { id: reader.id, roles });
  if (found.length === 0) {
    if (departureId !== null) return refusalReply(turn, refuse('not-found').refusal);
    return wrong(evidenceFields.to, voice.t('pack.none'));
  }
  if (found.length > mostInPack) return wrong(evidenceFields.to, voice.t('pack.tooLarge', { most: mostInPack }));
  const address = await deps.evidencePages?.take(asked, reader.id);
  return address === undefined
    ? noticeReply(voice.t('pack.nowhere'), 'refused')
    : formReply(evidenceLinkForm(address, reader));
}

function wrong(field: string, text: string): Reply {
  return { type: 'errors', errors: { [field]: text } };
}
