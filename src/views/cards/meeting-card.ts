import { isProven } from '../../domain/actions/revocation.ts';
import type { Instant } from '../../domain/calendar/time.ts';
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
import { releaseButton } from '../access/release.ts';
import { lapsing, livesOnWords } from '../access/when-access-ends.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, facts, item, items, section, text } from '../blocks.ts';
import type { CardAction, CardView } from '../card-view.ts';
import { cut, firstName, sentences, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

interface Reading {
  departure: Departure;
  voice: Voice;
  now: Instant;
  name: string;
}

/** What whoever holds the meeting has before them: the planned time and one button; then how one system after the other closes. */
export function meetingCard(departure: Departure, reader: Person, now: Instant): CardView {
  if (!leads(audienceOf(departure, reader)) || departure.flow?.cutOff.mode !== 'released') return notYoursCard(reader);
  const reading = { departure, voice: voiceFor(reader), now, name: shownName(departure.leaver.name) };
  if (departure.status === 'cancelled' || departure.status === 'retained') return stoppedCard(reading);
  return departure.released === null ? waitingCard(reading) : runningCard(reading, departure.released);
}

function waitingCard(reading: Reading): CardView {
  const { departure, voice, now, name } = reading;
  const phase = accessPhase(departure, now);
  const ready = phase === 'armed' || phase === 'none';
  const when = departure.dates ? voice.zoned(departure.dates.cutOff) : '';
  const confirmation = confirmationWords(departure, voice, now);
  const early = ready && departure.dates !== null && departure.dates.cutOff.at > now;
  const lapse = lapsing(departure, now);
  const words = { name, when, confirmation };
  return {
    kind: 'meeting',
    title: voice.t('meeting.title', { name }),
    subtitle: voice.t('meeting.subtitle'),
    tone: ready ? 'neutral' : 'attention',
    blocks: blocks(
      facts([voice.t('meeting.planned'), [{ strong: when }]]),
      text(
        sentences(
          voice.t(ready ? 'release.ready' : 'release.waits', { ...words, name: firstName(departure.leaver.name) }),
          ready && livesOnWords(departure, voice),
        ),
      ),
      early && text([{ strong: voice.t('meeting.early', { when }) }]),
      lapse !== null && text([{ strong: voice.t('release.lapses', { until: voice.instant(lapse.until), when }) }]),
      ready && actions(namedButton(reading)),
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
  return {
    kind: 'meeting',
    title: voice.t('meeting.title', { name }),
    subtitle: null,
    tone: needsPerson || (ended && waived > 0) ? 'attention' : ended ? 'good' : 'neutral',
    blocks: blocks(
      text(voice.t('meeting.started', { when: voice.instant(at), name: nameOf(departure, by, voice) })),
      { type: 'progress', label: voice.t('meeting.progress'), done: closed, total },
      ended && text(waived > 0 ? voice.t('access.settledExcept', { count: waived }) : voice.t('meeting.closed')),
      needsPerson && text(voice.t('meeting.attention')),
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
