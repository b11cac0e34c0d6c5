import { waitsForClosing } from '../../domain/actions/order.ts';
import { isProven, type Revocation } from '../../domain/actions/revocation.ts';
import { waitsForHold } from '../../domain/hold/held.ts';
import type { Words } from '../../domain/localized.ts';
import { awaitsSecondPerson } from '../../domain/run/proof.ts';
import { act } from '../act-names.ts';
import { actions, button, note, section, text } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { asSentence, cut, oneLine, sentences, startingSentence } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionLine, byHandWords } from './access-state.ts';
import { failureWords } from './failure-words.ts';

/** How many actions of a kind get buttons of their own at once; the next show up as these are settled. */
const atOnce = 5;

/**
 * What failed and why, in words, with the three ways forward; the closing of an account first. What only waits for a
 * closing stands below and has no *Retry*: it would be refused again.
 */
export function failureBlocks(
  reading: AccessReading,
  of: readonly Revocation[] = reading.departure.revocations,
): readonly CardBlock[] {
  const failed = of.filter((one) => one.status === 'failed');
  const closings = failed.filter(({ action }) => action.stage === 'disable');
  const waiting = failed.filter((one) => waitsForClosing(reading.departure, one));
  const others = failed.filter((one) => !closings.includes(one) && !waiting.includes(one));
  return [
    ...group(reading, {
      title: 'access.failures',
      list: [...closings, ...others],
      ways: ['retry', 'hand', 'waive'],
    }),
    ...group(reading, { title: 'access.afterClosing', list: waiting, ways: ['hand', 'waive'] }),
  ];
}

export function manualBlocks(
  reading: AccessReading,
  of: readonly Revocation[] = reading.departure.revocations,
): readonly CardBlock[] {
  const manual = of.filter(
    (one) =>
      one.status === 'manual' && !isProven(one) && !awaitsSecondPerson(one) && !waitsForHold(reading.departure, one),
  );
  return group(reading, { title: 'access.manual', list: manual, ways: ['prove', 'hand', 'waive'] });
}

/** Those that nothing reads back by itself any more: a person has to look. */
export function acceptedBlocks(
  reading: AccessReading,
  of: readonly Revocation[] = reading.departure.revocations,
): readonly CardBlock[] {
  const stuck = of.filter((one) => one.status === 'accepted' && one.notBefore === null);
  return group(reading, { title: 'access.accepted', list: stuck, ways: ['prove', 'retry', 'hand', 'waive'] });
}

/**
 * Those that were accepted, do not show yet, and are read back again by itself: who hears that the account is open need
 * not wait for that.
 */
export function unprovenBlocks(reading: AccessReading, of: readonly Revocation[]): readonly CardBlock[] {
  const waiting = of.filter((one) => one.status === 'accepted' && one.notBefore !== null);
  return group(reading, { title: 'access.unproven', list: waiting, ways: ['retry', 'hand', 'waive'] });
}

type Way = 'retry' | 'hand' | 'waive' | 'prove';

interface Group {
  title: 'access.failures' | 'access.afterClosing' | 'access.manual' | 'access.accepted' | 'access.unproven';
  list: readonly Revocation[];
  ways: readonly Way[];
}

function group(reading: AccessReading, { title, list, ways }: Group): readonly CardBlock[] {
  const { voice, roles } = reading;
  const mayFix = roles.includes('it') || roles.includes('admin');
  const left = list.length - atOnce;
  return section(
    voice.t(title),
    title === 'access.accepted' && list.length > 0 && note(voice.t('access.acceptedWhy')),
    list.slice(0, atOnce).flatMap((revocation): CardBlock[] => {
      const { action } = revocation;
      const what = actionLine(action, voice);
      const why = whyWords(reading, revocation);
      return [
        text([{ strong: what }]),
        ...(why === '' ? [] : [note(why)]),
        ...(mayFix ? [actions(...ways.map((way) => wayButton(reading, revocation, { way, what })))] : []),
      ];
    }),
    left > 0 && note(voice.t('access.more', { count: left })),
  );
}

function whyWords({ departure, voice }: AccessReading, revocation: Revocation): string {
  const { failure, notBefore, handed, status } = revocation;
  const kind = failureWords(revocation, voice);
  return sentences(
    status === 'failed' && kind && voice.t('access.failureWhy', { kind }),
    // Where the read-back differs, the kind says it all, in the reader's language.
    status === 'failed' && failure && failure.kind !== 'read-back-differs' && messageWords(failure.message, voice),
    status === 'failed' && notBefore && voice.t('access.retriesAt', { when: voice.instant(notBefore) }),
    status === 'accepted' && notBefore && voice.t('access.readsBackAt', { when: voice.instant(notBefore) }),
    status === 'manual' && byHandWords(revocation, voice),
    handed && voice.t('access.manualWith', { name: nameOf(departure, handed.to, voice) }),
  );
}

function wayButton(
  { departure, voice }: AccessReading,
  revocation: Revocation,
  { way, what }: { way: Way; what: string },
): CardAction {
  const on = { target: revocation.action.id, seen: revocation.rev };
  const style = way === 'retry' || way === 'prove' ? 'primary' : 'default';
  return button(voice, act(`access.${way}`, departure.id, on), `button.${way}`, { style, about: what });
}

/**
 * Our own words in the reader's language; what comes in one language only is the technical detail, and quoted as such.
 */
function messageWords(message: Words, voice: Voice): string {
  const words = cut(oneLine(voice.localized(message)), 300);
  return typeof message === 'string' ? voice.t('access.technical', { words }) : asSentence(startingSentence(words));
}
