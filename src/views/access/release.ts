import type { Instant } from '../../domain/calendar/time.ts';
import { releaseStandsOn } from '../../domain/cards/release-stands.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { type Audience, leads } from '../audience.ts';
import { actions, button, dialog, section, text } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { sentences, shownName } from '../words/plain.ts';
import { calledName, nameOf, type Voice } from '../words/voice.ts';
import { accessPhase, systemsOf } from './access-state.ts';
import { confirmationWords } from './cut-off-words.ts';
import { lapsing, livesOnWords } from './when-access-ends.ts';

interface Release {
  reader: Pick<Person, 'id'>;
  audience: Audience;
  voice: Voice;
  now: Instant;
  /** What these blocks are on. `card`: one that stays in place. `shared`: one that others read too. */
  on: 'card' | 'shared' | 'alarm';
}

/**
 * Where access ends at a meeting: whether it is ready, and the button for whoever leads the departure; on a card of
 * whom another message holds that, where it is. Nothing for any other flow.
 */
export function releaseBlocks(
  departure: Departure,
  { reader, audience, voice, now, on }: Release,
): readonly CardBlock[] {
  const { flow, released, status } = departure;
  if (flow?.cutOff.mode !== 'released' || status !== 'active' || !leads(audience)) return [];
  const name = shownName(departure.leaver.name);
  const title = voice.t('release.title', { name });
  if (released) {
    const by = nameOf(departure, released.by, voice);
    return section(title, text(voice.t('release.done', { when: voice.instant(released.at), name: by })));
  }
  const phase = accessPhase(departure, now);
  const ready = phase === 'armed' || phase === 'none';
  // As long as it is not ready, no message has the button.
  const elsewhere = ready && on === 'card' ? releaseElsewhere(departure, reader, voice) : null;
  if (elsewhere !== null) return [text(elsewhere)];
  const lapse = lapsing(departure, now);
  const confirmation = confirmationWords(departure, voice, now);
  return section(
    title,
    text(
      sentences(
        voice.t(ready ? 'release.ready' : 'release.waits', {
          name: calledName(departure, departure.leaver.id, voice),
          confirmation,
        }),
        ready && livesOnWords(departure, voice),
      ),
    ),
    lapse !== null &&
      departure.dates !== null &&
      text([
        {
          strong: voice.t('release.lapses', {
            until: voice.instant(lapse.until),
            when: voice.zoned(departure.dates.cutOff),
          }),
        },
      ]),
    ready && actions(releaseButton(departure, { voice, name, now })),
  );
}

/** Where the button of the meeting is for this reader; null where no message of its own holds it. */
export function releaseElsewhere(departure: Departure, reader: Pick<Person, 'id'>, voice: Voice): string | null {
  const name = shownName(departure.leaver.name);
  switch (releaseStandsOn(departure, reader.id)) {
    case 'alarm':
      return voice.t('release.elsewhere', { title: voice.t('alert.unreleased.title') });
    case 'meeting':
      return voice.t('release.elsewhere', { title: voice.t('meeting.title', { name }) });
    case 'card':
      return null;
  }
}

export function releaseButton(
  departure: Departure,
  { voice, name, now }: { voice: Voice; name: string; now: Instant },
): CardAction {
  const { dates } = departure;
  const early = dates !== null && dates.cutOff.at > now ? 'yes' : 'no';
  const when = dates ? voice.zoned(dates.cutOff) : '';
  const seen = departure.planHash === null ? {} : { seen: departure.planHash };
  return button(voice, act('cut-off.release', departure.id, seen), 'button.release', {
    style: 'danger',
    about: name,
    confirm: dialog(
      voice,
      { title: 'dialog.release.title', confirm: 'dialog.release.confirm', deny: 'dialog.release.deny' },
      sentences(
        voice.t('dialog.release.text', { name, count: systemsOf(departure.revocations).length, early, when }),
        livesOnWords(departure, voice),
      ),
      voice.t('dialog.release.text', { name, count: systemsOf(departure.revocations).length, early, when }),
    ),
  });
}
