import { mailRefused, mailSent, referralsDropped } from '../../domain/alumni/changes.ts';
import { type AlumniWork, alumniWork, alumnusKeptUntil } from '../../domain/alumni/due.ts';
import { day, hour, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { noRetention } from '../../domain/retention/retention.ts';
import { alumniMail } from '../../views/cards/alumni-mail.ts';
import type { EngineDeps } from '../deps.ts';
import type { ListedAlumnus } from '../ports/alumni-store.ts';
import { ChannelError } from '../ports/channel.ts';
import { erasingAnswer, settleScores } from './scores.ts';

/** How often every record is looked at; one that somebody changed is looked at with the next sweep. */
const every = hour;
/** How long one process has for one mail, in milliseconds. */
const turnLasts = 2 * minute;
/** How long a mailbox that is refused for good is left alone: nobody but its owner can give another one. */
const refusedFor = 7 * day;
/** No record stays half made for longer: whoever was to make it has died. */
const halfMadeFor = hour;

/** Ids of records that are to be looked at with the next sweep of any process. */
const wakeKey = 'alumni/wake';

function idsIn(note: unknown): readonly string[] {
  return Array.isArray(note) ? note.filter((one) => typeof one === 'string') : [];
}

/** Somebody changed this record: what it is owed is done with the next sweep. */
export async function wakeAlumnus({ store }: Pick<EngineDeps, 'store'>, id: string): Promise<void> {
  await store.notes.change(wakeKey, (note) => ({ value: [...new Set([...idsIn(note), id])], answer: undefined }));
}

/** Sends what people who stay in touch are owed, and erases what is kept no longer. */
export async function careForAlumni(deps: EngineDeps): Promise<void> {
  const now = deps.clock.now().getTime();
  const isRound = (await deps.store.once.take('alumni-round', now, now + every)) === 'taken';
  const woken = idsIn(await deps.store.notes.read(wakeKey));
  if (isRound) await settleScores(deps);
  if (!isRound && woken.length === 0) return;
  for (const one of await deps.store.alumni.list()) if (isRound || woken.includes(one.id)) await careForOne(deps, one);
  if (woken.length > 0)
    await deps.store.notes.change(wakeKey, (note) => {
      const left = idsIn(note).filter((id) => !woken.includes(id));
      return { value: left.length === 0 ? null : left, answer: undefined };
    });
}

/** One thing after another, until nothing is owed. A failure of one record holds no other back. */
async function careForOne(deps: EngineDeps, listed: ListedAlumnus): Promise<void> {
  const { id } = listed;
  try {
    if (await isToGo(deps, listed)) return void (await eraseAlumnus(deps, id, 'stays'));
    // Each round does one thing, and no record is owed more than a few at once.
    for (let round = 0; round < 8; round += 1) if ((await doNext(deps, id)) === 'rests') return;
  } catch (err) {
    deps.log.error({ err, alumnus: id }, 'somebody who stays in touch was not written to; it is tried again');
  }
}

/** An erasure that was cut short, a record that was never finished, or somebody who does not leave after all. */
async function isToGo({ store, clock }: EngineDeps, { id, departureId, at, erasing }: ListedAlumnus): Promise<boolean> {
  if (erasing) return true;
  if ((await store.alumni.load(id)) === null) return plus(at, halfMadeFor) <= toInstant(clock.now());
  const departure = departureId === null ? null : await store.departures.load(departureId);
  return departure?.status === 'cancelled' || departure?.status === 'retained';
}

async function doNext(deps: EngineDeps, id: string): Promise<'again' | 'rests'> {
  const { store, clock } = deps;
  const now = toInstant(clock.now());
  const alumnus = await store.alumni.load(id);
  const work = alumnus && alumniWork(alumnus, now, deps.retention ?? noRetention);
  switch (work?.do) {
    case undefined:
      return 'rests';
    case 'erase':
      await eraseAlumnus(deps, id, work.why);
      return 'rests';
    case 'drop-referrals':
      await store.alumni.change(id, (kept) => ({ value: referralsDropped(kept, work.ids, now), answer: undefined }));
      return 'again';
    case 'mail':
      return sendMail(deps, id, work);
  }
}

export async function eraseAlumnus(
  { store, clock, log }: Pick<EngineDeps, 'store' | 'clock' | 'log'>,
  id: string,
  why: 'unconfirmed' | 'unanswered' | 'retention' | 'stays' | 'asked',
): Promise<void> {
  await erasingAnswer({ store, clock }, id, () => store.alumni.erase(id));
  log.info({ event: 'alumnus.erased', alumnus: id, why }, 'the record of somebody who stayed in touch was erased');
}

/** By one process at a time; the mail goes to the address and for the purposes as they are at that moment. */
async function sendMail(deps: EngineDeps, id: string, work: AlumniWork & { do: 'mail' }): Promise<'again' | 'rests'> {
  const { store, clock, alumniPages: pages, organisationName: organisation, retention = noRetention } = deps;
  if (!pages) return 'rests';
  const turn = `alumni/mail/${id}`;
  if ((await store.once.take(turn, clock.now().getTime(), clock.now().getTime() + turnLasts)) !== 'taken')
    return 'rests';
  try {
    const now = toInstant(clock.now());
    const alumnus = await store.alumni.load(id);
    const again = alumnus && alumniWork(alumnus, now, retention);
    if (alumnus === null || again?.do !== 'mail' || again.name !== work.name) return 'again';
    const { why, ...view } = alumniMail(work.mail, {
      ...{ reader: alumnus, organisation, until: alumnusKeptUntil(alumnus, retention) },
    });
    try {
      await pages.send({ alumnus: id, to: alumnus.email, reader: alumnus, view, why, name: work.name });
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      deps.log.warn({ kind: error.kind, alumnus: id }, 'a mail to somebody who stays in touch was not taken');
      const wait = error.kind === 'unreachable' ? refusedFor : (error.retryAfterSeconds ?? 600) * 1000;
      await store.alumni.change(id, (kept) => ({
        value: mailRefused(kept, work.name, plus(now, wait), now),
        answer: undefined,
      }));
      return 'rests';
    }
    await store.alumni.change(id, (kept) => ({
      value: mailSent(kept, work.name, work.survey, now),
      answer: undefined,
    }));
    return 'again';
  } finally {
    await store.once.giveBack(turn);
  }
}
