import type { Instant } from '../../domain/calendar/time.ts';
import { type CardSpec, keyOf } from '../../domain/cards/card-spec.ts';
import { releaseStandsOn } from '../../domain/cards/release-stands.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { type Audience, leads } from '../audience.ts';
import { actions, blocks, button, dialog, section, text } from '../blocks.ts';
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
  /**
   * The message of the reader's own that these blocks are posted in, which leaves the button to a newer one. Null has
   * it always: the answer to a click, the alarm itself, a card that others read too.
   */
  posted: CardSpec | null;
}

/**
 * Where access ends at a meeting: whether it is ready, and the button for whoever leads the departure; on a message of
 * whom another one holds that, where it is. Nothing for any other flow.
 */
export function releaseBlocks(
  departure: Departure,
  { reader, audience, voice, now, posted }: Release,
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
  const elsewhere = ready && posted !== null ? releaseElsewhere(departure, posted, { reader, voice }) : [];
  if (elsewhere.length > 0) return elsewhere;
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

/**
 * Where the button of the meeting is for this reader of a posted message, with the way to it for whoever finds that
 * message deleted; nothing where no newer message of their own holds it.
 */
export function releaseElsewhere(
  departure: Departure,
  posted: CardSpec,
  { reader, voice }: Pick<Release, 'reader' | 'voice'>,
): readonly CardBlock[] {
  const stands = releaseStandsOn(departure, reader.id);
  if (stands === null || stands.on === posted.card) return [];
  const name = shownName(departure.leaver.name);
  const title = stands.on === 'alarm' ? voice.t('alert.unreleased.title') : voice.t('meeting.title', { name });
  const here = departure.posts.find(({ key }) => key === keyOf(posted))?.ref?.channel;
  const channel = here === stands.channel ? 'here' : stands.channel;
  return blocks(
    text(voice.t('release.elsewhere', { title, channel })),
    actions(button(voice, act('departure.open', departure.id), 'button.releaseHere', { about: name })),
  );
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
