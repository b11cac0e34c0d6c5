import type { Instant } from '../../domain/calendar/time.ts';
import { plus } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { firstWordValidFor, heldByHold } from '../../domain/hold/held.ts';
import type { Hold } from '../../domain/hold/hold-schema.ts';
import type { CompanyRole } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, item, items, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { asSentence, cut, manyLines, sentences, shownName } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { actionLine } from './access-state.ts';

/** How many actions are named one by one. */
const mostNamed = 12;

/** That a legal hold stands, without its reason: for everybody who prepares the departure. */
export function holdNote({ holds = [] }: Departure, voice: Voice): CardBlock | false {
  if (holds.length === 0) return false;
  return note(voice.t(holds.some(({ second }) => second !== null) ? 'hold.note' : 'hold.noteWaits'));
}

/** Every action that the hold keeps from being done, so that nobody takes it for done, or does it by hand. */
export function heldActionBlocks(departure: Departure, voice: Voice): readonly CardBlock[] {
  const held = heldByHold(departure);
  const left = held.length - mostNamed;
  return section(
    voice.t('hold.title'),
    holdNote(departure, voice),
    held.length > 0 && text([{ strong: voice.t('hold.held') }]),
    items(
      held.slice(0, mostNamed).map(({ action }) => item('waiting', voice.t('hold.state'), actionLine(action, voice))),
    ),
    left > 0 && note(voice.t('hold.more', { count: left })),
  );
}

/** `2 actions are kept from being done by the legal hold`; null where it keeps none. */
export function heldByHoldWords(departure: Departure, voice: Voice): string | null {
  const count = heldByHold(departure).length;
  return count === 0 ? null : voice.t('hold.next', { count });
}

/** How one hold stands, with its reason: for whoever may decide on it. */
function holdWords(departure: Departure, hold: Hold, voice: Voice): string {
  const { first, second, reviewOn, reason } = hold;
  const when = voice.instant(first.at);
  const quoted = cut(manyLines(reason), 300);
  const names = voice.list([first.by, ...(second ? [second.by] : [])].map((by) => nameOf(departure, by, voice)));
  return second === null
    ? voice.t('hold.waiting', { when, names, until: untilWords(first.at, voice), reason: quoted })
    : voice.t('hold.standing', { when, names, day: voice.day({ date: reviewOn }), reason: quoted });
}

function liftWords(departure: Departure, { lift }: Hold, voice: Voice): string | null {
  if (lift === null) return null;
  const reason = asSentence(cut(manyLines(lift.reason), 300));
  const params = { name: nameOf(departure, lift.by, voice), reason };
  return voice.t('hold.lifting', { ...params, until: untilWords(lift.at, voice) });
}

function untilWords(at: Instant, voice: Voice): string {
  return voice.instant(plus(at, firstWordValidFor));
}

interface Reading {
  departure: Departure;
  reader: { id: string };
  roles: readonly CompanyRole[];
  voice: Voice;
}

/** One hold, how it stands, and what this reader may do about it. */
export function holdBlocks(reading: Reading, hold: Hold): readonly CardBlock[] {
  const { departure, voice } = reading;
  const lift = liftWords(departure, hold, voice);
  return [text(holdWords(departure, hold, voice)), ...(lift === null ? [] : [text(lift)]), holdDecision(reading, hold)];
}

/** What the message about a hold says of it: what waits for a second person first. */
export function holdAlertWords(departure: Departure, hold: Hold, voice: Voice): string {
  return sentences(liftWords(departure, hold, voice), holdWords(departure, hold, voice));
}

/** Who can give the second of two words: HR alone where the first was not theirs. */
export function secondPersonWords({ first, lift }: Hold, voice: Voice): string {
  return voice.t((lift ?? first).hr ? 'hold.who' : 'role.hr');
}

/** What this reader may do about a hold. */
export function holdDecision(reading: Reading, hold: Hold): CardBlock {
  return hold.from === undefined ? holdActions(reading, hold) : note(reading.voice.t('hold.elsewhere'));
}

function holdActions({ departure, reader, roles, voice }: Reading, hold: Hold): CardBlock {
  const { id, first, second, lift } = hold;
  const name = shownName(departure.leaver.name);
  const on = { target: id };
  const mine = second === null ? first.by === reader.id : lift?.by === reader.id;
  const decides = roles.length > 0 && reader.id !== departure.leaver.id;
  const puts = roles.includes('hr') || roles.includes('admin');
  if (!decides) return actions();
  const reason = cut(manyLines(hold.reason), 90);
  return actions(
    second === null &&
      !mine &&
      button(voice, act('hold.confirm', departure.id, on), 'hold.confirm', {
        style: 'primary',
        about: name,
        confirm: dialog(
          voice,
          { title: 'hold.confirmTitle', confirm: 'hold.confirm', deny: 'hold.deny' },
          voice.t('hold.confirmText', { name, reason }),
        ),
      }),
    second === null &&
      mine &&
      button(voice, act('hold.lift.confirm', departure.id, on), 'hold.withdraw', {
        style: 'danger',
        about: name,
        confirm: dialog(
          voice,
          { title: 'hold.withdrawTitle', confirm: 'hold.withdraw', deny: 'hold.deny' },
          voice.t('hold.withdrawText', { name }),
        ),
      }),
    second !== null && lift === null && button(voice, act('hold.lift', departure.id, on), 'hold.lift', { about: name }),
    lift !== null &&
      !mine &&
      button(voice, act('hold.lift.confirm', departure.id, on), 'hold.liftConfirm', {
        style: 'danger',
        about: name,
        confirm: dialog(
          voice,
          { title: 'hold.liftTitle', confirm: 'hold.liftConfirm', deny: 'hold.deny' },
          voice.t('hold.liftText', { name }),
        ),
      }),
    second !== null && puts && button(voice, act('hold.review', departure.id, on), 'hold.review', { about: name }),
  );
}

/** The hold that an alarm is about; undefined once it is gone. */
export function holdOfAlert({ holds = [] }: Departure, subject: string): Hold | undefined {
  return holds.find(({ id }) => subject.startsWith(`${id}#`));
}
