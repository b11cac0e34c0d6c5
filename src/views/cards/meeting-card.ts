import { isProven } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import {
  accessPhase,
  residualWindows,
  type SystemView,
  systemMark,
  systemsOf,
  waivedCount,
} from '../access/access-state.ts';
import { confirmationWords } from '../access/cut-off-words.ts';
import { releaseButton, releaseElsewhere } from '../access/release.ts';
import { lapsing, livesOnWords } from '../access/when-access-ends.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, item, items, note, section, status, text } from '../blocks.ts';
import type { CardAction, CardView } from '../card-view.ts';
import { cut, sentences, shownName } from '../words/plain.ts';
import { calledName, nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

interface Reading {
  departure: Departure;
  reader: Person;
  voice: Voice;
  now: Instant;
  name: string;
  posted: CardSpec | null;
}

/**
 * What whoever holds the meeting has before them: the planned time and one button; then how one system after the other
 * closes. `posted`: see `releaseBlocks`.
 */
export function meetingCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  posted: CardSpec | null = null,
): CardView {
  if (!leads(audienceOf(departure, reader)) || departure.flow?.cutOff.mode !== 'released') return notYoursCard(reader);
  const name = shownName(departure.leaver.name);
  const reading = { departure, reader, voice: voiceFor(reader), now, name, posted };
  if (departure.status === 'cancelled' || departure.status === 'retained') return stoppedCard(reading);
  return departure.released === null ? waitingCard(reading) : runningCard(reading, departure.released);
}

function waitingCard(reading: Reading): CardView {
  const { departure, reader, voice, now, name, posted } = reading;
  const phase = accessPhase(departure, now);
  const ready = phase === 'armed' || phase === 'none';
  const when = departure.dates ? voice.zoned(departure.dates.cutOff) : '';
  const confirmation = confirmationWords(departure, voice, now);
  // Once the alarm of the meeting rings, that newer message holds the button.
  const elsewhere = ready && posted !== null ? releaseElsewhere(departure, posted, { reader, voice }) : [];
  const early = ready && departure.dates !== null && departure.dates.cutOff.at > now;
  const lapse = lapsing(departure, now);
  const words = { name, when, confirmation };
  const tone = ready ? 'neutral' : 'attention';
  const called = calledName(departure, departure.leaver.id, voice);
  return {
    kind: 'meeting',
    title: voice.t('meeting.title', { name }),
    subtitle: voice.t('meeting.subtitle'),
    tone,
    blocks: blocks(
      status(tone, voice.t(`lead.access.${phase}`), {
        next: departure.dates && voice.rich('lead.planned', { when: voice.zonedMoment(departure.dates.cutOff) }),
        who: ready ? null : confirmation,
      }),
      early && text([{ strong: voice.t('meeting.early') }]),
      ready && elsewhere.length === 0 && actions(namedButton(reading)),
      elsewhere.length > 0
        ? elsewhere
        : text(
            sentences(
              voice.t(ready ? 'release.ready' : 'release.waits', { ...words, name: called }),
              ready && livesOnWords(departure, voice),
            ),
          ),
      lapse !== null && text([{ strong: voice.t('release.lapses', { until: voice.instant(lapse.until), when }) }]),
    ),
    fallback: voice.t(ready ? 'meeting.fallback.ready' : 'meeting.fallback.waits', words),
  };
}

/** The one button says whose access it ends. */
function namedButton({ departure, voice, now, name }: Reading): CardAction {
  const label = cut(voice.t('button.releaseNamed', { name }), 60);
  const about = voice.t('meeting.subtitle');
  const accessibilityLabel = cut(voice.t('a11y.button', { label, about }), 75);
  return { ...releaseButton(departure, { voice, name, now }), label, accessibilityLabel };
}

function runningCard(
  { departure, voice, now, name }: Reading,
  { by, at }: NonNullable<Departure['released']>,
): CardView {
  const phase = accessPhase(departure, now);
  const systems = systemsOf(departure.revocations);
  const closed = systems.filter(isClosed).length;
  const waived = waivedCount(departure.revocations);
  const needsPerson = phase === 'attention' || phase === 'held' || phase === 'unresolved';
  const ended = phase === 'settled' || phase === 'none';
  const total = systems.length;
  const tone = needsPerson || (ended && waived > 0) ? 'attention' : ended ? 'good' : 'neutral';
  const outcome = waived > 0 ? voice.t('access.settledExcept', { count: waived }) : voice.t('meeting.closed');
  return {
    kind: 'meeting',
    title: voice.t('meeting.title', { name }),
    subtitle: null,
    tone,
    blocks: blocks(
      status(tone, voice.t(`lead.access.${phase}`), {
        next: ended ? outcome : needsPerson ? voice.t('meeting.attention') : null,
      }),
      { type: 'progress', label: voice.t('meeting.progress'), done: closed, total },
      items(
        systems.map((system) => {
          const { icon, state } = systemMark(system, departure, voice);
          return item(icon, state, [{ strong: system.label }]);
        }),
      ),
      section(
        voice.t('departure.residual'),
        items(
          residualWindows(departure, now).map(({ label: system, until }) =>
            item(
              'info',
              voice.t('word.until'),
              voice.t('departure.residualItem', { system, when: voice.instant(until) }),
            ),
          ),
        ),
      ),
      note(voice.t('meeting.started', { when: voice.instant(at), name: nameOf(departure, by, voice) })),
    ),
    fallback: voice.t('meeting.fallback.run', { name, done: closed, total }),
  };
}

/** Nothing of it is open any more; an exception leaves it open. */
function isClosed({ revocations }: SystemView): boolean {
  return revocations.every((one) => one.status === 'verified' || isProven(one));
}

function stoppedCard({ departure, voice, name }: Reading): CardView {
  const words = voice.t('access.stopped', { status: departure.status });
  return {
    kind: 'meeting',
    title: voice.t('meeting.title', { name }),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(text(words)),
    fallback: words,
  };
}
