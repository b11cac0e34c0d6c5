import { z } from 'zod';
import {
  type Alumnus,
  alumniPurposes,
  exportedPurposes,
  longestReferral,
  type Referral,
  referralStates,
  rehireWishes,
} from '../../domain/alumni/alumnus.ts';
import { addressGiven, chosen, joined, referralChanged } from '../../domain/alumni/changes.ts';
import { closesWithAccess } from '../../domain/contact/contact.ts';
import type { Departure } from '../../domain/departure.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { alumniExportForm, alumniForm } from '../../views/forms/alumni-form.ts';
import { alumniListForm } from '../../views/forms/alumni-list-form.ts';
import { alumniFields, referralFields } from '../../views/forms/fields.ts';
import { referralForm } from '../../views/forms/referral-form.ts';
import { readAlumni, readExports } from '../alumni/alumni-export.ts';
import { asksAlumni } from '../alumni/asks-alumni.ts';
import { eraseAlumnus, wakeAlumnus } from '../alumni/care.ts';
import { alumniComments, alumniNps } from '../alumni/scores.ts';
import type { Reply } from './conversation.ts';
import { doneReply, errorReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { about, type Handler, listOf, type Turn, textOf } from './turn.ts';

/** Staying in touch: the leaver says for what; HR alone reads who does, and takes addresses for what they agreed to. */
export const alumniHandlers = {
  'alumni.open': about((turn, departure) => asked(turn, departure, () => open(turn, departure))),
  'alumni.submit': about((turn, departure) => asked(turn, departure, () => submit(turn, departure))),
  alumni: ofHr((turn) => list(turn)),
  'alumni.export': ofHr(async (turn) => {
    const purpose = exportedPurposes.find((one) => one === turn.act.ref.target);
    const { alumniPages: pages } = turn.deps;
    if (purpose === undefined || !pages) return noticeReply(turn.voice.t('notice.alumniOff'), 'refused');
    return formReply(alumniExportForm(turn.reader, purpose, await pages.exportAddress(turn.reader.id, purpose)));
  }),
  'alumni.referral': ofHr((turn) =>
    withReferral(turn, async ({ id, name }, referral) =>
      formReply(referralForm({ reader: turn.reader, alumnus: id, by: name, referral })),
    ),
  ),
  'alumni.referral.submit': ofHr((turn) => withReferral(turn, changeReferral)),
  'alumni.erase': ofHr(async (turn) => {
    const id = turn.act.ref.target ?? '';
    if ((await turn.deps.store.alumni.load(id)) === null)
      return noticeReply(turn.voice.t('notice.alumniGone'), 'refused');
    await eraseAlumnus(turn.deps, id, 'asked');
    return list(turn);
  }),
} satisfies Partial<Record<ActName, Handler>>;

/** For HR, and nobody else: not the manager, not the administrators. */
function ofHr(handle: Handler): Handler {
  return (turn) =>
    turn.roles.includes('hr') ? handle(turn) : Promise.resolve(refusalReply(turn, refuse('not-permitted').refusal));
}

/** The leaver alone, of a departure whose leavers are asked. */
function asked(turn: Turn, departure: Departure, handle: () => Promise<Reply>): Promise<Reply> | Reply {
  if (departure.leaver.id !== turn.reader.id) return refusalReply(turn, refuse('not-permitted').refusal);
  if (!asksAlumni(turn.deps, departure)) return noticeReply(turn.voice.t('notice.alumniOff'), 'refused');
  return handle();
}

async function keptOf({ deps }: Turn, { id }: Departure): Promise<Alumnus | null> {
  const alumnus = await deps.store.alumni.ofDeparture(id);
  return alumnus === null ? null : deps.store.alumni.load(alumnus);
}

async function open(turn: Turn, departure: Departure): Promise<Reply> {
  const kept = await keptOf(turn, departure);
  // What a record on hold says may have ended: nothing of it is ticked for them.
  const before = kept &&
    kept.heldSince === undefined && {
      ...{ email: kept.email, rehire: kept.rehire },
      purposes: alumniPurposes.filter((one) => kept.purposes[one] !== undefined),
    };
  const email = departure.contact?.confirmedAt === undefined ? null : departure.contact.email;
  const { organisationName: organisation } = turn.deps;
  return formReply(
    alumniForm({ reader: turn.reader, departure: departure.id, organisation, email, before: before || null }),
  );
}

async function submit(turn: Turn, departure: Departure): Promise<Reply> {
  const { deps, now, voice } = turn;
  const read = z.email().max(200).safeParse(textOf(turn, alumniFields.email)?.toLowerCase());
  const purposes = alumniPurposes.filter((one) => listOf(turn, alumniFields.purposes).includes(one));
  if (purposes.length === 0)
    return { type: 'errors', errors: { [alumniFields.purposes]: voice.t('form.alumni.none') } };
  if (!read.success) return { type: 'errors', errors: { [alumniFields.email]: voice.t('form.alumni.noAddress') } };
  const email = read.data;
  if (closesWithAccess(departure, email)) return errorReply(turn, alumniFields.email, refuse('contact-closes').refusal);
  const rehire = rehireWishes.find((one) => one === textOf(turn, alumniFields.rehire)) ?? null;
  // Whoever reads that mailbox has said before that it is the leaver's.
  const isConfirmed = departure.contact?.confirmedAt !== undefined && departure.contact.email === email;
  const address = `address ${email}`;
  const { id, was } = await deps.store.alumni.begin(departure.id, now, (fresh, markOf) =>
    joined(fresh, departure.leaver, { purposes, rehire, email, mark: markOf(address), isConfirmed }, now),
  );
  const mark = was === 'there' ? await deps.store.alumni.mark(id, address) : null;
  if (mark !== null) {
    const done = await deps.store.alumni.change(id, (kept) => {
      const next = addressGiven(chosen(kept, { purposes, rehire }, now), { email, mark, isConfirmed }, now);
      return next === 'too-many' ? { value: kept, answer: next } : { value: next, answer: 'kept' as const };
    });
    if (done?.answer === 'too-many')
      return { type: 'errors', errors: { [alumniFields.email]: voice.t('form.alumni.tooMany') } };
  }
  await wakeAlumnus(deps, id);
  turn.engine.bringMessages();
  const kept = await deps.store.alumni.load(id);
  return doneReply(turn, kept?.confirmedAt ? 'notice.alumniKept' : 'notice.alumniAsked');
}

async function list(turn: Turn): Promise<Reply> {
  const { deps, reader } = turn;
  const { ref } = turn.act;
  const all = await readAlumni(deps);
  const alumni = all
    .filter(({ heldSince }) => heldSince === undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name, reader.locale));
  const held = all.length - alumni.length;
  const scores = await alumniNps(deps);
  const exports = await Promise.all(
    (await readExports(deps)).toReversed().map(async ({ by, ...one }) => ({
      ...{ ...one, byName: (await deps.directory.byId(by))?.name ?? null },
    })),
  );
  const comments = await alumniComments(deps);
  const page = ref.name === 'alumni' ? Number(ref.seen ?? 0) || 0 : 0;
  return formReply(alumniListForm({ reader, alumni, held, scores, comments, exports, page }));
}

/** The recommendation of the act, and whoever made it. */
async function withReferral(
  turn: Turn,
  handle: (alumnus: Alumnus, referral: Referral, turn: Turn) => Promise<Reply>,
): Promise<Reply> {
  const [id = '', referralId = ''] = (turn.act.ref.target ?? '').split(' ');
  const alumnus = await turn.deps.store.alumni.load(id);
  const referral = alumnus?.referrals.find((one) => one.id === referralId);
  return alumnus && alumnus.heldSince === undefined && referral
    ? handle(alumnus, referral, turn)
    : noticeReply(turn.voice.t('notice.alumniGone'), 'refused');
}

async function changeReferral({ id: alumnus }: Alumnus, { id }: Referral, turn: Turn): Promise<Reply> {
  const state = referralStates.find((one) => one === textOf(turn, referralFields.state));
  if (state === undefined)
    return { type: 'errors', errors: { [referralFields.state]: turn.voice.t('notice.choiceMissing') } };
  const reward = textOf(turn, referralFields.reward)?.slice(0, longestReferral.reward) ?? null;
  const rewarded = listOf(turn, referralFields.rewarded).includes('given');
  const by = { at: turn.now, by: turn.reader.id };
  const done = await turn.deps.store.alumni.change(alumnus, (kept) => {
    const next = referralChanged(kept, { id, state, reward, rewarded }, by);
    return next === 'gone' ? { value: kept, answer: 'gone' as const } : { value: next, answer: 'kept' as const };
  });
  if (done?.answer !== 'kept') return noticeReply(turn.voice.t('notice.alumniGone'), 'refused');
  return list(turn);
}
